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
from ...access_control.access_mask import READ_AND_EXECUTE, words
from ...access_control.sddl import Ace, Descriptor
from ...facts.accounts.tokens import Identity

WANTED = words(READ_AND_EXECUTE)
NOT_BELOW = "on this folder only"
CONDITIONAL = ("XA", "XD", "ZA")


@dataclass(frozen=True)
class Right:
    """held: None where it cannot be determined. found: as text, to be compared with WANTED."""

    held: bool | None
    found: str
    undecided: tuple[Ace, ...] = ()  # entries of which it is not known whether they apply


def right(descriptor: Descriptor, container: bool, identity: Identity) -> Right:
    here = _one(descriptor, identity)
    if not container or here.held is False:
        return here
    below = [_one(child, identity) for child in children(descriptor)]
    if any(child.held is False for child in below):
        return Right(False, f"{WANTED}, {NOT_BELOW}")
    unknown = [one for one in (here, *below) if one.held is None]
    return unknown[0] if unknown else here


def _one(descriptor: Descriptor, identity: Identity) -> Right:
    least, most = access_check.bounds(descriptor, identity.token, identity.maybe)
    if least & READ_AND_EXECUTE == READ_AND_EXECUTE:
        return Right(True, WANTED)
    if most & READ_AND_EXECUTE == READ_AND_EXECUTE:
        undecided = tuple(ace for ace in descriptor.dacl or () if ace.kind in CONDITIONAL or identity.maybe(ace.sid))
        return Right(None, words(least & READ_AND_EXECUTE), undecided)
    return Right(False, words(least & READ_AND_EXECUTE))


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
