# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The findings about a site's folders: its roots, the objects below them, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator

from ...facts.accounts.identity import Identity
from ...model.finding import Finding, State
from . import effective_rights
from .content import is_share, same_path
from .folders import SiteMap
from .moved_objects import check_moved
from .object_checks import check_deny_entries, check_right, is_fixed_above
from .restrictions import Requests
from .roots import Root

PASSED_THROUGH = "passed through to another computer"
BY_HAND = "check it by hand, and accept it with a waiver that names this subject"


def check_site(site: SiteMap, requests: Requests) -> list[Finding]:
    if not site.roots:
        reason = "the site has no virtual directory, so there is no folder to check"
        controls = ("ACL-1", "ACL-2", "ACL-3", "ACL-4")
        return [Finding(control, "folders", State.UNKNOWN, reason=reason) for control in controls]
    found = [finding for root in site.roots for finding in _root(site, root, requests)]
    if not any(root.readers for root in site.roots):
        found.append(Finding("ACL-2", "readers", State.NOT_APPLICABLE, reason="the farm's description names none"))
    return [*found, *_coverage(site)]


def effective_rights_by_url(site: SiteMap) -> dict[str, str]:
    """What is compared between nodes: effective rights, by the site's paths."""
    found: dict[str, str] = {}
    for root in site.roots:
        secured = site.secured(root.path)
        if secured is None:
            continue
        for identity in root.all_identities:
            right = effective_rights.determine(secured.descriptor, secured.container, identity)
            if identity.compared_as and right.granted is not None:
                found |= {f"{identity.compared_as} on {url}": right.found for url in root.urls}
    return found


def _root(site: SiteMap, root: Root, requests: Requests) -> Iterator[Finding]:
    secured = site.secured(root.path)
    if not root.identities:
        reason = "the pool of its application does not exist, so the identity that reads it is not known"
        yield Finding("ACL-1", f"pool identity on {root.path}", State.UNKNOWN, reason=reason)
    if is_share(root.path):
        yield from _share(root)
    elif secured is None:
        unread = site.content.unread.items()
        reason = next((why for path, why in unread if same_path(path, root.path)), "the node did not report it")
        for control, identity in _checked_identities(root):
            yield Finding(control, f"{identity.words} on {root.path}", State.UNKNOWN, reason=reason)
        yield from _not_read(root, reason)
    else:
        for control, identity in _checked_identities(root):
            yield check_right(site, control, secured, identity, requests)
        yield from check_deny_entries(site, root, secured, requests)
        yield from _below(site, root, requests)


def _checked_identities(root: Root) -> Iterator[tuple[str, Identity]]:
    yield from (("ACL-1", identity) for identity in root.identities)
    yield from (("ACL-2", reader) for reader in root.readers)


def _share(root: Root) -> Iterator[Finding]:
    reason = f"the DACL is on another computer, which this node does not query: {BY_HAND}"
    for control, identity in _checked_identities(root):
        subject = f"{identity.words} on {root.path}"
        if control == "ACL-1" and root.passed_through:
            yield Finding(
                control, subject, State.DRIFT, PASSED_THROUGH, "a separate account, or delegation",
                reason="the second hop: a ticket for this site gives no access to a share; give the virtual directory "
                "an account (Connect as), or allow the pool's account to delegate to the file server",
            )  # fmt: skip
        else:
            yield Finding(control, subject, State.UNKNOWN, reason=reason)
    yield from _not_read(root, reason)


def _not_read(root: Root, reason: str) -> Iterator[Finding]:
    yield Finding("ACL-3", f"deny entries on {root.path}", State.UNKNOWN, reason=reason)
    yield Finding("ACL-4", f"everything below {root.path}", State.UNKNOWN, reason=reason)


def _below(site: SiteMap, root: Root, requests: Requests) -> Iterator[Finding]:
    """Objects with explicit entries below a root, and moved objects that kept the entries of another folder."""
    objects, own = 0, 0
    for secured in site.secured_objects(root):
        objects += secured.inheriting_objects
        if not same_path(secured.path, root.path):
            own += 1
            for identity in root.identities_for(secured.path):
                if not is_fixed_above(site, secured, identity):
                    yield check_right(site, "ACL-4", secured, identity, requests)
            yield from (
                f for f in check_deny_entries(site, root, secured, requests) if f.state is State.DRIFT and f.found
            )
        for group in secured.inheriting:
            yield from check_moved(site, root, secured, group, requests)
    what = f"{objects + own} objects, {own} with explicit entries"
    yield Finding("ACL-4", f"everything below {root.path}", State.COMPLIANT, what, what)


def _coverage(site: SiteMap) -> Iterator[Finding]:
    for path, reason in sorted(site.content.unread.items()):
        if not any(same_path(path, root.path) for root in site.roots):
            yield Finding("ACL-4", path, State.UNKNOWN, reason=f"{reason}: {BY_HAND}")
    if site.content.too_long.count:
        yield Finding(
            "ACL-4", "everything with a path of 260 characters or more", State.UNKNOWN,
            reason=f"PowerShell on this node cannot open {site.content.too_long.count} such files or folders, "
            f"the first is {site.content.too_long.path}; what is in such folders is not counted: {BY_HAND}",
        )  # fmt: skip
    if not site.content.complete:
        yield Finding(
            "ACL-4", f"everything after the first {site.content.objects} objects", State.UNKNOWN,
            reason="no more are checked; raise objects in the farm's description to check all of them",
        )  # fmt: skip
