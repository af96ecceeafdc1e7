"""What Samba's domain is made of: the objects of the lab's directory, and accounts that may not log on; for bake.py."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from lab.directory import accounts, forest, schema, values
from lab.dns import zones
from lab.intranet import DOMAIN
from tests.samba import states

NODES = 3
ROOT = forest.ROOT
# Samba makes these by itself, and refuses some of them.
ITS_OWN = ("objectCategory", "primaryGroupID", "sAMAccountType", "pwdLastSet", "badPwdCount", "lockoutTime")
SPN = "servicePrincipalName"
LAST_BUILT_IN = 999  # relative identifiers up to it are those of accounts that every domain has

Object = Mapping[str, Sequence[Any]]


def plan() -> dict[str, Any]:
    objects = {**accounts.objects(NODES), **states.objects()}
    return {
        "sid": DOMAIN,
        "base": ROOT,
        "administrator": states.PASSWORD,
        "objects": [
            *(_object(name, objects[name]) for name in _to_add(objects)),
            *(_object(name, of) for name, of in _records().items()),
        ],
        # Samba refuses a name that another account has, or that is malformed; Active Directory has them all the same.
        "raw": [[states.name(one), "servicePrincipalName", of[SPN]] for one, of in states.OTHERS.items() if SPN in of],
        "changes": [
            # What Samba adds to itself some minutes after its first start; tickets need it.
            [f"CN=DC1,OU=Domain Controllers,{ROOT}", "servicePrincipalName", "add", "ldap/dc1.example.com"],
            [ROOT, "lockoutThreshold", "replace", str(states.LOCKED_AFTER)],
            [ROOT, "lockoutDuration", "replace", str(-30 * forest.MINUTES)],
            [f"CN=DnsAdmins,CN=Users,{ROOT}", "member", "add", states.name(states.DNS_WRITER)],
            [accounts.PROTECTED_USERS, "member", "add", states.name("protected")],
            [states.name("change"), "pwdLastSet", "replace", "0"],
            [states.name("disabled"), "userAccountControl", "replace", str(states.DISABLED)],  # a password enables it
        ],
    }


def _to_add(objects: Mapping[str, Object]) -> list[str]:
    """Containers before what they hold, groups after their members."""
    known = [name for name, of in objects.items() if _is_ours(name, of)]
    return sorted(
        known, key=lambda name: ("organizationalUnit" not in objects[name]["objectClass"], _members(objects[name]))
    )


def _records() -> dict[str, Object]:
    """Of the nodes, which they own, and of the farm's names. Samba makes the zone itself."""
    apex = zones.node_of(zones.ZONE)
    return {
        name: of
        for name, of in zones.objects(NODES).items()
        if name != apex and name.endswith(f",{zones.zone_of(zones.ZONE)}")
    }


def _is_ours(name: str, of: Object) -> bool:
    own = name.endswith(ROOT) and not name.endswith(forest.CHILD_ROOT) and "OU=Domain Controllers" not in name
    sid = str(next(iter(of.get("objectSid", ())), ""))
    return own and (not sid or int(sid.rpartition("-")[2]) > LAST_BUILT_IN)


def _object(name: str, of: Object) -> dict[str, Any]:
    account = str(next(iter(of.get("sAMAccountName", ())), ""))
    kept = {key: given for key, given in of.items() if given and key not in ITS_OWN and not _is_constructed(key)}
    if account in states.OTHERS:
        kept.pop(SPN, None)
    kept["objectClass"] = kept["objectClass"][-1:]  # the others follow from it
    return {
        "dn": name,
        "password": states.passwords().get(account, ""),
        "attributes": {key: [_wire(key, value) for value in given] for key, given in kept.items()},
    }


def _is_constructed(attribute: str) -> bool:
    known = schema.attribute(attribute)
    return known is None or known.asked


def _wire(attribute: str, value: Any) -> str:
    known = schema.attribute(attribute)
    assert known is not None
    return base64.b64encode(values.wire(value, known.syntax)).decode()


def _members(of: Object) -> int:
    return len(of.get("member", ()))
