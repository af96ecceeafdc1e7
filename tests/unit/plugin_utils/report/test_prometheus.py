"""Metrics: no farm and no node looks well of which nothing is known."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.prometheus import prometheus

SAMPLE = Path(__file__).parents[3] / "reports" / "sample" / "every-state.json"


def farm(name: str) -> dict[str, Any]:
    farms: list[dict[str, Any]] = json.loads(SAMPLE.read_text(encoding="utf-8"))["farms"]
    return next(farm for farm in farms if farm["name"] == name)


def metrics(changed: dict[str, Any]) -> str:
    (content,) = prometheus({"farms": [changed]}, {}).values()
    return content


def unread(changed: dict[str, Any]) -> int:
    (found,) = re.findall(r'_checks\{farm="\w+",state="could not check"\} (\d+)', metrics(changed))
    return int(found)


def test_a_node_that_could_not_be_read_counts_where_it_has_no_controls() -> None:
    reports = farm("reports")
    reports["nodes"][0].update(problem="not reachable", controls={}, findings=[])
    reports["status"] = "could not check"
    assert unread(reports) == 1
    assert 'node_checks{farm="reports",node="rep1",state="could not check"} 1' in metrics(reports)


@pytest.mark.parametrize("status", ["not fixed", "could not check", "drift"])
def test_a_status_that_no_control_says_could_not_be_checked(status: str) -> None:
    assert unread(farm("reports") | {"status": status}) == 1


@pytest.mark.parametrize("problem", [None, "its description is wrong"])
def test_a_farm_of_which_nothing_was_asked_could_not_be_checked(problem: str | None) -> None:
    assert unread(farm("reports") | {"nodes": [], "status": "could not check", "problem": problem}) == 1


def test_a_farm_of_which_nothing_is_known_has_no_drift() -> None:
    overdue = farm("shop") | {"problem": "not audited since 2026-11-20", "status": "could not check"}
    assert unread(overdue) == sum(overdue["counts"].values())
    assert "drift_since" not in metrics(overdue)


def test_what_the_controls_say_is_not_said_twice() -> None:
    assert unread(farm("wiki")) == farm("wiki")["counts"]["could not check"]
    assert unread(farm("shop")) == unread(farm("reports")) == 0
