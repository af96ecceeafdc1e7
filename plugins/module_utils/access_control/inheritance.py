# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What an object takes from the folder above it (MS-DTYP 2.5.3.4, "ACE inheritance rules" of the Windows SDK)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .access_mask import mapped
from .sddl import Ace
from .sids import CREATOR_GROUP, CREATOR_OWNER

_INHERITANCE = frozenset({"OI", "CI", "NP", "IO"})


def inherited(parent: Sequence[Ace], container: bool, owner: str, group: str) -> tuple[Ace, ...]:
    """The entries that a file, or with container a folder, gets from its parent's list, in the order of that list.

    owner and group are those of the child: they replace CREATOR OWNER and CREATOR GROUP where an entry takes effect.
    """
    creators = {CREATOR_OWNER: owner, CREATOR_GROUP: group}
    # Windows writes an entry once where two of the parent give the same: under C:\Program Files, which TrustedInstaller
    # owns, CREATOR OWNER adds nothing to TrustedInstaller's own entry.
    return tuple(dict.fromkeys(ace for above in parent for ace in _of(above, container, creators)))


def _of(above: Ace, container: bool, creators: dict[str, str]) -> Iterator[Ace]:
    # A folder hands on what it gets, to files (OI) as well, unless it is the last to get it (NP).
    passed = container and "NP" not in above.flags and bool(above.flags & {"OI", "CI"})
    # A file has no object type, so an entry for children of one type never takes effect on it.
    takes_effect = ("CI" if container else "OI") in above.flags and not above.inherited_object_type
    handed_on = replace(above, flags=above.flags - {"IO"} | {"ID"})
    effective = replace(
        above,
        flags=above.flags - _INHERITANCE | {"ID"},
        mask=mapped(above.mask),
        sid=creators.get(above.sid, above.sid),
    )
    if takes_effect and passed and (effective.mask, effective.sid) == (above.mask, above.sid):
        yield handed_on
        return
    # Otherwise what takes effect here and what is handed on differ: Windows makes two entries of one.
    if takes_effect:
        yield effective
    if passed:
        yield replace(handed_on, flags=handed_on.flags | {"IO"})
