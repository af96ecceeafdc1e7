# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The calls that write the changes of a node's pools, sites and user rights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...facts.authentication.decrypting_key import SPECIFIC_USER
from ...facts.iis import server as iis
from ...facts.iis.server import Pool
from ...facts.user_rights import rights as user_rights
from ...model.account_names import is_managed
from ...model.call import Call
from ...model.finding import Finding
from .one_logon import one_of_each_account
from .run_state import STARTED

BUILT_IN = ("LocalSystem", "LocalService", "NetworkService", "ApplicationPoolIdentity")
# Where the node takes a password from: the secret of this request, or its own configuration, present or copied before a
# change.
GIVEN, KEPT = "given", "kept"
AGAIN = "again"  # the present identity must log on anew


def calls(changes: Sequence[Finding], server: Mapping[str, Any], secrets: Mapping[str, str]) -> list[Call]:
    """Rights first: a pool with a new identity is started at once. server: the answer of read_iis."""
    rights = user_rights.calls([change for change in changes if change.key and change.key[0] == "rights"])
    known = {pool.name: pool for pool in iis.parse(server).pools}
    pools: dict[str, dict[str, Any]] = {}
    sites: list[dict[str, Any]] = []
    for change in changes:
        match change.key:
            case ("pools", name, "identity") if _is_away_and_back(change, changes):
                pools.setdefault(name, {"name": name})["logon"] = AGAIN
            case ("pools", name, "identity"):
                pool = pools.setdefault(name, {"name": name})
                pool.update(_identity(change.wanted, secrets))
                # Windows does not start a pool when its identity is corrected. One of an interrupted run stays as it
                # is, and so does one that may be stopped on purpose.
                if not known[name].unfinished and not known[name].kept_stopped:
                    pool.setdefault("state", STARTED)
            case ("pools", name, "password"):
                pools.setdefault(name, {"name": name}).update(_identity(change.wanted, secrets))
            case ("pools", name, "worker_processes"):
                pools.setdefault(name, {"name": name})["worker_processes"] = []
            case ("pools", name, "state"):
                pools.setdefault(name, {"name": name})["state"] = change.wanted
            case ("sites", name, "state"):
                sites.append({"name": name, "state": change.wanted})
            case ("rights", _, _):
                pass
            case _:
                raise ValueError(f"no write can fix {change.control} {change.subject}")
    changed = [_with_expected(item, known[name]) for name, item in pools.items()]
    first, others = one_of_each_account(changed, known)
    started = [site for site in sites if site["state"] == STARTED]
    parts = [(first, started), (others, [site for site in sites if site not in started])]
    if not others:
        parts = [(first, sites)]
    return [*rights, *(_call(pools, sites, secrets) for pools, sites in parts if pools or sites)]


def _call(pools: Sequence[dict[str, Any]], sites: Sequence[dict[str, Any]], secrets: Mapping[str, str]) -> Call:
    given = any(pool.get("password") == GIVEN for pool in pools)
    change = {what: list(items) for what, items in (("pools", pools), ("sites", sites)) if items}
    return Call("write_iis", change, {"password": secrets["password"]} if given else {})


def _is_away_and_back(change: Finding, changes: Sequence[Finding]) -> bool:
    of_setting = [one for one in changes if one.key == change.key]
    return len(of_setting) > 1 and bool(of_setting[0].found == of_setting[-1].wanted)


def _identity(setting: str, secrets: Mapping[str, str]) -> dict[str, Any]:
    if setting in BUILT_IN:
        return {"identity_type": setting, "user_name": ""}
    item = {"identity_type": SPECIFIC_USER, "user_name": setting}
    return item if is_managed(setting) else {**item, "password": GIVEN if "password" in secrets else KEPT}


def _with_expected(item: dict[str, Any], pool: Pool) -> dict[str, Any]:
    """An identity is only overwritten while it is the one that was read."""
    if "identity_type" not in item and "logon" not in item:
        return item
    expected = {"identity_type": pool.identity_type, "user_name": pool.user_name}
    return {"name": item["name"], "expected": expected, **item}
