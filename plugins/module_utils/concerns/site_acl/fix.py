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


def planned(site: SiteMap, drift: Sequence[Finding]) -> Iterator[Finding]:
    """A finding for each DACL that changes: found and wanted are whole DACLs, in SDDL. Folders come first."""
    paths = {finding.key[1]: finding for finding in reversed(drift) if finding.key}
    new: dict[str, Descriptor] = {}
    for path, first in sorted(paths.items()):
        listed, above = site.listed(path), site.secured_above(path)
        changes = [finding.key[2:] for finding in drift if finding.key and finding.key[1] == path]
        given = _given(listed, new.get(above.path, above.descriptor) if above else None)
        after = fixed(site, listed, given, changes)
        texts = acl_edit.text(listed.descriptor), acl_edit.text(after)
        if texts[0] == texts[1] or (above and above.path in new and acl_edit.same(*texts)):
            continue  # inherited from the DACL that is written above
        new[path] = after
        yield Finding(first.control, f"DACL of {path}", State.DRIFT, *texts, _key(path), first.remedy, first.reason)


def settings(site: SiteMap) -> dict[Key, Any]:
    """Every DACL that the node has reported."""
    return {_key(path): acl_edit.text(listed.descriptor) for listed in site.all_groups() for path in listed.paths}


def arguments(changes: Sequence[Finding], texts: Mapping[str, str]) -> dict[str, Any]:
    """Of write_site_acl. texts: path -> the DACL as the node printed it, which must be unchanged."""
    paths = [(change.key[1], change.wanted) for change in changes if change.key]
    return {"objects": [{"path": path, "expected": texts[path], "dacl": wanted} for path, wanted in paths]}


def _key(path: str) -> Key:
    return ("objects", path, "dacl")


def fixed(site: SiteMap, listed: DaclGroup, given: Descriptor, changes: Sequence[tuple[str, ...]]) -> Descriptor:
    """The DACL with the fewest changed entries. changes: ("allow" or "remove", SID), as the findings' keys end."""
    removed = {sid for what, sid in changes if what == "remove"}
    less = [ace for ace in listed.descriptor.dacl or () if ace.kind == "D" and not ace.inherited and ace.sid in removed]
    new = acl_edit.changed(given, (), less)
    identities = {identity.sid: identity for identity in site.root_of(listed.path).everybody}
    for what, sid in changes:
        if what == "allow" and effective_rights.right(new, listed.container, identities[sid]).held is not True:
            new = acl_edit.changed(new, [acl_edit.entry(sid, listed.container)], ())
    return new


def _given(listed: DaclGroup, above: Descriptor | None) -> Descriptor:
    """Windows makes an unprotected DACL inherit from its folder again whenever it is written."""
    if above is None or listed.descriptor.protected:
        return listed.descriptor
    return acl_edit.inherited_again(listed.descriptor, listed.container, above)
