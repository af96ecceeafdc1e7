# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The findings about a site's folders: its roots, the objects below them, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator

from ...facts.accounts.tokens import Identity
from ...model.finding import Finding, Remedy, State
from . import effective_rights
from .content import DaclGroup, SecuredObject, is_share, same_path
from .effective_rights import WANTED
from .folders import Root, SiteMap
from .object_checks import denied, is_fixed_above, right

PASSED_THROUGH = "passed through to another computer"


def of(site: SiteMap, remove_deny: bool) -> list[Finding]:
    if not site.roots:
        reason = "the site has no virtual directory, so there is no folder to check"
        controls = ("ACL-1", "ACL-2", "ACL-3", "ACL-4")
        return [Finding(control, "folders", State.UNKNOWN, reason=reason) for control in controls]
    found = [finding for root in site.roots for finding in _root(site, root, remove_deny)]
    if not any(root.readers for root in site.roots):
        found.append(Finding("ACL-2", "readers", State.NOT_APPLICABLE, reason="the farm's description names none"))
    return [*found, *_coverage(site)]


def rights(site: SiteMap) -> dict[str, str]:
    """What is compared between nodes: effective rights, by the site's paths."""
    found: dict[str, str] = {}
    for root in site.roots:
        secured = site.secured(root.path)
        if secured is None:
            continue
        for identity in root.everybody:
            right = effective_rights.right(secured.descriptor, secured.container, identity)
            if identity.compared_as and right.held is not None:
                found |= {f"{identity.compared_as} on {url}": right.found for url in root.urls}
    return found


def _root(site: SiteMap, root: Root, remove_deny: bool) -> Iterator[Finding]:
    secured = site.secured(root.path)
    if not root.identities:
        reason = "the pool of its application does not exist, so the identity that reads it is not known"
        yield Finding("ACL-1", f"pool identity on {root.path}", State.UNKNOWN, reason=reason)
    if is_share(root.path):
        yield from _share(root)
    elif secured is None:
        unread = site.content.unread.items()
        reason = next((why for path, why in unread if same_path(path, root.path)), "the node did not report it")
        for control, identity in _judged(root):
            yield Finding(control, f"{identity.words} on {root.path}", State.UNKNOWN, reason=reason)
        yield from _unseen(root, reason)
    else:
        for control, identity in _judged(root):
            yield right(site, control, secured, identity, remove_deny)
        yield from denied(site, root, secured, remove_deny)
        yield from _below(site, root, remove_deny)


def _judged(root: Root) -> Iterator[tuple[str, Identity]]:
    yield from (("ACL-1", identity) for identity in root.identities)
    yield from (("ACL-2", reader) for reader in root.readers)


def _share(root: Root) -> Iterator[Finding]:
    reason = "the DACL is on another computer, which this node does not query"
    for control, identity in _judged(root):
        subject = f"{identity.words} on {root.path}"
        if control == "ACL-1" and root.passed_through:
            yield Finding(
                control, subject, State.DRIFT, PASSED_THROUGH, "a separate account, or delegation",
                reason="the second hop: a ticket for this site gives no access to a share; give the virtual directory "
                "an account (Connect as), or allow the pool's account to delegate to the file server",
            )  # fmt: skip
        else:
            yield Finding(control, subject, State.UNKNOWN, reason=reason)
    yield from _unseen(root, reason)


def _unseen(root: Root, reason: str) -> Iterator[Finding]:
    yield Finding("ACL-3", f"deny entries on {root.path}", State.UNKNOWN, reason=reason)
    yield Finding("ACL-4", f"everything below {root.path}", State.UNKNOWN, reason=reason)


def _below(site: SiteMap, root: Root, remove_deny: bool) -> Iterator[Finding]:
    """Objects with explicit entries below a root, and moved objects that kept the entries of another folder."""
    objects, own = 0, 0
    for secured in site.secured_objects(root):
        objects += secured.inheriting_objects
        if not same_path(secured.path, root.path):
            own += 1
            for identity in root.who(secured.path):
                if not is_fixed_above(site, secured, identity):
                    yield right(site, "ACL-4", secured, identity, remove_deny)
            yield from (f for f in denied(site, root, secured, remove_deny) if f.state is State.DRIFT and f.found)
        for group in secured.inheriting:
            yield from _moved_objects(site, root, secured, group)
    what = f"{objects + own} objects, {own} with explicit entries"
    yield Finding("ACL-4", f"everything below {root.path}", State.COMPLIANT, what, what)


def _moved_objects(site: SiteMap, root: Root, secured: SecuredObject, group: DaclGroup) -> Iterator[Finding]:
    """Objects that only inherit, and still lack what their folder would let them inherit."""
    given = (
        effective_rights.children(secured.descriptor)[group.container] if secured.descriptor.dacl is not None else None
    )
    for identity in root.who(group.path):
        if identity.leaves or identity.sid is None:
            continue
        if effective_rights.right(group.descriptor, group.container, identity).held is not False:
            continue
        if given is None or effective_rights.right(given, group.container, identity).held is not True:
            continue  # reported for the folder
        found = effective_rights.right(group.descriptor, group.container, identity).found
        reason = "it was moved here and kept the entries of its former folder; a fix makes it inherit those of this one"
        if group.count > len(group.paths):
            yield Finding(
                "ACL-4", f"{identity.words} on {group.count} objects below {secured.path}", State.DRIFT, found, WANTED,
                reason=f"like {group.path} they were moved here and kept the entries of another folder: "
                "run icacls /reset /T on them",
            )  # fmt: skip
            continue
        for path in group.paths:
            key = ("objects", path, "allow", identity.sid)
            yield Finding("ACL-4", f"{identity.words} on {path}", State.DRIFT, found, WANTED, key, Remedy.FIX, reason)


def _coverage(site: SiteMap) -> Iterator[Finding]:
    for path, reason in sorted(site.content.unread.items()):
        if not any(same_path(path, root.path) for root in site.roots):
            yield Finding("ACL-4", path, State.UNKNOWN, reason=reason)
    if not site.content.complete:
        yield Finding(
            "ACL-4", f"everything after the first {site.content.objects} objects", State.UNKNOWN,
            reason="no more are checked; raise objects in the farm's description to check all of them",
        )  # fmt: skip
