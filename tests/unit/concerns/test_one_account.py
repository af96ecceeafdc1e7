"""Two concerns judge the same accounts: what AUTH-3 calls its cause is drift of POOL-1, and neither denies the other.

A small space: how an account is written, which SIDs the node has resolved, and the settings that decide the key.
"""

from __future__ import annotations

import copy
from itertools import product
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool import concern as app_pool
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import (
    concern as windows_authentication,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import reading_of, reads
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Answer

from tests.decisions import case as cases

DOMAIN = "S-1-5-21-1004336348-1177238915-682003330"
A, B = f"{DOMAIN}-1120", f"{DOMAIN}-1121"
SHORT, UPN, LIKE, BARE = r"EXAMPLE\svc-intranet", "svc-intranet@example.com", "svc-intranet@example.org", "svc-intranet"
OTHER, MANAGED, UNSIGNED, COMPUTER = r"EXAMPLE\svc-old", r"EXAMPLE\gmsa$", r"EXAMPLE\gmsa", r"EXAMPLE\WEB1$"
OF_POOL = (SHORT, UPN, LIKE, BARE, OTHER, MANAGED)
DESCRIBED = (None, SHORT, UPN, A, UNSIGNED)
HOLDERS = (None, SHORT, UPN, OTHER, COMPUTER)
RESOLVED: tuple[dict[str, str], ...] = (
    {},
    {SHORT: A, UPN: A, LIKE: A, BARE: A, OTHER: B, MANAGED: B},
    {SHORT: A, UPN: A, LIKE: B, BARE: A, OTHER: B},
    {SHORT: A, UPN: B, LIKE: B, OTHER: A},
)
# The identity's type, and whether the pool's key decrypts where it has an account.
SETTINGS = (("SpecificUser", True), ("SpecificUser", False), ("ApplicationPoolIdentity", True))
HEALTHY = {concern.NAME: cases.node(concern.NAME) for concern in (app_pool, windows_authentication)}


def found(concern: Any, answers: dict[str, Any], arguments: dict[str, Any], name: str) -> dict[str, Finding]:
    node = HEALTHY[concern.NAME]
    given = {option: arguments.get(option, value) for option, value in node.arguments.items()}
    plan = Plan.from_arguments(concern, given, secrets=("password",))
    known = {**dict(zip((call.payload for call in reads(plan)), node.answers, strict=True)), **answers}
    reading = reading_of(plan, [Answer(call.payload, known[call.payload]) for call in reads(plan)])
    assert reading.problem is None
    return {one.control: one for one in reading.findings if one.subject.endswith(name)}


@pytest.mark.parametrize("resolved", RESOLVED, ids=["none", "one account", "two spelled alike", "names that mislead"])
@pytest.mark.parametrize("account", OF_POOL)
def test_what_two_concerns_say_of_an_account_fits(account: str, resolved: dict[str, str]) -> None:
    for service, holder, (identity, pools_key) in product(DESCRIBED, HOLDERS, SETTINGS):
        iis, authentication, *_ = copy.deepcopy(HEALTHY["windows_authentication"].answers)
        pool = next(pool for pool in iis["pools"] if pool["name"] == "Intranet")
        pool |= {"user_name": account, "identity_type": identity}
        place = next(place for place in authentication["locations"] if place["location"] == "Intranet/")
        place["windows"]["use_app_pool_credentials"] = pools_key
        names = {name for name in (account, service, holder) if name}
        known: list[dict[str, Any]] = [
            {"name": name, "sid": name if name.startswith("S-1-") else resolved.get(name), "groups": [],
             "groups_known": True, "reason": "x", "code": None}
            for name in sorted(names)
        ]  # fmt: skip
        answers = {
            "read_iis": iis,
            "read_authentication": authentication,
            "read_accounts": {"accounts": known, "local_groups": []},
        }
        arguments = {"service_account": service, "spn_holder": holder}
        of_pool = found(app_pool, answers, arguments, "pool Intranet")
        of_root = found(windows_authentication, answers, arguments, "Intranet/")
        check(of_pool["POOL-1"], of_pool["POOL-6"], of_root["AUTH-3"], identity, service, holder, pools_key)


def check(
    pool: Finding, age: Finding, key: Finding, identity: str, service: str | None, holder: str | None, pools_key: bool
) -> None:
    if "(POOL-1)" in key.reason or key.remedy is Remedy.FOLLOWS:
        assert pool.state is State.DRIFT
    if "(POOL-1)" in age.reason:
        assert pool.state is State.DRIFT
    if key.state is State.COMPLIANT:
        assert "another account's key" not in pool.reason
    one_described = service is not None and holder in (None, service)
    if one_described and identity == "SpecificUser" and pools_key:
        assert key.state is pool.state
    if key.state is State.DRIFT and key.remedy is Remedy.FIX:
        assert pool.state is State.COMPLIANT
