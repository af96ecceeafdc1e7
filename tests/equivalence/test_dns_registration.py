"""What no fault has: stores at odds, errors, and records of earlier runs, in the emulation and by the payloads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab.concerns.dns_registration.state import NOT_REGISTERED, RESTARTED
from lab.faults import BY_NAME
from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.changes import changed
from tests.equivalence.executions import Executions
from tests.faults.farm_in_process import FarmInProcess

LAN, NLB = "dns_registration.adapters[name=LAN].", "dns_registration.adapters[name=NLB]."
OWN, VIRTUAL = f"{LAN}addresses[address=10.0.0.11].", f"{NLB}addresses[address=10.0.0.50]."
ON_ONE_ADAPTER: Mapping[str, Any] = {
    "dns_registration.adapters[-]": {"name": "NLB"},
    f"{LAN}addresses[+]": [
        {"address": "10.0.0.50", "skip_as_source": False, "persistent_skip_as_source": True, "state": "Preferred"},
        {"address": "10.0.0.51", "skip_as_source": True, "persistent_skip_as_source": False, "state": "Preferred"},
    ],
}
SITUATIONS: Mapping[str, Mapping[str, Any]] = {
    "hidden until a restart": {f"{OWN}skip_as_source": True},
    "from DHCP": {f"{OWN}skip_as_source": True, f"{OWN}persistent_skip_as_source": None},
    "the registration fails": {
        f"{LAN}registers": False,
        "dns_registration.disable_dynamic_update": 1,
        "[+]": {"network": {"register_error": "The service has not been started."}},
    },
    "an adapter that is gone": {
        f"{LAN}registers": False,
        "[+]": {"network": {"removed": [{"address": "1.2.3.4", "index": 12}]}},
    },
    "a stopped DNS server": {
        "dns_registration.dns_server_role.publish_addresses": "10.0.0.50",
        "[+]": {"network": {"stopped_service": "DNS"}},
    },
    "a DNS server that listens on one address": {
        "dns_registration.dns_server_role.running": True,
        "dns_registration.dns_server_role.listen_addresses": "10.0.0.11",
    },
}


def fixed_and_undone(node: Executions) -> NodeState:
    """The state between."""
    node.in_both(FarmInProcess.audit)
    node.in_both(lambda farm: farm.outcomes("run-1", 1, concerns=[dns_registration]))
    between = node.real.settings()[1]
    node.in_both(lambda farm: farm.undo("run-1", 1))
    return between


@pytest.mark.parametrize("given", SITUATIONS.values(), ids=SITUATIONS)
def test_a_node_is_read_fixed_and_rolled_back_alike(given: Mapping[str, Any], engine: Engine) -> None:
    def inject(state: NodeState) -> None:
        state.update(changed(state, given))

    fixed_and_undone(Executions.of(engine, inject))


def test_stores_that_differ_are_both_set_and_both_given_back(engine: Engine) -> None:
    def inject(state: NodeState) -> None:
        state.update(changed(state, {f"{OWN}persistent_skip_as_source": True, f"{VIRTUAL}skip_as_source": False}))
        state.update(changed(state, {f"{LAN}addresses[address=2001:db8::1:1].skip_as_source": True}))

    node = Executions.of(engine, inject)
    first = node.real.settings()
    lan = fixed_and_undone(node)["dns_registration"]["adapters"][0]["addresses"]
    assert {(one["skip_as_source"], one["persistent_skip_as_source"]) for one in lan[:2]} == {(False, False)}
    assert node.real.settings() == first


def test_virtual_addresses_of_the_own_adapter_are_hidden_in_both_stores(engine: Engine) -> None:
    def inject(state: NodeState) -> None:
        state.update(changed(state, ON_ONE_ADAPTER))
        state.pop("cluster")

    def step(farm: FarmInProcess) -> NodeState:
        farm.outcomes("run-1", 1, concerns=[dns_registration])
        farm.undo("run-1", 1)
        return farm.settings()[1]

    node = Executions.of(engine, inject)
    first = node.real.settings()[1]
    assert node.in_both(step) == first


def test_a_write_that_breaks_off_leaves_behind_that_nothing_was_registered(engine: Engine) -> None:
    def lease(state: NodeState) -> None:
        """It has made the folder that the record is written to."""
        state["lease"] = {"run": "run", "until": "2026-01-01 00:00:00", "drained": False}

    node = Executions.of(engine, lease)
    adapter = node.real.states[1]["dns_registration"]["adapters"][0]["id"]
    gone = {"id": adapter, "registers": False, "addresses": [{"address": "10.0.0.99", "skip_as_source": True}]}
    assert not node.write(Call("write_dns_registration", {"adapters": [gone]}))
    assert node.real.states[1]["dns_registration"]["earlier"]["problem"] == NOT_REGISTERED


def test_a_restart_ends_what_waits_for_it(engine: Engine) -> None:
    def restart(state: NodeState) -> None:
        BY_NAME["dns_registration/not-restarted"].inject(state, 1)
        state["dns_registration"]["started"] = RESTARTED
        state["dns_registration"]["adapters"][0]["registers"] = False

    left = fixed_and_undone(Executions.of(engine, restart))["dns_registration"]["earlier"]
    assert left == {"started": None, "values": [], "problem": None}
