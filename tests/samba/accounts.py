"""What Samba's domain is made of: the objects of the lab's directory, as the commands of bake.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lab.directory import accounts, forest
from lab.intranet import DOMAIN

NODES = 3
ROOT = forest.ROOT
# Samba makes these itself, or by itself: times and counters, and the accounts that every domain has.
ITS_OWN = (
    "objectCategory",
    "primaryGroupID",
    "sAMAccountType",
    "pwdLastSet",
    "msDS-KeyVersionNumber",
    "badPwdCount",
    "lockoutTime",
)
SDDL = ("msDS-GroupMSAMembership",)
LAST_BUILT_IN = 999  # relative identifiers up to it are those of accounts that every domain has

Objects = Mapping[str, Mapping[str, Sequence[Any]]]


def plan(passwords: Mapping[str, str]) -> dict[str, Any]:
    """For bake.py. passwords: sAMAccountName -> password, of those that are to log on."""
    objects = accounts.objects(NODES)
    return {
        "sid": DOMAIN,
        "base": ROOT,
        "administrator": passwords["Administrator"],
        "objects": [_object(name, objects[name], passwords) for name in _to_add(objects)],
        "changes": [[ROOT, "lockoutThreshold", "5"], [ROOT, "lockoutDuration", str(-30 * forest.MINUTES)]],
    }


def _to_add(objects: Objects) -> list[str]:
    """Containers before what they hold, groups after their members."""
    known = [name for name, of in objects.items() if _is_ours(name, of)]
    return sorted(
        known, key=lambda name: ("organizationalUnit" not in _classes(objects[name]), _members(objects[name]))
    )


def _is_ours(name: str, of: Mapping[str, Sequence[Any]]) -> bool:
    own = name.endswith(ROOT) and not name.endswith(forest.CHILD_ROOT) and "OU=Domain Controllers" not in name
    sid = str(next(iter(of.get("objectSid", ())), ""))
    return own and (not sid or int(sid.rpartition("-")[2]) > LAST_BUILT_IN)


def _object(name: str, of: Mapping[str, Sequence[Any]], passwords: Mapping[str, str]) -> dict[str, Any]:
    kept = {key: [str(value) for value in values] for key, values in of.items() if values and key not in ITS_OWN}
    account = next(iter(kept.get("sAMAccountName", ())), "")
    return {
        "dn": name,
        "sid": next(iter(kept.pop("objectSid", ())), ""),
        "sddl": {key: kept.pop(key)[0] for key in SDDL if key in kept},
        "password": passwords.get(account, ""),
        "attributes": {**kept, "objectClass": _class(kept["objectClass"])},
    }


def _class(classes: Iterable[str]) -> list[str]:
    """The most special one: the others follow from it."""
    return [list(classes)[-1]]


def _classes(of: Mapping[str, Sequence[Any]]) -> Sequence[str]:
    return list(map(str, of["objectClass"]))


def _members(of: Mapping[str, Sequence[Any]]) -> int:
    return len(of.get("member", ()))
