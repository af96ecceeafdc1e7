"""What goes wrong during a fix: the node is not started unless it is proved, and the roll stops there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.facts.cluster import CONVERGED, STOPPED
from lab.winrm.endpoint import Faults, Output
from tests.playbooks.controller import Controller, Run, own_network
from tests.playbooks.two_nodes import NODES, RECYCLES, controller_of, statuses, when
from tests.playbooks.wire import WiredLab, asked, leases_expired

FIX, POOL = "fix-kerberos.yml", "app_pool/pool-stopped"
DNS = "dns_registration/own-adapter-not-registered"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredLab]:
    lab = WiredLab(tmp_path_factory.mktemp("proof"), own_network(2), nodes=len(NODES))
    yield lab
    lab.close()


@pytest.fixture
def farm(lab: WiredLab, tmp_path: Path) -> Iterator[Controller]:
    """Two nodes, each with something to fix that restarts worker processes."""
    lab.payloads.clear()
    lab.reset()
    yield controller_of(lab, tmp_path)
    lab.watch = None
    lab.reset()


def refused(run: Run, farm: Controller, why: str, left: str = "LEFT DRAINED") -> None:
    assert f"NOT FIXED: {why}" in run.told, run.output
    assert run.code == 2
    assert not farm.states.read("web2")["journal"]["entries"], "no node after it was changed"
    assert ("LEFT DRAINED" in run.output) is bool(left)
    assert ("MAY BE LEFT DRAINED" in run.output) is left.startswith("MAY")


def expire(farm: Controller) -> None:
    for node in NODES:
        farm.states.write(node, leases_expired(farm.states.read(node)))


def test_a_pool_that_stops_after_its_fix_keeps_the_node_out_until_a_run_proves_it(
    lab: WiredLab, farm: Controller
) -> None:
    when(lab, "web1", RECYCLES, lambda: farm.inject(POOL, "web1"))
    run = farm.play(FIX)
    refused(run, farm, "not proved: the node does not serve: pool Intranet is Stopped")
    assert "POOL-4" in run.output
    assert statuses(farm.states) == [STOPPED, CONVERGED]

    expire(farm)
    farm.inject(DNS, "web1")
    for options in (("--tags", "dns_registration"), ("-e", '{"kerberos_concerns": ["dns_registration"]}')):
        other = farm.play(FIX, *options)
        refused(other, farm, "not proved: the node does not serve: pool Intranet is Stopped")
        assert statuses(farm.states) == [STOPPED, CONVERGED]
        farm.inject(DNS, "web1")

    again = farm.play(FIX)
    assert (again.code, statuses(farm.states)) == (0, [CONVERGED, CONVERGED]), again.output


def test_drift_that_appears_during_a_fix_stops_the_roll(lab: WiredLab, farm: Controller) -> None:
    when(lab, "web1", RECYCLES, lambda: farm.inject("site_acl/readers-lack-access", "web1"))
    run = farm.play(FIX)
    refused(run, farm, "not proved: ACL-2 ")
    assert "before the change: no drift" in run.output
    assert statuses(farm.states) == [STOPPED, CONVERGED]


def test_a_node_that_does_not_serve_is_fixed_first(lab: WiredLab, farm: Controller) -> None:
    farm.inject(POOL, "web2")
    drained = []
    lab.watch = lambda node, stdin, before: drained.extend(
        node for call in asked(stdin)["calls"] if call["payload"] == "write_cluster"
    )
    run = farm.play(FIX)
    assert (run.code, statuses(farm.states)) == (0, [CONVERGED, CONVERGED]), run.output
    assert drained == ["web2", "web2", "web1", "web1"]


def test_a_farm_that_serves_nobody_is_fixed_node_by_node(lab: WiredLab, farm: Controller) -> None:
    farm.inject(POOL, *NODES)
    run = farm.play(FIX)
    assert (run.code, statuses(farm.states)) == (0, [CONVERGED, CONVERGED]), run.output


def test_a_node_that_stops_serving_after_it_was_started_fails_the_run(lab: WiredLab, farm: Controller) -> None:
    when(lab, "web2", "write_user_rights", lambda: farm.inject(POOL, "web1"))
    run = farm.play(FIX)
    assert run.code == 2
    assert "web1 does not serve: pool Intranet is Stopped" in run.output


def test_a_write_that_hangs_ends_and_names_what_is_left(lab: WiredLab, farm: Controller) -> None:
    run = hung(lab, farm, RECYCLES, "kerberos_write_timeout=6")
    refused(run, farm, "app_pool: the node has not answered within 6 seconds (timeout of the task), so it is not known")
    assert "is in the node's journal" in run.told
    assert statuses(farm.states) == [STOPPED, CONVERGED]


def test_a_read_that_hangs_ends_too(lab: WiredLab, farm: Controller) -> None:
    farm.inject(DNS, "web1")
    run = hung(lab, farm, "read_cluster", "kerberos_timeout=6", first=2)
    refused(run, farm, "audit: the node has not answered within 6 seconds (timeout of the task), and nothing was", "")
    assert statuses(farm.states) == [CONVERGED, CONVERGED]


def hung(lab: WiredLab, farm: Controller, payload: str, option: str, first: int = 1) -> Run:
    """first: which request of the first node with this payload has no answer, and all of those after it."""
    endpoint, ended, seen = lab.endpoint, asyncio.Event(), []
    execute = endpoint.execute

    async def hangs(command_line: str, stdin: bytes) -> Output:
        if payload in [call["payload"] for call in asked(stdin)["calls"]]:
            seen.append(stdin)
            if len(seen) >= first:
                await ended.wait()
        return await execute(command_line, stdin)

    endpoint.execute = hangs
    try:
        return farm.play(FIX, "-e", option)
    finally:
        endpoint.execute = execute
        lab.reset()


def test_a_node_on_which_nothing_was_changed_is_started_again(lab: WiredLab, farm: Controller) -> None:
    """Its journal cannot be written; the lease, which comes first, could."""
    state = farm.states.read("web1")
    del state["journal"]
    farm.states.write("web1", state)
    run = farm.play(FIX)
    refused(run, farm, "app_pool: nothing was changed: write_journal: ", "")
    assert statuses(farm.states) == [CONVERGED, CONVERGED]


def test_a_connection_that_is_lost_in_the_drain_leaves_the_node_started(lab: WiredLab, farm: Controller) -> None:
    messages: list[int] = []
    lab.watch = lambda node, stdin, before: messages.extend(
        lab.endpoint.counters.messages
        for call in asked(stdin)["calls"]
        if call["payload"] == "write_cluster" and node == "web1"
    )
    farm.play(FIX, "--limit", "web1")
    lab.watch = None
    farm.__post_init__()
    farm.inject("app_pool/network-logon-removed", "web1")
    lab.reset(Faults(patience=0.05, cut_after=frozenset([messages[0]])))
    run = farm.play(FIX, "--limit", "web1")
    assert "NOT FIXED: drain: " in run.output, run.output
    assert "LEFT DRAINED" not in run.output
    assert statuses(farm.states) == [CONVERGED, CONVERGED]
