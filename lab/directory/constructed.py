"""Attributes that a domain controller makes when it is asked, [MS-ADTS] 3.1.1.4.5."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from lab.directory import filters, names, schema, values
from lab.directory.view import Entry, View

LOCKED, EXPIRED = 0x10, 0x800000  # of userAccountControl
# A password that never expires, a smart card that is needed, and accounts of computers and trusts.
NEVER_EXPIRES = 0x10000 | 0x40000 | 0x800 | 0x1000 | 0x2000
ADMINISTRATORS = (512, 519)  # Domain Admins, Enterprise Admins
MINUTE = 600_000_000  # in 100 ns
# What the class user lets an administrator write, as far as the lab's readers look at it.
WRITABLE = (
    *("description", "displayName", "dNSHostName", "member", "msDS-AllowedToActOnBehalfOfOtherIdentity"),
    *("msDS-AllowedToDelegateTo", "msDS-SupportedEncryptionTypes", "pwdLastSet", "lockoutTime", "accountExpires"),
    *("logonHours", "servicePrincipalName", "userAccountControl", "userPrincipalName", "userWorkstations"),
)
MEMBER_OF = schema.ATTRIBUTES["memberof"]


def sid_of(entry: Entry) -> str:
    return str(entry.first("objectsid") or "")


def groups(entry: Entry, view: View) -> list[str]:
    """SIDs of tokenGroups: the primary group, and whatever it and the object are members of, directly or not."""
    sid, primary = sid_of(entry), entry.first("primarygroupid")
    found: dict[str, None] = {}
    begins = [entry]
    if sid and primary:
        own = f"{sid.rpartition('-')[0]}-{primary}"
        found[own] = None
        begins += view.with_value(schema.ATTRIBUTES["objectsid"], values.wire(own, schema.Syntax.SID))
    for each in begins:
        for parts in filters.chain(each, MEMBER_OF, view):
            if parts in view.entries and (group := sid_of(view.entries[parts])):
                found[group] = None
    return list(found)


def is_administrator(sids: Iterable[str]) -> bool:
    return any(sid.startswith("S-1-5-21-") and sid.endswith(tuple(f"-{n}" for n in ADMINISTRATORS)) for sid in sids)


def settings_of(entry: Entry, view: View) -> str | None:
    """Name of the fine-grained password policy in effect: the object's own, else that of its groups."""
    found = list(entry.values.get("msds-psoapplied", ()))
    if not found:
        above = [view.entries[parts] for parts in filters.chain(entry, MEMBER_OF, view) if parts in view.entries]
        found = [name for group in above for name in group.values.get("msds-psoapplied", ())]
    policies = [view.entries[names.parts(name)] for name in found if names.parts(name) in view.entries]
    if not policies:
        return None
    return min(policies, key=lambda one: int(one.first("msds-passwordsettingsprecedence"))).name


def lockout_threshold(entry: Entry, view: View) -> int:
    policy = settings_of(entry, view)
    if policy:
        return int(view.entries[names.parts(policy)].first("msds-lockoutthreshold"))
    return int(view.entries[names.parts(view.domain)].first("lockoutthreshold"))


def computed_control(entry: Entry, view: View, now: datetime) -> int:
    domain = view.entries[names.parts(view.domain)]
    locked = values.ticks(entry.first("lockouttime") or 0)
    duration = -int(domain.first("lockoutduration"))
    found = LOCKED if locked and values.ticks(now.isoformat()) < locked + duration else 0
    if password_expired(entry, view, now):
        found |= EXPIRED
    return found


def password_expired(entry: Entry, view: View, now: datetime) -> bool:
    if int(entry.first("useraccountcontrol") or 0) & NEVER_EXPIRES:
        return False
    age = -int(view.entries[names.parts(view.domain)].first("maxpwdage"))
    return values.ticks(entry.first("pwdlastset") or 0) + age < values.ticks(now.isoformat())


def now_of(view: View) -> datetime:
    """By the domain controller's own clock."""
    return datetime.now(UTC) + timedelta(seconds=view.controller["offset"])


def made(name: str, entry: Entry, view: View, reader: Iterable[str]) -> list[object] | None:
    """Values as in the state, of an attribute in lower case; None where it is not made. reader: SIDs of who asks."""
    if view.catalog:
        return None
    is_account = entry.first("objectsid") is not None
    match name:
        case "tokengroups":
            return list(groups(entry, view)) if is_account else []
        case "msds-user-account-control-computed":
            return [computed_control(entry, view, now_of(view))] if entry.first("useraccountcontrol") else []
        case "allowedattributeseffective":
            return list(_writable(entry, view, reader)) if is_account else []
        case "msds-resultantpso":
            return [found] if (found := settings_of(entry, view)) else []
        case "canonicalname":
            *path, _ = [names.own(part)[1] for part in _reversed(entry.name)] + [""]
            return ["/".join([names.domain_of(entry.name), *path])]
    return None


def writable(entry: Entry, view: View, reader: Iterable[str]) -> frozenset[str]:
    """In lower case: the attributes that this reader may write."""
    return frozenset(name.lower() for name in _writable(entry, view, reader))


def _writable(entry: Entry, view: View, reader: Iterable[str]) -> tuple[str, ...]:
    if is_administrator(reader):
        return WRITABLE
    return ("servicePrincipalName",) if view.writers.get(entry.parts, frozenset()) & set(reader) else ()


def _reversed(name: str) -> list[str]:
    found = []
    while name and not name.lower().startswith("dc="):
        found.append(name)
        name = names.above(name)
    return found[::-1]
