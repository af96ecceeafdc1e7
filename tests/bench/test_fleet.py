"""A fleet of a thousand nodes without a network: its report in every format, and the histories of its runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import chain
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import fixing_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text

from bench import fleet
from bench.faulty import USABLE, faults
from bench.ledgers import days, write
from bench.reported import Fleet
from bench.shape import DEFAULT, Shape

NOW = datetime(2026, 11, 29, 2, 15, tzinfo=UTC)
(LARGE,) = (shape for shape in DEFAULT if shape.runs)
SMALL = Shape(nodes=2, farms=2, faulty=1, runs=10)


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return Fleet(LARGE).report(faults(LARGE.farms, LARGE.nodes, LARGE.faulty), NOW)


def test_all_nodes_but_ten_are_well(report: dict[str, Any]) -> None:
    nodes = [node for farm in report["farms"] for node in farm["nodes"]]
    assert len(nodes) == LARGE.total == 1000
    assert [node["node"] for node in nodes if node["findings"]] == [f"farm{number}-web1" for number in range(1, 11)]
    assert report["status"] == "drift"


def test_the_text_of_a_thousand_nodes_can_be_read(report: dict[str, Any]) -> None:
    nodes = [node["node"] for farm in report["farms"] for node in farm["nodes"]]
    nothing_was_changed = {node: fixing_of({}, False, True, report["run"]) for node in nodes}
    assert len(text(report, nothing_was_changed)) <= fleet.LIMITS[fleet.TEXT]


def test_no_format_of_a_thousand_nodes_is_larger_than_it_may_be(report: dict[str, Any]) -> None:
    sizes = {}
    for name, rendering in RENDERINGS.items():
        files = [len(content.encode()) for content in rendering.render(report, {}).values()]
        sizes |= {name: sum(files), fleet.largest(name): max(files)}
    assert {name for name in fleet.LIMITS if name in sizes} == set(fleet.LIMITS) - {fleet.TEXT, fleet.LEDGERS}
    assert [name for name, limit in fleet.LIMITS.items() if sizes.get(name, 0) > limit] == []


def test_faults_are_of_every_concern_and_on_as_many_farms_as_there_are() -> None:
    chosen = faults(farms=3, nodes=2, faulty=5)
    assert list(chosen) == [(1, 1), (2, 1), (3, 1), (1, 2), (2, 2)]
    concerns = {fault.name.partition("/")[0] for fault in USABLE}
    assert {fault.name.partition("/")[0] for fault in chosen.values()} <= concerns
    assert {fault.name.partition("/")[0] for fault in USABLE[: len(concerns)]} == concerns


def test_a_few_nodes_change_each_day_and_some_keep_their_fault() -> None:
    given = list(days(LARGE))
    assert given == list(days(LARGE))
    assert len(given) == 365
    lasting = faults(LARGE.farms, LARGE.nodes, LARGE.faulty)
    assert all(lasting.items() <= faulty.items() for faulty in given)
    changed = [len(today.items() ^ before.items()) for before, today in pairwise(given)]
    assert 0 < sum(changed) / len(changed) <= 2.5 * LARGE.total / 100


def test_the_history_of_a_fleet_has_a_line_a_day_that_ends_the_day_before(tmp_path: Path) -> None:
    write(tmp_path, SMALL, NOW)
    for farm in ("intranet1", "intranet2"):
        lines = (tmp_path / f"{farm}.jsonl").read_bytes().splitlines()
        assert chain.verified(lines) is None
        read = [chain.read(line) for line in lines]
        assert [line["time"] for line in read] == [
            (NOW - timedelta(days=days_ago)).isoformat() for days_ago in range(SMALL.runs, 0, -1)
        ]
        assert any(line["opened"] for line in read)


def test_a_tenth_of_the_fleet_fills_its_part_of_a_year_of_histories(tmp_path: Path) -> None:
    """Of fewer runs, because the whole year of all farms is measured by the bench."""
    tenth = Shape(LARGE.nodes, farms=LARGE.farms // 10, faulty=LARGE.faulty // 10, runs=20)
    write(tmp_path, tenth, NOW)
    lines, states = (sum(path.stat().st_size for path in tmp_path.glob(f"*.{end}")) for end in ("jsonl", "json"))
    assert LARGE.runs / tenth.runs * lines + states <= fleet.LIMITS[fleet.LEDGERS] / 10
