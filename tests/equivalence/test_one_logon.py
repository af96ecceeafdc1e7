"""Several pools get one password: a wrong one is tried once, and the other pools are as they were."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool import concern as app_pool
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab.facts import process_activation
from lab.intranet import SERVICE_ACCOUNT, SITE
from lab.node_files import NodeState
from tests.equivalence.executions import Executions
from tests.faults.farm_in_process import FarmInProcess

POOLS = (SITE, "Reports", "Orders", "Archive")


def several_pools(state: NodeState) -> None:
    """With a built-in identity each, which decrypts no ticket of the farm."""
    iis = state["iis"]
    site = next(one for one in iis["sites"] if one["name"] == SITE)
    pool = next(one for one in iis["pools"] if one["name"] == SITE)
    process_activation.run_as(state, pool, None)
    for name in POOLS[1:]:
        iis["pools"].append({**copy.deepcopy(pool), "name": name})
        path, application = f"/{name.lower()}", copy.deepcopy(site["applications"][0])
        site["applications"] = [one for one in site["applications"] if one["path"] != path]
        site["applications"].append({**application, "path": path, "pool": name})
        locations = state["authentication"]["locations"]
        root = next(one for one in locations if one["location"] == f"{SITE}/")
        locations[:] = [one for one in locations if (one["site"], one["path"]) != (SITE, path)]
        locations.append({**copy.deepcopy(root), "location": f"{SITE}{path}", "path": path, "application": path})


def fix(farm: FarmInProcess, password: str, *told: str) -> tuple[str, Any]:
    """The error, and the accounts of the pools afterwards."""
    arguments = {**app_pool.arguments(farm.description, "web1"), "change_identity": True}
    plan = Plan.from_arguments(app_pool, arguments, secrets=["password", *told])
    run = Run("20260131T080000Z-000001", "2026-01-31T08:00:00+00:00", drains=False)
    try:
        fix_concern(plan, farm.ask(1), run, {"password": password})
    except NodeError as error:
        return str(error), identities(farm)
    return "", identities(farm)


def identities(farm: FarmInProcess) -> dict[str, str]:
    return {pool["name"]: pool["user_name"] for pool in farm.states[1]["iis"]["pools"] if pool["name"] in POOLS}


@pytest.fixture
def executions(engine: Any) -> Executions:
    return Executions.of(engine, several_pools)


def test_a_wrong_password_is_tried_once_on_one_pool_and_not_by_the_next_run(executions: Executions) -> None:
    right = process_activation.PASSWORD
    for farm in (executions.emulated, executions.real):
        error, left = fix(farm, "Summer 25!")
        assert "the logon failed: the user name or the password is wrong, the account is locked" in error
        assert farm.states[1]["logons"]["failed"] == [SERVICE_ACCOUNT]
        assert sorted(left.values()) == ["", "", "", SERVICE_ACCOUNT]

        assert fix(farm, "Summer 25!") == ("", left)
        assert farm.states[1]["logons"]["failed"] == [SERVICE_ACCOUNT]

        error, left = fix(farm, right, "password_is_another")
        assert (error, set(left.values())) == ("", {SERVICE_ACCOUNT})
        assert farm.states[1]["logons"]["failed"] == [SERVICE_ACCOUNT]
        assert farm.states[1]["failed_logons"] == {"failed_logons": []}
        assert {pool["state"] for pool in farm.states[1]["iis"]["pools"]} == {"Started"}


def test_the_right_one_is_given_to_all(executions: Executions) -> None:
    for farm in (executions.emulated, executions.real):
        error, left = fix(farm, process_activation.PASSWORD)
        assert (error, set(left.values())) == ("", {SERVICE_ACCOUNT})
        assert farm.states[1]["logons"]["failed"] == []
