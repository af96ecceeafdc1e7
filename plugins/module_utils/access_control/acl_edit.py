# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The smallest change of a list: an entry more, or some less. Everything else stays where it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from . import inheritance, sddl
from .access_mask import READ_AND_EXECUTE
from .sddl import Ace, Descriptor

# (kind, trustee, ...) and where the entries apply -> what they say there
Meaning = dict[tuple[str, ...], int]


def entry(sid: str, container: bool) -> Ace:
    """Lets an account or group read and execute: a file, or a folder with everything in it."""
    return Ace("A", frozenset(("OI", "CI") if container else ()), READ_AND_EXECUTE, sid)


def changed(descriptor: Descriptor, more: Iterable[Ace], less: Sequence[Ace]) -> Descriptor:
    """In canonical order still: new entries come after the other explicit ones and before what is inherited."""
    entries = [ace for ace in descriptor.dacl or () if ace not in less]
    explicit = [ace for ace in entries if not ace.inherited]
    inherited = [ace for ace in entries if ace.inherited]
    return replace(descriptor, dacl=(*explicit, *more, *inherited))


def inherited_again(descriptor: Descriptor, container: bool, above: Descriptor) -> Descriptor:
    """The list with the entries that the one above gives, in place of those that it had from there.

    Who owns the object is not known, so what CREATOR OWNER gets there is left to Windows, as all of it is.
    """
    explicit = [ace for ace in descriptor.dacl or () if not ace.inherited]
    given = [ace for ace in inheritance.inherited(above.dacl or (), container, "", "") if ace.sid]
    return replace(descriptor, dacl=(*explicit, *given))


def text(descriptor: Descriptor) -> str:
    """The list alone, every trustee by SID, so that it means the same on every node."""
    return sddl.compose(Descriptor(None, None, descriptor.dacl, descriptor.dacl_flags))


def same(one: str, other: str) -> bool:
    """Whether two lists hold the same of their own. What is inherited comes from the folder above, whatever is written.

    Windows may join entries of one trustee or sort them; that changes nothing.
    """
    if one == other:
        return True
    try:
        first, second = sddl.parse(one), sddl.parse(other)
    except ValueError:  # of a journal that somebody has edited, or a node that shows no list
        return False
    return first.protected == second.protected and _meaning(first) == _meaning(second)


def _meaning(descriptor: Descriptor) -> Meaning | None:
    if descriptor.dacl is None:
        return None
    meaning: Meaning = {}
    for ace in descriptor.dacl:
        if not ace.inherited:
            for place in _places(ace):
                what = (ace.kind, ace.sid, ace.object_type, ace.inherited_object_type, ace.condition, *place)
                meaning[what] = meaning.get(what, 0) | ace.mask
    return meaning


def _places(ace: Ace) -> list[tuple[str, ...]]:
    depth = "one level" if "NP" in ace.flags else "all levels"
    below: list[tuple[str, ...]] = [(flag, depth) for flag in ("OI", "CI") if flag in ace.flags]
    return below if ace.inherit_only else [("here", ""), *below]
