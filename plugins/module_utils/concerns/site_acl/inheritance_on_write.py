# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a write does to the entries that a file or folder inherits.

Windows makes an unprotected DACL inherit from the folder above again whenever it is written. Where a folder was moved,
its present inherited entries are those of another folder, and a write replaces them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...access_control import acl_edit, sddl
from ...access_control.access_mask import SYNCHRONIZE, words
from ...access_control.sddl import Ace, Descriptor
from ...access_control.sids import CREATOR_GROUP
from . import effective_rights
from .content import DaclGroup, Parent
from .folders import SiteMap


def rewritten(group: DaclGroup, above: Descriptor | None) -> Descriptor:
    """The DACL after a write that changes none of its explicit entries. above: of the folder that it inherits from."""
    if above is None or group.descriptor.protected or group.descriptor.dacl is None:
        return group.descriptor
    return acl_edit.inherited_again(group.descriptor, group.container, above)


def inherited_entries(descriptor: Descriptor) -> list[str]:
    """In SDDL, sorted: their order is that of the folder above."""
    return sorted(sddl.entry_text(ace) for ace in descriptor.dacl or () if ace.inherited)


def is_foretold(above: Descriptor | None) -> bool:
    """Whether all that an object inherits is known beforehand. Its group, for CREATOR GROUP, is not read."""
    return above is not None and all(ace.sid != CREATOR_GROUP for ace in above.dacl or ())


def refusal(site: SiteMap, group: DaclGroup, more: Sequence[Ace], less: Sequence[Ace]) -> str:
    """Why a DACL is not written with these entries added and removed; empty where it can be."""
    parent = _above(site, group)
    if parent is None or group.descriptor.protected:
        return ""
    if parent.descriptor is None:
        return (
            f"it is not changed, because a write makes it inherit from {parent.path} again, "
            f"and the DACL of that folder could not be read: {parent.problem}"
        )
    after = acl_edit.changed(rewritten(group, parent.descriptor), more, less)
    losing = [
        identity.words
        for identity in site.root_of(group.path).identities_for(group.path)
        if effective_rights.determine(group.descriptor, group.container, identity).granted
        and not effective_rights.determine(after, group.container, identity).granted
    ]
    if not losing:
        return ""
    return (
        f"it is not changed, because a write makes it inherit from {parent.path} again, "
        f"which takes the right from {', '.join(losing)}: add an explicit entry for that first"
    )


def announcement(site: SiteMap, group: DaclGroup) -> str:
    """Which inherited entries a write replaces; empty where they stay."""
    parent = _above(site, group)
    if parent is None or parent.descriptor is None:
        return ""
    before = [ace for ace in group.descriptor.dacl or () if ace.inherited]
    after = [ace for ace in rewritten(group, parent.descriptor).dacl or () if ace.inherited]
    gone, new = _named(site, before, after), _named(site, after, before)
    if not gone and not new:
        return ""
    return (
        f"a write makes it inherit from {parent.path} again, which a rollback cannot undo: "
        f"{gone or 'nothing'} will be gone, {new or 'nothing'} will be new"
    )


def _above(site: SiteMap, group: DaclGroup) -> Parent | None:
    if above := site.secured_above(group.path):
        return Parent(above.path, above.descriptor, "")
    return site.content.parents.get(group.path.lower())


def _named(site: SiteMap, entries: Iterable[Ace], others: Sequence[Ace]) -> str:
    return ", ".join(dict.fromkeys(_words(site, entry) for entry in entries if entry not in others))


def _words(site: SiteMap, entry: Ace) -> str:
    kind = "allow" if entry.kind in ("A", "XA", "OA", "ZA") else "deny"
    return f"{kind} {words(entry.mask | SYNCHRONIZE)} for {site.accounts.name(entry.sid)}"
