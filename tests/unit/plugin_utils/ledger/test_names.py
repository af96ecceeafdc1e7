"""The fleet knows a farm by what its files say, whatever the names of the files are."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.fleet import fleet
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import FLEET, AboutRun

from tests.unit.plugin_utils.ledger.farms import Answers, farm, report

ABOUT = AboutRun("20260301T000000Z-000000", FLEET, "0.1.0")
FINE: Answers = {"web1": {"DNS-1": "compliant"}}
NOW = datetime(2026, 1, 4, 3, tzinfo=UTC)
NAMES = [
    "intranet", "in/tra/../net", "...", ".hidden", "a.json", "50%25", "a b", "Grüße", "ünïcödé" * 30, "x" * 119,
    "x" * 121, "x" * 400, "y" * 102 + "ü" * 40, "\udcff", "\N{PILE OF POO}" * 20, "",
]  # fmt: skip


def add(folder: Path, name: str) -> None:
    store.add(folder, report({**farm(FINE, 3), "name": name}), "audit", 400)


def test_every_name_is_a_farm_of_its_own(tmp_path: Path) -> None:
    for name in NAMES:
        add(tmp_path, name)
        add(tmp_path, name)
    full, histories = fleet(tmp_path, ABOUT, NOW, 2)
    assert {one["name"]: one["problem"] for one in full["farms"]} == dict.fromkeys(NAMES)
    assert set(histories) == set(NAMES)
    assert full["status"] == "compliant"


@pytest.mark.parametrize("name", ["x" * 400, "y" * 102 + "ü" * 40])
def test_a_farm_of_which_only_lines_are_left_is_there_by_the_name_of_its_file(name: str, tmp_path: Path) -> None:
    add(tmp_path, name)
    (state,) = tmp_path.glob("*.json")
    state.unlink()
    full, _ = fleet(tmp_path, ABOUT, NOW, 2)
    (one,) = full["farms"]
    assert one["name"].startswith(name[:100])
    assert one["problem"] == "no audit of all of its nodes is kept; audit the farm without --limit"


def test_a_copy_under_another_name_is_told_and_is_no_second_farm_of_that_name(tmp_path: Path) -> None:
    add(tmp_path, "intranet")
    for kind in ("json", "jsonl"):
        (tmp_path / f"copy.{kind}").write_bytes((tmp_path / f"intranet.{kind}").read_bytes())
    full, histories = fleet(tmp_path, ABOUT, NOW, 2)
    assert [one["name"] for one in full["farms"]] == ["copy", "intranet"]
    assert "copy.json: it is the history of farm intranet, whose file is intranet.json" in full["farms"][0]["problem"]
    assert set(histories) == {"intranet"}


def test_a_report_in_the_same_folder_is_no_farm(tmp_path: Path) -> None:
    add(tmp_path, "intranet")
    (tmp_path / "kerberos-audit.json").write_text(json.dumps(report(farm(FINE, 3))), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (tmp_path / "old.json").mkdir()
    full, _ = fleet(tmp_path, ABOUT, NOW, 2)
    assert [one["name"] for one in full["farms"]] == ["intranet"]
