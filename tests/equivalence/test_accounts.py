"""The emulation of read_accounts, and the payload itself, make the same of the same state."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab import intranet
from lab.facts import process_activation
from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.faults.farm_in_process import Farm

NAMES = [
    *(intranet.SERVICE_ACCOUNT, intranet.READERS, r"EXAMPLE\gone", r"example\SVC-Intranet"),
    *(intranet.ACCOUNT_SID, intranet.READERS_SID, "S-1-5-21-9-9-9-1000"),
    *("svc-intranet@EXAMPLE", "svc-intranet@example.com", "svc-intranet@example.org"),
]
DNS_ADMINS = {"sid": f"{intranet.DOMAIN}-1101", "name": "DnsAdmins", "members": []}


def pool_of_nobody(state: NodeState) -> None:
    process_activation.run_as(state, state["iis"]["pools"][-1], r"EXAMPLE\gone as well")


def folder_of_nobody(state: NodeState) -> None:
    state["iis"]["sites"][-1]["applications"][1]["virtual_directories"][0]["user_name"] = r"EXAMPLE\opens"


def pool_that_is_not_there(state: NodeState) -> None:
    state["iis"]["sites"][-1]["applications"][0]["pool"] = "gone"


def group_of_somebody(state: NodeState) -> None:
    members = [
        {"name": intranet.READERS, "sid": intranet.READERS_SID},
        {"name": r"EXAMPLE\former", "sid": None},
    ]
    state["accounts"]["local_groups"].append(
        {"sid": "S-1-5-21-1-2-3-1001", "name": "Bob's readers", "members": members}
    )


def domain_controller(state: NodeState) -> None:
    state["computer"]["domain_role"] = 5
    state["accounts"]["local_groups"].append(DNS_ADMINS)


STATES: dict[str, Callable[[NodeState], None]] = {
    "in good health": lambda state: None,
    "a pool of an account that nobody knows": pool_of_nobody,
    "a built-in identity": lambda state: process_activation.run_as(state, state["iis"]["pools"][-1], None),
    "a folder of an account that nobody knows": folder_of_nobody,
    "a pool that is not there": pool_that_is_not_there,
    "a local group of somebody's": group_of_somebody,
    "a domain controller": domain_controller,
}


def farms(engine: Engine, name: str) -> tuple[Farm, Farm]:
    emulated, real = Farm(None, nodes=1), Farm(engine, nodes=1)
    for farm in (emulated, real):
        STATES[name](farm.states[1])
    return emulated, real


def read(farm: Farm, names: list[str]) -> Any:
    before = json.dumps(farm.states[1])
    answer = farm.ask(1)([Call("read_accounts", {"site": "intranet", "accounts": names})]).answers[0]
    assert answer.error is None, answer.error
    assert json.dumps(farm.states[1]) == before, "a read changed something"
    return answer.data


@pytest.mark.parametrize("names", [NAMES, []], ids=["asked about", "of iis"])
@pytest.mark.parametrize("name", STATES)
def test_reads_are_alike(name: str, names: list[str], engine: Engine) -> None:
    """The order of accounts and groups as well."""
    emulated, real = farms(engine, name)
    assert read(real, names) == read(emulated, names)


def test_a_site_that_is_not_there_is_said_alike(engine: Engine) -> None:
    for farm in farms(engine, "in good health"):
        error = farm.ask(1)([Call("read_accounts", {"site": "x", "accounts": []})]).answers[0].error
        assert "IIS has no site x" in str(error)
