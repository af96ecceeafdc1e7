"""The timeline of a farm: from the logs of all its nodes."""

from __future__ import annotations

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import plain
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.timeline import (
    HEADING,
    SHOWN,
    timeline,
    timeline_text,
)

from tests.unit.plugin_utils.report.sample import HOW, lab_report


def test_the_logs_of_all_nodes_are_in_one_order() -> None:
    report = lab_report({1: ["evidence/event-4"], 2: ["evidence/logon-refused"], 3: ["evidence/pool-offline"]})
    (farm,) = report["farms"]
    assert [(one["time"], one["node"]) for one in farm["timeline"]] == [
        ("2026-01-31 07:40:12", "web1"),
        ("2026-01-31 07:41:00", "web2"),
        ("2026-01-31 07:42:00", "web2"),
        ("2026-01-31 07:45:00", "web3"),
    ]
    said = plain(text(report, {}, HOW))
    assert f"{HEADING}:\n  2026-01-31 07:40:12 web1: event 4: web1$ could not decrypt a ticket for" in said
    assert "logs have traces of failed logons (EVENT-1, LOG-1)" in said


def test_without_anything_in_logs_there_is_none() -> None:
    (farm,) = lab_report({})["farms"]
    assert farm["timeline"] == []
    assert timeline_text(()) == []


def test_a_node_that_was_not_read_has_no_part_in_it() -> None:
    assert timeline({"web1": None, "web2": {"msg": "unreachable"}}, ["web1", "web2"]) == []


def test_of_many_entries_the_newest_are_shown() -> None:
    many = [{"time": f"2026-01-31 07:{minute:02}:00", "node": "web1", "what": "x"} for minute in range(SHOWN + 2)]
    lines = [line.text for line in timeline_text(many)]
    assert "(2 older entries are in kerberos-audit.json)" in lines[1]
    assert len(lines) == SHOWN + 2
