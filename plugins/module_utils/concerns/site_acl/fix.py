# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The DACLs that a fix of a site's drift writes, each with the fewest changed entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...access_control import acl_edit
from ...access_control.sddl import Descriptor
from ...model.finding import Finding, Key, State
from . import effective_rights
from .content import DaclGroup
from .folders import SiteMap
from .inheritance_on_write import inherited_entries, is_foretold, rewritten

INHERITED = "Windows makes inherited entries anew with every write"


def planned(site: SiteMap, drift: Sequence[Finding]) -> Iterator[Finding]:
    """A finding for each DACL that changes: found and wanted are whole DACLs, in SDDL. Folders come first.

    Where a root loses what it inherited from another parent, there is one for its inherited entries too, so that the
    journal has them.
    """
    paths = {finding.key[1]: finding for finding in reversed(drift) if finding.key}
    new: dict[str, Descriptor] = {}
    for path, first in sorted(paths.items()):
        group, above = site.dacl_group(path), site.secured_above(path)
        changes = [finding.key[2:] for finding in drift if finding.key and finding.key[1] == path]
        given = rewritten(group, new.get(above.path, above.descriptor) if above else site.parent_dacl(path))
        after = fixed(site, group, given, changes)
        texts = acl_edit.text(group.descriptor), acl_edit.text(after)
        if texts[0] == texts[1] or (above and above.path in new and acl_edit.same(*texts)):
            continue  # inherited from the DACL that is written above
        new[path] = after
        lost = INHERITED if acl_edit.same(*texts) else ""
        subject = f"DACL of {path}"
        yield Finding(first.control, subject, State.DRIFT, *texts, _key(path), first.remedy, first.reason, lost)
        former, present = (inherited_entries(one) for one in (group.descriptor, after))
        if is_foretold(site.parent_dacl(path)) and former != present:
            key = _inherited_key(path)
            subject = f"inherited entries of {path}"
            yield Finding(
                first.control, subject, State.DRIFT, former, present, key, first.remedy, first.reason, INHERITED
            )


def settings(site: SiteMap) -> dict[Key, Any]:
    """Every DACL that the node has reported."""
    dacls = {_key(path): acl_edit.text(group.descriptor) for group in site.all_groups() for path in group.paths}
    roots = [secured for secured in site.content.secured_objects if is_foretold(site.parent_dacl(secured.path))]
    return {**dacls, **{_inherited_key(root.path): inherited_entries(root.descriptor) for root in roots}}


def same(one: Any, other: Any) -> bool:
    """Whether two DACLs, or two lists of inherited entries, mean the same."""
    return acl_edit.same(one, other) if isinstance(one, str) and isinstance(other, str) else bool(one == other)


def arguments(changes: Sequence[Finding], texts: Mapping[str, str]) -> dict[str, Any]:
    """Of write_site_acl. texts: path -> the DACL as the node printed it, which must be unchanged."""
    paths = [(change.key[1], change.wanted) for change in changes if change.key and change.key[2] == "dacl"]
    return {"objects": [{"path": path, "expected": texts[path], "dacl": wanted} for path, wanted in paths]}


def _key(path: str) -> Key:
    return ("objects", path, "dacl")


def _inherited_key(path: str) -> Key:
    return ("objects", path, "inherited")


def fixed(site: SiteMap, group: DaclGroup, given: Descriptor, changes: Sequence[tuple[str, ...]]) -> Descriptor:
    """The DACL with the fewest changed entries. changes: ("allow", "remove" or "inherit", SID), as keys end."""
    removed = {sid for what, sid in changes if what == "remove"}
    less = [ace for ace in group.descriptor.dacl or () if ace.kind == "D" and not ace.inherited and ace.sid in removed]
    new = acl_edit.changed(given, (), less)
    identities = {identity.sid: identity for identity in site.root_of(group.path).all_identities}
    for what, sid in changes:
        if what == "allow" and effective_rights.determine(new, group.container, identities[sid]).granted is not True:
            new = acl_edit.changed(new, [acl_edit.entry(sid, group.container)], ())
    return new
