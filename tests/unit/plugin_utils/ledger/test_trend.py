"""What was mended after how many days."""

from __future__ import annotations

import json

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import chain, ledger
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.trend import durations, mended, run

from tests.reports.sample_report import histories
from tests.unit.plugin_utils.ledger.farms import Answers, farm

TWO: Answers = {"web1": {"DNS-1": "drift"}, "web2": {"DNS-1": "drift"}}


def line_after(answers: Answers, problem: str | None = None) -> dict[str, object]:
    """The line of a run after one that has found drift on two nodes."""
    before = ledger.after({}, farm(TWO, 1))
    one = farm(answers, 4, problem)
    return dict(json.loads(chain.written(ledger.line(before, ledger.after(before, one), one, "audit", None))))


def test_what_was_mended_after_how_many_days() -> None:
    lines = histories()["intranet"]
    assert [one.control for one in mended(lines[1])] == ["DNS-1"]
    [one] = durations([lines])
    assert (one.control, one.mended, one.median, one.mean, one.longest) == ("DNS-1", 1, 3, 3, 3)


def test_what_was_waived_or_not_checked_was_not_mended() -> None:
    since, now = "2026-11-20T02:15:09+00:00", "2026-11-23T02:15:09+00:00"
    closed = [["web1", "DNS-1", "x", state, since] for state in State if state != State.DRIFT]
    assert mended({"time": now, "closed": closed}) == []


def test_drift_of_a_node_that_was_removed_from_the_farm_was_not_mended() -> None:
    line = line_after({"web1": {"DNS-1": "compliant"}})
    assert line["removed"] == ["web2"]
    assert [one.control for one in mended(line)] == ["DNS-1"]
    assert run(line).mended == 1
    assert mended(line_after({"web1": {"DNS-1": "drift"}})) == []


def test_a_line_names_only_nodes_that_were_removed() -> None:
    assert "removed" not in line_after({**TWO, "web1": {"DNS-1": "compliant"}})
    assert "removed" not in line_after({"web1": {"DNS-1": "drift"}}, problem="no such field")
