"""The counts of the bench: the same on every machine. Its times are not."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NODES_ALONE, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS

from bench import asked, fleet, peers, walk
from bench.__main__ import measured
from bench.contender import Contender
from bench.contenders import (
    AUDIT,
    FIX,
    FLEET,
    FLEET_AUDIT,
    FLEET_REPORT,
    FLOOR,
    LEDGERS,
    OF_ONE,
    PEERS,
    PING,
)
from bench.counts import Counts
from bench.result import Result
from bench.shape import Shape
from bench.targets import outcomes
from lab import intranet

FARM = Shape(nodes=1)
SLOW_FARMS = Shape(nodes=2, farms=2, delay=0.5, forks=3)
FLEETS = Shape(nodes=2, farms=2, faulty=2, runs=10)

# One run of the bench serves all of them.
pytestmark = pytest.mark.xdist_group("bench")


@pytest.fixture(scope="module")
def results() -> Mapping[str, Mapping[Shape, Result]]:
    beside = _to_be_had(PING, *PEERS)
    contenders, shapes = [AUDIT, *OF_ONE, FIX, FLOOR, *beside, *FLEET], [FARM, SLOW_FARMS, FLEETS]
    return measured(contenders, shapes, repeats=1, report=lambda line: None)


def _to_be_had(*contenders: Contender) -> list[Contender]:
    try:
        peers.fetch()
    except subprocess.CalledProcessError:
        return []
    return list(contenders)


@pytest.fixture
def counts(results: Mapping[str, Mapping[Shape, Result]]) -> dict[str, Counts]:
    return {name: of_shapes[FARM].counts for name, of_shapes in results.items() if FARM in of_shapes}


@pytest.mark.parametrize("name", [AUDIT.name, FIX.name])
def test_an_audit_and_an_unchanged_fix_ask_a_node_once(counts: dict[str, Counts], name: str) -> None:
    assert counts[name].processes == 1
    assert 0 < counts[name].messages <= 8
    assert counts[name].connections == 1
    assert 0 < counts[name].bytes_up <= 112 * 1024


def test_an_audit_of_every_concern_is_within_the_same_bound(counts: dict[str, Counts]) -> None:
    """Calls travel in base64."""
    farm, own = farm_of(intranet.without_directory(1)), intranet.own_addresses(1)
    alone, every = (
        len(exchange.request(of(farm, 1), own, scripts(), stop=False)) for of in (asked.of_node, asked.of_every_concern)
    )
    assert counts[AUDIT.name].bytes_up + (every - alone) * 4 / 3 <= 112 * 1024


def test_every_concern_has_a_row() -> None:
    assert [contender.name for contender in OF_ONE] == [f"audit {name}" for name in NODES_ALONE]


def test_another_concern_costs_no_message_and_no_process(counts: dict[str, Counts]) -> None:
    every = counts[AUDIT.name]
    for concern in OF_ONE:
        one = counts[concern.name]
        assert (one.processes, one.messages, one.connections) == (every.processes, every.messages, every.connections)
        assert 0 < one.bytes_up < every.bytes_up


def test_the_floor_sends_what_the_audit_sends(counts: dict[str, Counts]) -> None:
    assert counts[FLOOR.name].messages == counts[AUDIT.name].messages
    assert counts[FLOOR.name].bytes_up == pytest.approx(counts[AUDIT.name].bytes_up, rel=0.01)
    assert counts[FLOOR.name].bytes_down == pytest.approx(counts[AUDIT.name].bytes_down, rel=0.01)


@pytest.mark.parametrize("name", [PING.name, *(peer.name for peer in PEERS)])
def test_a_module_of_our_peers_is_answered(counts: dict[str, Counts], name: str) -> None:
    if name not in counts:
        pytest.skip(f"{peers.PINNED} is not in {peers.CACHE}, and could not be downloaded")
    assert counts[name].processes == 1
    assert counts[name].bytes_up > counts[AUDIT.name].bytes_up


def test_what_is_promised_of_counts_is_reached(results: Mapping[str, Mapping[Shape, Result]]) -> None:
    counted = [outcome for outcome in outcomes(results) if outcome.counted]
    assert len(counted) == 5 + 4 + 2 * len(fleet.LIMITS) + 1
    assert [outcome.name for outcome in counted if not outcome.reached] == []


def test_times_and_memory_are_measured(results: Mapping[str, Mapping[Shape, Result]]) -> None:
    for of_shapes in results.values():
        for result in of_shapes.values():
            assert result.cpu > 0
            assert result.wall > 0
            assert result.peak > 1024 * 1024


def test_farms_of_slow_nodes_are_one_run_in_which_each_node_is_asked_once(
    results: Mapping[str, Mapping[Shape, Result]],
) -> None:
    slow, swift = results[AUDIT.name][SLOW_FARMS], results[AUDIT.name][FARM]
    assert slow.counts.processes == 1
    assert slow.counts.messages == swift.counts.messages
    assert slow.wall > 2 * SLOW_FARMS.delay  # four nodes, three at a time


def test_only_an_audit_takes_several_farms_and_slow_nodes(results: Mapping[str, Mapping[Shape, Result]]) -> None:
    assert [name for name, of_shapes in results.items() if SLOW_FARMS in of_shapes] == [AUDIT.name]
    assert [name for name, of_shapes in results.items() if FLEETS in of_shapes] == [one.name for one in FLEET]
    assert FIX.takes(Shape(32))
    assert not FIX.takes(Shape(32, farms=7))


def test_of_a_fleet_everything_that_is_written_is_measured(results: Mapping[str, Mapping[Shape, Result]]) -> None:
    """The audit is the last run of the history, and the report has what it has."""
    history, audit, of_fleet = (results[one.name][FLEETS] for one in (LEDGERS, FLEET_AUDIT, FLEET_REPORT))
    assert audit.counts.processes == 1
    assert of_fleet.counts == Counts()
    assert set(audit.written) == set(of_fleet.written) > {*fleet.LIMITS, *RENDERINGS}
    assert 0 < audit.written[fleet.TEXT] < audit.written[fleet.PRINTED]
    assert all(audit.written.values())
    assert history.written[fleet.LEDGERS] > 0
    assert audit.written["csv"] == of_fleet.written["csv"]


def test_the_walk_over_a_sites_files_is_measured(pwsh: Path) -> None:
    (found,) = walk.measured(pwsh, [130], repeats=1)
    assert found.objects == 130
    assert found.secured_objects == 4  # the folders of two applications, and two files
    assert found.seconds > 0
    assert found.answer_bytes > 0
