# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The effective right of an identity on a file or folder: read and execute, part of it, or not known.

A folder's DACL protects the folder, and new objects below inherit from it. So an identity has a right on a folder only
if new objects below inherit it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ...access_control import access_check, inheritance
from ...access_control.access_mask import READ, READ_AND_EXECUTE, words
from ...access_control.sddl import Ace, Descriptor
from ...facts.accounts.identity import Identity

WANTED = words(READ_AND_EXECUTE)
NOT_BELOW = "on this folder only"
CONDITIONAL = ("XA", "XD", "ZA")


@dataclass(frozen=True)
class EffectiveRight:
    """granted: None where it cannot be determined. found: as text, to be compared with WANTED.

    readable: not granted, and still everything can be read: only execute is missing.
    """

    granted: bool | None
    found: str
    readable: bool = False
    undecided: tuple[Ace, ...] = ()  # entries of which it is not known whether they apply

    @property
    def may_be_let_in(self) -> bool:
        """Whether all that is not known is the membership in groups that are let in."""
        return bool(self.undecided) and all(ace.kind == "A" for ace in self.undecided)


def determine(descriptor: Descriptor, container: bool, identity: Identity) -> EffectiveRight:
    here = _one(descriptor, identity)
    if not container:
        return here
    below = [_one(child, identity) for child in children(descriptor)]
    can_read = all(one.granted is True or one.readable for one in (here, *below))
    if here.granted is False:
        return replace(here, readable=can_read)
    if any(child.granted is False for child in below):
        return EffectiveRight(False, f"{WANTED}, {NOT_BELOW}", can_read)
    unknown = [one for one in (here, *below) if one.granted is None]
    return unknown[0] if unknown else here


def _one(descriptor: Descriptor, identity: Identity) -> EffectiveRight:
    least, most = access_check.bounds(descriptor, identity.token, identity.may_have)
    if least & READ_AND_EXECUTE == READ_AND_EXECUTE:
        return EffectiveRight(True, WANTED)
    if most & READ_AND_EXECUTE == READ_AND_EXECUTE:
        undecided = tuple(ace for ace in descriptor.dacl or () if ace.kind in CONDITIONAL or identity.may_have(ace.sid))
        found = EffectiveRight(None, words(least & READ_AND_EXECUTE), undecided=undecided)
        if not (identity.wide and found.may_be_let_in):
            return found
    return EffectiveRight(False, words(least & READ_AND_EXECUTE), least & READ == READ)


@lru_cache(maxsize=1000)  # called for each identity, and there are few different DACLs
def children(descriptor: Descriptor) -> Sequence[Descriptor]:
    """The DACLs that a new file and a new folder would inherit. Their owner is assumed to be the folder's."""
    if descriptor.dacl is None:
        return []  # a NULL DACL: nothing is inherited from it, and new files get the creator's default DACL
    owner, group = descriptor.owner or "", descriptor.group or ""
    return [
        replace(descriptor, dacl=inheritance.inherited(descriptor.dacl, container, owner, group), dacl_flags=())
        for container in (False, True)
    ]


def denying(descriptor: Descriptor, container: bool, identity: Identity) -> Sequence[Ace]:
    """The entries that deny reading to the identity, on the object itself or on new objects below it."""
    dacls = [descriptor, *(children(descriptor) if container else ())]
    deciding = [access_check.deciding(one, identity.token, READ_AND_EXECUTE) for one in dacls]
    # Below, a copy of the entry denies: the trustee identifies the original.
    trustees = {ace.sid for aces in deciding for ace in aces}
    return [ace for ace in descriptor.dacl or () if ace.kind == "D" and ace.sid in trustees]
