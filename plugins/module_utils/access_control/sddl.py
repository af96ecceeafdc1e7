# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Security descriptors and their text, SDDL (MS-DTYP 2.5.1.1).

Everything in a text is kept, so that a written text differs only in the intended change. What cannot be read for
certain is refused: a guessed right could open a folder or lock its users out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from . import access_mask
from .sddl_reader import SddlText
from .sids import ALIASES

NO_ACCESS_CONTROL = "NO_ACCESS_CONTROL"
ACE_FLAGS = ("OI", "CI", "NP", "IO", "ID", "SA", "FA", "TP", "CR")
_KINDS = {
    "D": ("A", "D", "OA", "OD", "XA", "XD", "ZA"),
    "S": ("AU", "AL", "OU", "OL", "ML", "XU", "RA", "SP", "TL", "FL"),
}
_OBJECT_KINDS = ("OA", "OD", "ZA", "OU", "OL")
_WITH_CONDITION = ("XA", "XD", "ZA", "XU", "RA", "FL")

_ENTRY = re.compile(rf"\({';'.join([r'([^;()]*)'] * 6)}(?=[;)])")
_ACL_FLAG = re.compile(rf"P|AR|AI|{NO_ACCESS_CONTROL}")
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class Ace:
    """An access control entry. condition is the seventh field, unchanged: a condition, or the attribute of RA."""

    kind: str
    flags: frozenset[str]
    mask: int
    sid: str
    object_type: str = ""
    inherited_object_type: str = ""
    condition: str = ""

    @property
    def inherited(self) -> bool:
        return "ID" in self.flags

    @property
    def inherit_only(self) -> bool:
        return "IO" in self.flags


@dataclass(frozen=True)
class Descriptor:
    """The content of a text. Owner and group are None where it does not have them.

    dacl None: a NULL DACL, which grants full control to everyone. With NO_ACCESS_CONTROL among the flags the text has
    it explicitly (D:NO_ACCESS_CONTROL); without it the text has no D: at all. An empty DACL, D:, grants no access.
    """

    owner: str | None
    group: str | None
    dacl: tuple[Ace, ...] | None
    dacl_flags: tuple[str, ...] = ()
    sacl: tuple[Ace, ...] | None = None
    sacl_flags: tuple[str, ...] = ()

    @property
    def protected(self) -> bool:
        """Whether the DACL inherits nothing from the folder above."""
        return "P" in self.dacl_flags

    @property
    def explicit(self) -> tuple[Ace, ...]:
        """The explicit entries of the DACL."""
        return tuple(ace for ace in self.dacl or () if not ace.inherited)


_NONE: Mapping[str, str] = {}


def parse(text: str, aliases: Mapping[str, str] = _NONE) -> Descriptor:
    """The descriptor of a text. aliases: SIDs of further two-letter names, such as DU, which depend on the domain.

    Raises ValueError, with the error and its position, for everything that is not SDDL.
    """
    return _descriptor(SddlText(text, {**aliases, **ALIASES}))


def compose(descriptor: Descriptor) -> str:
    """The text of a descriptor, in the order and the spelling of Windows, but with SIDs in full."""
    owner = f"O:{descriptor.owner}" if descriptor.owner is not None else ""
    group = f"G:{descriptor.group}" if descriptor.group is not None else ""
    dacl = _acl("D", descriptor.dacl_flags, descriptor.dacl)
    return owner + group + dacl + _acl("S", descriptor.sacl_flags, descriptor.sacl)


def _acl(part: str, flags: tuple[str, ...], aces: tuple[Ace, ...] | None) -> str:
    if aces is None and NO_ACCESS_CONTROL not in flags:
        return ""
    return f"{part}:{''.join(flags)}{''.join(map(entry_text, aces or ()))}"


def entry_text(ace: Ace) -> str:
    """One entry, in brackets."""
    flags = "".join(sorted(ace.flags, key=ACE_FLAGS.index))
    rights = access_mask.compose(ace.mask)
    fields = [ace.kind, flags, rights, ace.object_type, ace.inherited_object_type, ace.sid]
    return f"({';'.join(fields + [ace.condition] * bool(ace.condition))})"


def _descriptor(text: SddlText) -> Descriptor:
    parts: set[str] = set()
    sids: dict[str, str] = {}
    lists: dict[str, tuple[tuple[str, ...], tuple[Ace, ...] | None]] = {"D": ((), None), "S": ((), None)}
    while not text.ended or not parts:
        part = text.ahead(2)
        if part not in ("O:", "G:", "D:", "S:"):
            raise text.wrong(text.at, "expected O:, G:, D: or S:")
        if part in parts:
            raise text.wrong(text.at, f"{part} occurs twice")
        parts.add(part)
        text.at += 2
        if part in ("O:", "G:"):
            sids[part[0]] = text.sid()
        else:
            lists[part[0]] = _acl_of(text, part[0])
    (dacl_flags, dacl), (sacl_flags, sacl) = lists["D"], lists["S"]
    return Descriptor(sids.get("O"), sids.get("G"), dacl, dacl_flags, sacl, sacl_flags)


def _acl_of(text: SddlText, part: str) -> tuple[tuple[str, ...], tuple[Ace, ...] | None]:
    flags = []
    while found := text.match(_ACL_FLAG):
        flags.append(found[0])
        text.at = found.end()
    if NO_ACCESS_CONTROL in flags:
        if text.ahead(1) == "(":
            raise text.wrong(text.at, f"an entry after {NO_ACCESS_CONTROL}")
        return tuple(flags), None
    aces = []
    while text.ahead(1) == "(":
        aces.append(_ace(text, part))
    return tuple(flags), tuple(aces)


def _ace(text: SddlText, part: str) -> Ace:
    found = text.match(_ENTRY)
    if not found:
        raise text.wrong(text.at, "expected an entry, (kind;flags;rights;object;inherited object;trustee)")
    # Documents of Microsoft put blanks around fields, Windows itself does not.
    kind, flags, rights, object_type, inherited_type, trustee = (field.strip(" ") for field in found.groups())
    starts = [found.end(field) - len(found[field].lstrip(" ")) for field in range(1, 7)]
    if kind not in _KINDS[part]:
        raise text.wrong(starts[0], f"{kind!r} is no kind of entry in {part}:")
    for flag in _pairs(flags):
        if flag not in ACE_FLAGS:
            raise text.wrong(starts[1], f"{flag} is no flag of an entry")
    try:
        mask = access_mask.parse(rights)
    except ValueError as error:
        raise text.wrong(starts[2], str(error)) from error
    for guid, start in ((object_type, starts[3]), (inherited_type, starts[4])):
        if guid and kind not in _OBJECT_KINDS:
            raise text.wrong(start, f"an entry of kind {kind} has no object type")
        if guid and not _GUID.fullmatch(guid):
            raise text.wrong(start, f"{guid} is no GUID")
    text.at = starts[5]
    sid = text.sid()
    if text.at != starts[5] + len(trustee):
        raise text.wrong(text.at, "text after the trustee")
    text.at = found.end()
    condition = _condition(text, kind)
    text.blanks()
    if text.ahead(1) != ")":
        raise text.wrong(text.at, "expected the end of the entry")
    text.at += 1
    return Ace(kind, frozenset(_pairs(flags)), mask, sid, object_type, inherited_type, condition)


def _condition(text: SddlText, kind: str) -> str:
    if (text.ahead(1) == ";") is not (kind in _WITH_CONDITION):
        what = "needs a condition" if kind in _WITH_CONDITION else "has six fields"
        raise text.wrong(text.at, f"an entry of kind {kind} {what}")
    if kind not in _WITH_CONDITION:
        return ""
    text.at += 1
    text.blanks()
    return text.brackets()


def _pairs(text: str) -> list[str]:
    return re.findall("..?", text, re.DOTALL)
