# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The smallest change of a DACL: entries are added or removed. All others keep their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from . import inheritance, sddl
from .access_mask import READ_AND_EXECUTE
from .sddl import Ace, Descriptor

# (kind, trustee, ...) and where the entries apply -> their access mask
Meaning = dict[tuple[str, ...], int]


def entry(sid: str, container: bool) -> Ace:
    """Allows an account or group to read and execute: a file, or a folder with everything in it."""
    return Ace("A", frozenset(("OI", "CI") if container else ()), READ_AND_EXECUTE, sid)


def changed(descriptor: Descriptor, more: Iterable[Ace], less: Sequence[Ace]) -> Descriptor:
    """In canonical order still: new entries come after the other explicit ones and before what is inherited."""
    entries = [ace for ace in descriptor.dacl or () if ace not in less]
    explicit = [ace for ace in entries if not ace.inherited]
    inherited = [ace for ace in entries if ace.inherited]
    return replace(descriptor, dacl=(*explicit, *more, *inherited))


def inherited_again(descriptor: Descriptor, container: bool, above: Descriptor) -> Descriptor:
    """The DACL with the entries that it inherits from the one above, in place of its present inherited entries.

    Where the owner or the group of the object is not known, entries for CREATOR OWNER or CREATOR GROUP are left out:
    Windows adds them.
    """
    owner, group = descriptor.owner or "", descriptor.group or ""
    given = [ace for ace in inheritance.inherited(above.dacl or (), container, owner, group) if ace.sid]
    return replace(descriptor, dacl=(*descriptor.explicit, *given))


def text(descriptor: Descriptor) -> str:
    """The DACL alone, every trustee by SID, so that it means the same on every node."""
    return sddl.compose(Descriptor(None, None, descriptor.dacl, descriptor.dacl_flags))


def same(one: str, other: str) -> bool:
    """Whether two DACLs have the same explicit entries. Inherited ones come from the folder above, whatever is written.

    Windows may merge entries of one trustee or sort them; that does not change their meaning.
    """
    if one == other:
        return True
    try:
        first, second = sddl.parse(one), sddl.parse(other)
    except ValueError:  # a journal that was edited, or a node that reports no DACL
        return False
    return first.protected == second.protected and _meaning(first) == _meaning(second)


def _meaning(descriptor: Descriptor) -> Meaning | None:
    if descriptor.dacl is None:
        return None
    meaning: Meaning = {}
    for ace in descriptor.dacl:
        if not ace.inherited:
            for scope in _scopes(ace):
                what = (ace.kind, ace.sid, ace.object_type, ace.inherited_object_type, ace.condition, *scope)
                meaning[what] = meaning.get(what, 0) | ace.mask
    return meaning


def _scopes(ace: Ace) -> list[tuple[str, ...]]:
    depth = "one level" if "NP" in ace.flags else "all levels"
    below: list[tuple[str, ...]] = [(flag, depth) for flag in ("OI", "CI") if flag in ace.flags]
    return below if ace.inherit_only else [("here", ""), *below]
