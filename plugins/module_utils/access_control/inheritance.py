# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What an object inherits from the folder above it (MS-DTYP 2.5.3.4, "ACE inheritance rules" of the Windows SDK)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .access_mask import mapped
from .sddl import Ace
from .sids import CREATOR_GROUP, CREATOR_OWNER

_INHERITANCE = frozenset({"OI", "CI", "NP", "IO"})


def inherited(parent: Sequence[Ace], container: bool, owner: str, group: str) -> tuple[Ace, ...]:
    """The entries that a file, or with container a folder, inherits from its parent's DACL, in its order.

    owner and group are those of the child: they replace CREATOR OWNER and CREATOR GROUP where an entry takes effect.
    """
    creators = {CREATOR_OWNER: owner, CREATOR_GROUP: group}
    # Windows writes an entry once where two of the parent lead to the same: where TrustedInstaller is the owner,
    # CREATOR OWNER adds nothing to TrustedInstaller's own entry.
    return tuple(dict.fromkeys(ace for above in parent for ace in _inherited_from(above, container, creators)))


def _inherited_from(above: Ace, container: bool, creators: dict[str, str]) -> Iterator[Ace]:
    # A folder passes on what it inherits, for files (OI) as well, unless the entry is not propagated further (NP).
    passed = container and "NP" not in above.flags and bool(above.flags & {"OI", "CI"})
    # A file has no object type, so an entry for children of one type never takes effect on it.
    takes_effect = ("CI" if container else "OI") in above.flags and not above.inherited_object_type
    passed_on = replace(above, flags=above.flags - {"IO"} | {"ID"})
    effective = replace(
        above,
        flags=above.flags - _INHERITANCE | {"ID"},
        mask=mapped(above.mask),
        sid=creators.get(above.sid, above.sid),
    )
    if takes_effect and passed and (effective.mask, effective.sid) == (above.mask, above.sid):
        yield passed_on
        return
    # Otherwise the effective entry and the one that is passed on differ: Windows makes two entries of one.
    if takes_effect:
        yield effective
    if passed:
        yield replace(passed_on, flags=passed_on.flags | {"IO"})
