# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The findings about one file or folder of a site: effective rights and deny entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...access_control import acl_edit
from ...access_control.access_check import is_canonical
from ...facts.accounts.identity import Identity
from ...model.finding import Finding, Remedy, State
from . import effective_rights
from .content import DaclGroup, SecuredObject
from .effective_rights import WANTED, EffectiveRight
from .folders import SiteMap
from .inheritance_on_write import announcement, refusal
from .restrictions import REQUEST, Requests, hiding_unknown, is_closed, restriction
from .roots import Root

POOL_REASON = "IIS cannot read the site's content or configuration: 500.19, 503 or 401.3"
READER_REASON = "a user whose ticket was accepted is still refused: 401.3, and a browser asks for a password"
NOT_CANONICAL = (
    "its DACL is not in canonical order, so it is not changed: open its Security tab, Windows offers to reorder it"
)


def check_right(site: SiteMap, control: str, group: DaclGroup, identity: Identity, requests: Requests) -> Finding:
    """One identity on one file or folder."""
    subject = f"{identity.words} on {group.path}"
    if identity.sid is None:
        return Finding(control, subject, State.UNKNOWN, reason=identity.problem)
    has = effective_rights.determine(group.descriptor, group.container, identity)
    if not has.granted and (problem := hiding_unknown(site.root_of(group.path), group.path, identity)):
        return Finding(control, subject, State.UNKNOWN, reason=problem)
    if has.granted is None:
        if has.may_be_let_in and is_closed(site.root_of(group.path), group, identity):
            return _uncertain(site, control, group, identity, has, requests)
        reason, cause = _undecided(site, has, identity), _cause(has, identity)
        return Finding(control, subject, State.UNKNOWN, reason=reason, cause=cause)
    if has.granted:
        if site.central_policies:
            reason = (
                "central access policies are deployed to this node: whether one denies this right is not known; check "
                "the effective access in the folder's advanced security settings, and accept it with a waiver that "
                "names this subject"
            )
            return Finding(control, subject, State.UNKNOWN, reason=reason)
        key = ("objects", group.path, "allow", identity.sid)
        return Finding(control, subject, State.COMPLIANT, has.found, WANTED, key, Remedy.FIX)
    return _missing(site, control, group, identity, has, requests)


def _missing(
    site: SiteMap, control: str, group: DaclGroup, identity: Identity, has: EffectiveRight, requests: Requests
) -> Finding:
    root, remedy = site.root_of(group.path), Remedy.FIX
    denied = effective_rights.denying(group.descriptor, group.container, identity)
    restricted = restriction(root, group, identity, has)
    consequence = READER_REASON if identity in root.readers else POOL_REASON
    # Who can read is not refused what is only read.
    reason = "; ".join(filter(None, ("" if has.readable else consequence, restricted)))
    removed = [ace for ace in denied if not ace.inherited] if requests.remove_deny else []
    refused = refusal(site, group, [acl_edit.entry(str(identity.sid), group.container)], removed)
    if identity.replaced_by:
        remedy, reason = Remedy.FOLLOWS, f"{reason}; no right is granted to it, because {identity.replaced_by}"
    elif not is_canonical(group.descriptor.dacl):
        remedy, reason = Remedy.REPORT, f"{reason}; {NOT_CANONICAL}"
    elif denied and not (requests.remove_deny and all(not ace.inherited for ace in denied)):
        names = ", ".join(dict.fromkeys(site.accounts.shown(ace.sid) for ace in denied))
        remedy, reason = Remedy.REPORT, f"{reason}; denied by an entry for {names} (ACL-3)"
    elif refused:
        remedy, reason = Remedy.REPORT, f"{reason}; {refused}"
    elif restricted and not requests.change_restricted:
        remedy, reason = Remedy.ON_REQUEST, f"{reason}; {REQUEST}"
    else:
        reason = "; ".join(filter(None, (reason, _impact(site, group), announcement(site, group))))
    key = ("objects", group.path, "allow", str(identity.sid))
    subject, follows = f"{identity.words} on {group.path}", ("ACL-3",) if denied else ()
    return Finding(control, subject, State.DRIFT, has.found, WANTED, key, remedy, reason, follows_from=follows)


def _uncertain(
    site: SiteMap, control: str, group: DaclGroup, identity: Identity, has: EffectiveRight, requests: Requests
) -> Finding:
    """A reader who may be let in by a group, where access may be limited on purpose: it can be waived."""
    missing = _missing(site, control, group, identity, has, requests)
    return replace(missing, reason=f"{_undecided(site, has, identity)}; {missing.reason}")


def _undecided(site: SiteMap, has: EffectiveRight, identity: Identity) -> str:
    if _has_condition(has):
        return (
            "a conditional entry decides, and conditions are not evaluated: check the effective access in the folder's "
            "advanced security settings, and accept it with a waiver that names this subject"
        )
    names = ", ".join(dict.fromkeys(site.accounts.shown(ace.sid) for ace in has.undecided))
    return identity.depends_on(f"whether the entries for {names} apply")


def _cause(has: EffectiveRight, identity: Identity) -> str:
    return "" if _has_condition(has) else identity.cause


def _has_condition(has: EffectiveRight) -> bool:
    return any(ace.kind in effective_rights.CONDITIONAL for ace in has.undecided)


def _impact(site: SiteMap, group: DaclGroup) -> str:
    if not isinstance(group, SecuredObject) or not group.container:
        return "nothing else inherits the change" + (
            "; ASP.NET restarts the application" if group.path.lower().endswith("\\web.config") else ""
        )
    return (
        f"{_inheriting_objects(site, group)} objects below inherit the change; ASP.NET restarts the application where "
        "web.config or bin is among them"
    )


def _inheriting_objects(site: SiteMap, secured: SecuredObject) -> int:
    """How many files and folders inherit from this DACL, those with explicit entries included."""
    below = (child for child in site.next_below(secured) if not child.descriptor.protected)
    return secured.inheriting_objects + sum(1 + _inheriting_objects(site, child) for child in below)


def is_fixed_above(site: SiteMap, secured: SecuredObject, identity: Identity) -> bool:
    """Whether the right is missing only because the folder above lacks it too: a fix there fixes this object."""
    above = site.secured_above(secured.path)
    if above is None or identity.sid is None or secured.descriptor.protected:
        return False
    if any(
        effective_rights.determine(h.descriptor, h.container, identity).granted is not False for h in (above, secured)
    ):
        return False
    fixed = acl_edit.changed(above.descriptor, [acl_edit.entry(identity.sid, True)], ())
    given = acl_edit.inherited_again(secured.descriptor, secured.container, fixed)
    return effective_rights.determine(given, secured.container, identity).granted is True


def check_deny_entries(site: SiteMap, root: Root, secured: SecuredObject, requests: Requests) -> Iterator[Finding]:
    """Each deny entry that denies the right to an identity that needs it."""
    reached: dict[str, tuple[bool, list[Identity]]] = {}
    for identity in root.identities_for(secured.path):
        for ace in effective_rights.denying(secured.descriptor, secured.container, identity):
            reached.setdefault(ace.sid, (ace.inherited, []))[1].append(identity)
    for sid, (inherited, identities) in reached.items():
        subject = f"deny entry for {site.accounts.name(sid)} on {secured.path}"
        reason = f"it applies to {', '.join(identity.words for identity in identities)}"
        remedy = Remedy.FIX if requests.remove_deny else Remedy.ON_REQUEST
        removed = [ace for ace in secured.descriptor.explicit if ace.kind == "D" and ace.sid == sid]
        if inherited:
            remedy, reason = Remedy.REPORT, f"{reason}; it is inherited from a folder above: remove it there"
        elif all(identity.replaced_by for identity in identities):
            remedy, reason = Remedy.FOLLOWS, f"{reason}; it is not changed, because {identities[0].replaced_by}"
        elif not is_canonical(secured.descriptor.dacl):
            remedy, reason = Remedy.REPORT, f"{reason}; {NOT_CANONICAL}"
        elif refused := refusal(site, secured, (), removed):
            remedy, reason = Remedy.REPORT, f"{reason}; {refused}"
        elif requests.remove_deny:
            reason = "; ".join(filter(None, (reason, _impact(site, secured), announcement(site, secured))))
        else:
            reason = f"{reason}; to remove it, add ACL-3 to on_request"
        key = ("objects", secured.path, "remove", sid)
        yield Finding("ACL-3", subject, State.DRIFT, "denied", "no such entry", key, remedy, reason)
    if not reached:
        yield Finding("ACL-3", f"deny entries on {secured.path}", State.COMPLIANT)
