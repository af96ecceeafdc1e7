# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Files and folders that were moved within a volume and kept what they inherited from their former folder.

Only unprotected DACLs are taken for that: a protected one was made by somebody.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model.finding import Finding, Remedy, State
from . import effective_rights
from .content import DaclGroup, SecuredObject
from .effective_rights import EffectiveRight
from .folders import SiteMap
from .inheritance_on_write import refusal
from .restrictions import READ_ONLY, REQUEST, Requests, hiding_unknown
from .roots import Root


def check_moved(
    site: SiteMap, root: Root, secured: SecuredObject, group: DaclGroup, requests: Requests
) -> Iterator[Finding]:
    """Objects that only inherit, and still lack what their folder would let them inherit."""
    given = (
        effective_rights.children(secured.descriptor)[group.container] if secured.descriptor.dacl is not None else None
    )
    for identity in root.all_identities:
        paths = [path for path in group.paths if identity in root.identities_for(path)]
        if not paths or identity.replaced_by or identity.sid is None:
            continue
        has = effective_rights.determine(group.descriptor, group.container, identity)
        if has.granted is not False or given is None:
            continue
        offered = effective_rights.determine(given, group.container, identity)
        if not offered.granted and (has.readable or not offered.readable):
            continue  # reported for the folder
        if group.count > len(group.paths):
            what = "folders" if group.container else "files"
            yield Finding(
                "ACL-4", f"{identity.words} on moved {what} below {secured.path}", State.DRIFT, has.found,
                offered.found, reason=f"like {paths[0]}, {group.count} were moved here and kept the entries of another "
                "folder: run icacls /reset /T on them",
            )  # fmt: skip
            continue
        remedy, reason = _remedy(site, group, has, requests)
        for path in paths:
            subject = f"{identity.words} on {path}"
            if problem := hiding_unknown(root, path, identity):
                yield Finding("ACL-4", subject, State.UNKNOWN, reason=problem)
                continue
            key = ("objects", path, "inherit", identity.sid)
            yield Finding("ACL-4", subject, State.DRIFT, has.found, offered.found, key, remedy, reason)


def _remedy(site: SiteMap, group: DaclGroup, has: EffectiveRight, requests: Requests) -> tuple[Remedy, str]:
    moved = "it was moved here and kept the entries of its former folder"
    if refused := refusal(site, group, (), ()):
        return Remedy.REPORT, f"{moved}; {refused}"
    if has.readable and not requests.change_restricted:
        return Remedy.ON_REQUEST, f"{moved}; {READ_ONLY}; {REQUEST}"
    return Remedy.FIX, f"{moved}; a fix makes it inherit those of this one"
