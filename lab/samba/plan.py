"""What Samba's domain is made of: the objects of the lab's directory, with passwords, and what a test adds."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lab import intranet
from lab.concerns.app_pool.faults import OLD, OLD_PASSWORD, OLD_SID
from lab.directory import accounts, forest, schema, values
from lab.dns import zones
from lab.facts.process_activation import PASSWORD as SERVICE_PASSWORD
from lab.intranet import DOMAIN
from lab.samba.addresses import NODES

PASSWORD = "Lab.reads-2026"  # of those who log on
FORMER_PASSWORD = "Lab.before-2026"  # of the service account, before it was changed
ALICE = "alice"  # a user of the site
WRITER, WRITER_SID = "svc-writer", f"{DOMAIN}-1190"  # may write the names of the service account and of the nodes
ROOT = forest.ROOT
# Samba makes these by itself, and refuses some of them.
ITS_OWN = ("objectCategory", "primaryGroupID", "sAMAccountType", "pwdLastSet", "badPwdCount", "lockoutTime")
SPN = "servicePrincipalName"
SPN_GUID = "f3a64788-5306-11d1-a9c5-0000f80367c1"  # of the attribute in the schema
# The group of the first domain controllers that make AES keys, by whose age the first such keys are known.
MAKES_AES = f"CN=Read-only Domain Controllers,CN=Users,{ROOT}"
AES_SINCE = datetime.fromisoformat(accounts.objects(0)[MAKES_AES]["whenCreated"][0])
LAST_BUILT_IN = 999  # relative identifiers up to it are those of accounts that every domain has

Object = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class More:
    """What a test adds: objects by their names, passwords by accounts, changes as changes.py takes them.

    without: accounts whose service principal names are left out, because a raw change writes them.
    """

    objects: Mapping[str, Object] = field(default_factory=dict)
    passwords: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[Sequence[Any]] = ()
    without: Sequence[str] = ()


def plan(second: bool = False, more: More | None = None) -> dict[str, Any]:
    """second: with a second domain controller."""
    more = more or More()
    objects = {**lab_objects(), **more.objects}
    passwords = {**_passwords(), **{name: [one] for name, one in more.passwords.items()}}
    return {
        "sid": DOMAIN,
        "administrator": PASSWORD,
        "second": second,
        "objects": [
            _object(name, of, passwords, more.without)
            for name, of in (
                *((name, objects[name]) for name in _to_add(objects)),
                *({} if second else _records()).items(),
            )
        ],
        "changes": [
            # What Samba adds to itself some minutes after its first start; tickets need it.
            [f"CN=DC1,OU=Domain Controllers,{ROOT}", SPN, "add", ["ldap/dc1.example.com"]],
            [ROOT, "lockoutThreshold", "replace", [str(*_of_root("lockoutThreshold"))]],
            [ROOT, "lockoutDuration", "replace", [str(*_of_root("lockoutDuration"))]],
            # As old as they are in the lab: its nodes have logged on since, and domain controllers make AES keys.
            [accounts.SERVICE_ACCOUNT, "pwdLastSet", "raw", [str(values.ticks(accounts.SET))]],
            [MAKES_AES, "whenCreated", "raw", [values.calendar(AES_SINCE)]],
            *more.changes,
        ],
        "grants": [
            [name, f"(OA;;WP;{SPN_GUID};;{WRITER_SID})"]
            for name in (accounts.SERVICE_ACCOUNT, *map(accounts.computer, range(1, NODES + 1)))
        ],
    }


def _records() -> Mapping[str, Object]:
    """Of the nodes, which they own, and of the farm's names. Samba makes the zone itself."""
    apex = zones.node_of(zones.ZONE)
    return {
        name: of
        for name, of in zones.objects(NODES).items()
        if name != apex and name.endswith(f",{zones.zone_of(zones.ZONE)}")
    }


def lab_objects() -> dict[str, Object]:
    """Those that every domain of the lab has, by their names."""
    return {**accounts.objects(NODES), **_users()}


def _of_root(attribute: str) -> Sequence[Any]:
    return forest.objects()[ROOT][attribute]


def computer_password(node: str) -> str:
    return f"Lab.of-{node}-2026"


def _users() -> dict[str, Object]:
    """Of those that only tickets are for: a user of the site, a former pool's account, and who may write names."""
    return {
        f"CN={ALICE},CN=Users,{ROOT}": accounts.user(ALICE, f"{DOMAIN}-1141", forest.FOREST),
        f"CN={WRITER},{accounts.SERVICE_ACCOUNTS}": accounts.user(WRITER, WRITER_SID, forest.FOREST),
        f"CN=svc-old,{accounts.SERVICE_ACCOUNTS}": accounts.user(
            OLD.rpartition("\\")[2], OLD_SID, forest.FOREST, **{"msDS-SupportedEncryptionTypes": [accounts.AES]}
        ),
    }


def _passwords() -> dict[str, list[str]]:
    """By account, the last is the present one. Each gets a keytab, in which the first of several is the former one."""
    nodes = map(intranet.name, range(1, NODES + 1))
    return {
        "svc-intranet": [FORMER_PASSWORD, SERVICE_PASSWORD],
        OLD.rpartition("\\")[2]: [OLD_PASSWORD],
        **{f"{node.upper()}$": [computer_password(node)] for node in nodes},
        **{name: [PASSWORD] for name in (ALICE, WRITER, accounts.READER)},
    }


def _to_add(objects: Mapping[str, Object]) -> list[str]:
    """Containers before what they hold, groups after their members."""
    known = [name for name, of in objects.items() if _is_ours(name, of)]
    return sorted(
        known, key=lambda name: ("organizationalUnit" not in objects[name]["objectClass"], _members(objects[name]))
    )


def _is_ours(name: str, of: Object) -> bool:
    own = name.endswith(ROOT) and not name.endswith(forest.CHILD_ROOT) and "OU=Domain Controllers" not in name
    sid = str(next(iter(of.get("objectSid", ())), ""))
    return own and (not sid or int(sid.rpartition("-")[2]) > LAST_BUILT_IN)


def _object(name: str, of: Object, passwords: Mapping[str, Sequence[str]], without: Sequence[str]) -> dict[str, Any]:
    account = str(next(iter(of.get("sAMAccountName", ())), ""))
    kept = {key: given for key, given in of.items() if given and key not in ITS_OWN and not _is_constructed(key)}
    if account in without:
        kept.pop(SPN, None)
    kept["objectClass"] = kept["objectClass"][-1:]  # the others follow from it
    return {
        "dn": name,
        "account": account,
        "passwords": list(passwords.get(account, ())),
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
