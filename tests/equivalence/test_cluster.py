"""The emulation of read_cluster and write_cluster and the payloads themselves do the same to the same state."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.cluster import membership
from ansible_collections.nlb.kerberos.plugins.module_utils.model import addresses
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab import intranet
from lab.concerns.load_balancing.situations import (
    HARMLESS,
    NOT_KNOWN,
    SILENT,
    Injected,
    converged_in_another_cluster_only,
    not_known,
    stopped_in_another_cluster,
)
from lab.facts.cluster import CONVERGED, CONVERGING, DEFAULT, DRAINING, STOPPED, SUSPENDED, of_farm
from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.equivalence.executions import Executions

VIRTUAL = [addresses.parse(address) for address in intranet.VIRTUAL]
MARKER = {"run": "run-1", "time": "2026-01-31 08:00:00"}
NO_MARKER = {"run": None, "time": None}
ANOTHERS = "nlb.kerberos did not stop this node: the administrator who stopped it must start it"


def with_status(status: int) -> Injected:
    return lambda state, number: of_farm(state).update(status=status, connections=2)


STATES: dict[str, Injected] = {
    **HARMLESS,
    **NOT_KNOWN,
    **SILENT,
    "stopped here, converged elsewhere": converged_in_another_cluster_only,
    "converging": with_status(CONVERGING),
    "draining": with_status(DRAINING),
    "suspended": with_status(SUSPENDED),
    "stopped": with_status(STOPPED),
}


def injected(*changes: Injected) -> Any:
    def inject(state: NodeState) -> None:
        for change in changes:
            change(state, 1)

    return inject


def leased(state: NodeState, number: int) -> None:
    """As before every write, whose folder this makes."""
    state["lease"] = {**state["lease"], "run": "run-1", "until": "2026-01-31 08:03:00"}


def drained(state: NodeState, number: int) -> None:
    of_farm(state)["status"] = STOPPED
    state["cluster"]["marker"] = dict(MARKER)


def write(state: str, status: int | None, host: int = 1) -> Call:
    seen = {"interface": "NLB", "host": host, "status": status}
    marker = MARKER if state == "Stopped" else NO_MARKER
    return Call("write_cluster", {"own": {"state": state}, **seen, "marker": marker, "timeout": 5, "wait": 30})


@pytest.mark.parametrize("connections", [True, False])
@pytest.mark.parametrize("name", STATES)
def test_reads_are_equal_in_both_executions(name: str, connections: bool, engine: Engine) -> None:
    Executions.of(engine, injected(STATES[name])).read(membership.read(VIRTUAL, connections))


def test_a_stop_asks_for_no_addresses_and_no_port_rules(engine: Engine) -> None:
    for command in ("Get-NlbClusterVip", "Get-NlbClusterPortRule"):
        both = Executions.of(engine, injected(SILENT[f"{command} does not answer"], leased))
        assert both.write(write("Stopped", DEFAULT))


@pytest.mark.parametrize("change", [stopped_in_another_cluster, not_known, converged_in_another_cluster_only])
def test_a_drain_and_a_start_are_equal_in_both_executions(change: Injected, engine: Engine) -> None:
    both = Executions.of(engine, injected(change, leased))
    status = STOPPED if change is converged_in_another_cluster_only else DEFAULT
    for call in (write("Stopped", status), write("Started", STOPPED)):
        assert both.write(call)
        both.read(membership.read(VIRTUAL, True))


@pytest.mark.parametrize(
    ("change", "call", "message"),
    [
        (with_status(STOPPED), write("Started", STOPPED), ANOTHERS),
        (with_status(CONVERGED), write("Started", DEFAULT), ANOTHERS),
        (
            with_status(CONVERGED),
            write("Stopped", CONVERGING),
            "it was host 1, converging, now it is host 1, converged",
        ),
        (drained, write("Started", None), "it was host 1, in a state that is not known, now it is host 1, stopped"),
        (SILENT["Get-NlbClusterDriverInfo does not answer"], write("Stopped", DEFAULT), "The device is not ready."),
        (drained, write("Started", STOPPED, host=2), "it was host 2, stopped, now it is host 1, stopped"),
    ],
)
def test_a_refusal_is_equal_in_both_executions(change: Injected, call: Call, message: str, engine: Engine) -> None:
    assert message in Executions.of(engine, injected(change)).error(call, " (")
