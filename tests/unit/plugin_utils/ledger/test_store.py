"""The files of a farm's history: nothing is lost, and what is damaged is not written to."""

from __future__ import annotations

import json
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import chain, store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.files import files_of

from tests.unit.plugin_utils.ledger.farms import Answers, farm, report

DRIFT: Answers = {"web1": {"DNS-1": "drift"}, "web2": {"DNS-1": "compliant"}}


def add(folder: Path, number: int, answers: Answers = DRIFT, days: int = 400) -> dict[str, Any]:
    full, histories = store.add(folder, report(farm(answers, number)), "audit", days)
    assert len(histories["intranet"]) == full["farms"][0]["ledger"]["lines"]
    return dict(full["farms"][0])


def test_a_finding_keeps_its_time_and_a_run_is_added_once(tmp_path: Path) -> None:
    folder = tmp_path / "history"
    first = add(folder, 1)
    assert first["nodes"][0]["findings"][0]["since"] == first["time"]
    assert add(folder, 2)["nodes"][0]["findings"][0]["since"] == first["time"]
    assert add(folder, 2)["ledger"]["lines"] == 2
    assert folder.stat().st_mode & 0o777 <= 0o750
    assert (folder / "intranet.jsonl").stat().st_mode & 0o007 == 0


def test_a_look_writes_nothing(tmp_path: Path) -> None:
    full, histories = store.look(tmp_path / "history", report(farm(DRIFT, 1)))
    assert full["farms"][0]["ledger"] == {"lines": 0, "head": None}
    assert histories == {"intranet": []}
    assert list(tmp_path.iterdir()) == []


def test_a_run_on_some_nodes_adds_its_line_and_keeps_the_whole_report(tmp_path: Path) -> None:
    add(tmp_path, 1)
    some = farm(DRIFT, 2)
    some["nodes"][1] = {**some["nodes"][1], "in_run": False, "controls": {}, "findings": []}
    store.add(tmp_path, report(some), "audit", 400)
    kept = store.load(files_of(tmp_path, "intranet"))
    assert len(kept.lines) == 2
    assert kept.report is not None
    assert kept.report["run"] == farm(DRIFT, 1)["run"]


def test_lines_go_after_their_days_and_what_is_open_keeps_its_time(tmp_path: Path) -> None:
    for number in range(12):
        last = add(tmp_path, number, days=5)
    assert last["ledger"]["lines"] == 6
    assert last["nodes"][0]["findings"][0]["since"] == farm(DRIFT, 0)["time"]
    assert json.loads((tmp_path / "intranet.jsonl").read_bytes().splitlines()[0])["former"] is not None


@pytest.mark.parametrize("name", ["intranet.json", "intranet.jsonl"])
def test_a_changed_byte_is_told_and_the_files_stay(name: str, tmp_path: Path) -> None:
    add(tmp_path, 1)
    add(tmp_path, 2)
    content = (tmp_path / name).read_bytes()
    for at in [*range(0, len(content), 41), len(content) - 1]:
        changed = bytearray(content)
        changed[at] ^= 1
        if name == "intranet.json" and json_same(content, bytes(changed)):
            continue
        (tmp_path / name).write_bytes(changed)
        with pytest.raises(store.HistoryError, match="move both to another folder") as told:
            add(tmp_path, 3)
        assert told.value.report["farms"][0]["name"] == "intranet"
        assert (tmp_path / name).read_bytes() == changed


def json_same(one: bytes, other: bytes) -> bool:
    """A changed blank between two values says nothing else."""
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


def test_a_run_that_is_killed_at_any_moment_leaves_a_history_that_goes_on(tmp_path: Path) -> None:
    add(tmp_path, 1)
    before = (tmp_path / "intranet.json").read_bytes()
    begin = (tmp_path / "intranet.jsonl").stat().st_size
    add(tmp_path, 2, {**DRIFT, "web2": {"DNS-1": "drift"}})
    lines = (tmp_path / "intranet.jsonl").read_bytes()
    for at in range(begin, len(lines) + 1):
        (tmp_path / "intranet.json").write_bytes(before)
        (tmp_path / "intranet.jsonl").write_bytes(lines[:at])
        after = add(tmp_path, 3, {**DRIFT, "web2": {"DNS-1": "drift"}})
        was_whole = at == len(lines)
        assert after["ledger"]["lines"] == (3 if was_whole else 2)
        assert after["nodes"][1]["findings"][0]["since"] == farm({}, 2 if was_whole else 3)["time"]


def test_a_lost_file_is_made_again_from_the_lines(tmp_path: Path) -> None:
    add(tmp_path, 1)
    (tmp_path / "intranet.json").unlink()
    assert add(tmp_path, 2)["nodes"][0]["findings"][0]["since"] == farm({}, 1)["time"]


def test_a_removed_ledger_is_told(tmp_path: Path) -> None:
    add(tmp_path, 1)
    (tmp_path / "intranet.jsonl").unlink()
    with pytest.raises(ValueError, match="move both to another folder"):
        add(tmp_path, 2)


def _runs(folder: Path, first: int) -> None:
    for number in range(first, first + 10):
        add(folder, number)


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    processes = [get_context("fork").Process(target=_runs, args=(tmp_path, first)) for first in (0, 100)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    kept = store.load(files_of(tmp_path, "intranet"))
    assert len(kept.lines) == 20
    assert chain.verified(kept.lines, kept.head) is None
