# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The rights that a DACL grants to a token, as Windows' AccessCheck determines them for files (MS-DTYP 2.5.3.2).

Entries are evaluated in their order, canonical or not; the first entry about a right decides it. Not evaluated:
privileges, mandatory labels, central access policies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .access_mask import FULL_CONTROL, READ_CONTROL, WRITE_DAC, mapped
from .sddl import Ace, Descriptor
from .sids import OWNER_RIGHTS

_ALLOW = ("A", "XA", "OA", "ZA")
_CONDITIONAL = ("XA", "XD", "ZA")


def never(sid: str) -> bool:
    """For every SID it is known whether the token has it."""
    return False


@dataclass(frozen=True)
class _Step:
    """An entry that may apply to the token, or the owner's implicit rights; sure: it certainly applies."""

    allows: bool
    sure: bool
    mask: int
    ace: Ace | None = None


def is_canonical(dacl: Sequence[Ace] | None) -> bool:
    """Whether the entries are in the order that Windows' dialogs and .NET require: deny, allow, inherited.

    As .NET's CommonAcl, which refuses to edit any other DACL: inherited entries may have any order among themselves,
    since those of a nearer folder come before those of one further up, and a DACL does not show from which they are.
    """
    stages = [2 if ace.inherited else int(ace.kind in _ALLOW) for ace in dacl or ()]
    return stages == sorted(stages)


def granted(descriptor: Descriptor, token: frozenset[str]) -> int:
    """The rights of a token whose SIDs are all known; conditional entries are ignored where they would allow."""
    return bounds(descriptor, token)[0]


def bounds(descriptor: Descriptor, token: frozenset[str], possible: Callable[[str], bool] = never) -> tuple[int, int]:
    """The rights of a token: those it has at least, and those it has at most, generic ones mapped.

    token: the account's own SID, its groups, and well-known groups such as Everyone. possible: whether it is unknown if
    the token has this SID. What a conditional entry (XA, XD, ZA) depends on is never known.
    """
    if descriptor.dacl is None:
        return FULL_CONTROL, FULL_CONTROL
    steps = list(_steps(descriptor, token, possible))
    at_least = _sum(step for step in steps if step.sure or not step.allows)
    at_most = _sum(step for step in steps if step.sure or step.allows)
    return at_least, at_most


def deciding(descriptor: Descriptor, token: frozenset[str], wanted: int) -> tuple[Ace, ...]:
    """The deny entries that deny a part of wanted to the token, in their order.

    A deny entry for rights that an entry before it already allows or denies has no effect, and is left out.
    """
    left = mapped(wanted)
    found = []
    for step in _steps(descriptor, token, never):
        if step.ace and step.sure and not step.allows and step.mask & left:
            found.append(step.ace)
        if step.sure or step.allows:
            left &= ~step.mask
    return tuple(found)


def _sum(steps: Iterator[_Step]) -> int:
    given = decided = 0
    for step in steps:
        if step.allows:
            given |= step.mask & ~decided
        decided |= step.mask
    return given & FULL_CONTROL


def _steps(descriptor: Descriptor, token: frozenset[str], possible: Callable[[str], bool]) -> Iterator[_Step]:
    """What applies to the token, in the order of evaluation: the owner's implicit rights, then the DACL."""
    owner = descriptor.owner
    effective = [ace for ace in descriptor.dacl or () if not ace.inherit_only]
    # What a SID's unconditional entries have decided. Later entries of the same SID have no effect, in the token or
    # not: without this, bounds would be too wide.
    decided: dict[str, int] = {}
    conditional = [ace.kind in _CONDITIONAL for ace in effective if ace.sid == OWNER_RIGHTS]
    if owner is not None and (owner in token or possible(owner)) and all(conditional):
        if not conditional:
            decided[owner] = READ_CONTROL | WRITE_DAC
        yield _Step(True, owner in token and not conditional, READ_CONTROL | WRITE_DAC)
    for ace in effective:
        # An entry for OWNER RIGHTS applies to the owner of the object.
        sid = owner if ace.sid == OWNER_RIGHTS else ace.sid
        if sid is None or not (sid in token or possible(sid)):
            continue
        allows = ace.kind in _ALLOW
        # A file has no parts with an object type: a typed entry that allows grants nothing, one that denies denies all.
        if allows and ace.object_type:
            continue
        mask = mapped(ace.mask) & ~decided.get(sid, 0)
        certain = ace.kind not in _CONDITIONAL
        if certain:
            decided[sid] = decided.get(sid, 0) | mask
        yield _Step(allows, sid in token and certain, mask, ace)
