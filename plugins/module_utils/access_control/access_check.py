# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a list lets somebody do, as Windows' AccessCheck finds it for files (MS-DTYP 2.5.3.2).

Entries count in the order in which they stand, canonical or not; the first that speaks about a right decides it. Not
looked at: privileges, mandatory labels, central access policies.
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
    """Of every SID it is known whether the token has it."""
    return False


@dataclass(frozen=True)
class _Step:
    """An entry that concerns the token, or what the owner has without one; sure: it certainly does."""

    allows: bool
    sure: bool
    mask: int
    ace: Ace | None = None


def is_canonical(dacl: Sequence[Ace] | None) -> bool:
    """Whether the entries stand in the order that Windows' dialogs and .NET demand: deny, allow, inherited.

    As .NET's CommonAcl judges, which refuses to edit any other list: inherited entries may stand in any order among
    themselves, since those of a nearer folder come before those of one further up and a list does not tell them apart.
    """
    stages = [2 if ace.inherited else int(ace.kind in _ALLOW) for ace in dacl or ()]
    return stages == sorted(stages)


def granted(descriptor: Descriptor, token: frozenset[str]) -> int:
    """The rights of somebody of whom every SID is known, conditional entries left aside where they would allow."""
    return bounds(descriptor, token)[0]


def bounds(descriptor: Descriptor, token: frozenset[str], possible: Callable[[str], bool] = never) -> tuple[int, int]:
    """The rights of a token: those it has at least, and those it has at most, generic ones mapped.

    token: the account's own SID, its groups, and those of everybody, such as S-1-1-0. possible: whether it is unknown
    if the token has this SID. What a conditional entry (XA, XD, ZA) depends on is never known.
    """
    if descriptor.dacl is None:
        return FULL_CONTROL, FULL_CONTROL
    steps = list(_steps(descriptor, token, possible))
    at_least = _sum(step for step in steps if step.sure or not step.allows)
    at_most = _sum(step for step in steps if step.sure or step.allows)
    return at_least, at_most


def deciding(descriptor: Descriptor, token: frozenset[str], wanted: int) -> tuple[Ace, ...]:
    """The deny entries that take something of wanted away from the token, in their order.

    A deny entry for rights that an entry before it has given or taken already changes nothing, and is left out.
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
    """All that speaks about the token, in the order in which it decides: what owners have, then the list."""
    owner = descriptor.owner
    effective = [ace for ace in descriptor.dacl or () if not ace.inherit_only]
    # What a SID's unconditional entries have decided. Later ones of the same SID cannot matter, in the token or not:
    # without this, bounds would be wider than what can be.
    decided: dict[str, int] = {}
    conditional = [ace.kind in _CONDITIONAL for ace in effective if ace.sid == OWNER_RIGHTS]
    if owner is not None and (owner in token or possible(owner)) and all(conditional):
        if not conditional:
            decided[owner] = READ_CONTROL | WRITE_DAC
        yield _Step(True, owner in token and not conditional, READ_CONTROL | WRITE_DAC)
    for ace in effective:
        # An entry for owner rights speaks about whoever owns the object.
        sid = owner if ace.sid == OWNER_RIGHTS else ace.sid
        if sid is None or not (sid in token or possible(sid)):
            continue
        allows = ace.kind in _ALLOW
        # A file has no parts with an object type: an entry that allows one gives nothing, one that denies takes all.
        if allows and ace.object_type:
            continue
        mask = mapped(ace.mask) & ~decided.get(sid, 0)
        certain = ace.kind not in _CONDITIONAL
        if certain:
            decided[sid] = decided.get(sid, 0) | mask
        yield _Step(allows, sid in token and certain, mask, ace)
