"""The emulation of read_accounts and the payload itself give the same answers for the same state."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab import intranet
from lab.facts import process_activation
from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.equivalence.executions import Executions, Injected, healthy_node

NAMES = [
    *(intranet.SERVICE_ACCOUNT, intranet.READERS, r"EXAMPLE\gone", r"example\SVC-Intranet"),
    *(intranet.ACCOUNT_SID, intranet.READERS_SID, "S-1-5-21-9-9-9-1000"),
    *("svc-intranet@EXAMPLE", "svc-intranet@example.com", "svc-intranet@example.org"),
]
DNS_ADMINS = {"sid": f"{intranet.DOMAIN}-1101", "name": "DnsAdmins", "members": []}


def pool_of_an_unknown_account(state: NodeState) -> None:
    process_activation.run_as(state, state["iis"]["pools"][-1], r"EXAMPLE\gone as well")


def folder_of_an_unknown_account(state: NodeState) -> None:
    state["iis"]["sites"][-1]["applications"][1]["virtual_directories"][0]["user_name"] = r"EXAMPLE\opens"


def pool_that_is_not_there(state: NodeState) -> None:
    state["iis"]["sites"][-1]["applications"][0]["pool"] = "gone"


def own_local_group(state: NodeState) -> None:
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


STATES: dict[str, Injected] = {
    "healthy": healthy_node,
    "a pool of an account that no domain knows": pool_of_an_unknown_account,
    "a built-in identity": lambda state: process_activation.run_as(state, state["iis"]["pools"][-1], None),
    "a folder of an account that no domain knows": folder_of_an_unknown_account,
    "a pool that is not there": pool_that_is_not_there,
    "a local group of the administrators' own": own_local_group,
    "a domain controller": domain_controller,
}


@pytest.mark.parametrize("names", [NAMES, []], ids=["asked about", "of iis"])
@pytest.mark.parametrize("name", STATES)
def test_reads_are_equal_in_both_executions(name: str, names: list[str], engine: Engine) -> None:
    """The order of accounts and groups as well."""
    Executions.of(engine, STATES[name]).read(Call("read_accounts", {"site": "intranet", "accounts": names}))


def test_a_site_that_does_not_exist_is_refused_in_both_executions(engine: Engine) -> None:
    error = Executions.of(engine).error(Call("read_accounts", {"site": "x", "accounts": []}), " (")
    assert "IIS has no site x" in error
