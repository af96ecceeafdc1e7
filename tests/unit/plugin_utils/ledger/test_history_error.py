"""A history that cannot be used: one sentence for its farm, the other farms are kept, and nothing is overwritten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import chain, store

from tests.unit.plugin_utils.ledger.farms import Answers, farm, report

DRIFT: Answers = {"web1": {"DNS-1": "drift"}}


def two_farms(number: int) -> dict[str, Any]:
    one = farm(DRIFT, number)
    return {**report(one), "farms": [one, {**one, "name": "extranet"}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in (1, 2):
        store.add(tmp_path, two_farms(number), "audit", 400)
    return tmp_path


def refused(folder: Path) -> store.HistoryError:
    """Of the next run; the files of farm intranet stay as they are, and those of the other one go on."""
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(store.HistoryError) as told:
        store.add(folder, two_farms(3), "audit", 400)
    for name in ("intranet.json", "intranet.jsonl"):
        if name in before:
            assert (folder / name).read_bytes() == before[name]
    assert len((folder / "extranet.jsonl").read_bytes().splitlines()) == 3
    return told.value


def test_the_run_is_reported_with_what_is_known(folder: Path) -> None:
    (folder / "intranet.jsonl").write_bytes(b"{}\n")
    error = refused(folder)
    assert str(error).startswith("the history of farm intranet was not used: ")
    assert [one["ledger"] and one["ledger"]["lines"] for one in error.report["farms"]] == [None, 3]
    assert [one["nodes"][0]["findings"][0]["since"] is None for one in error.report["farms"]] == [True, False]
    assert set(error.histories) == {"extranet"}


def test_two_farms_are_two_sentences(folder: Path) -> None:
    for name in ("intranet", "extranet"):
        (folder / f"{name}.jsonl").write_bytes(b"{}\n")
    with pytest.raises(store.HistoryError, match=r"farm intranet .*; the history of farm extranet "):
        store.add(folder, two_farms(3), "audit", 400)


def test_a_file_that_cannot_be_opened_is_told_in_words(folder: Path) -> None:
    (folder / "intranet.jsonl").unlink()
    (folder / "intranet.jsonl").mkdir()
    error = refused(folder)
    assert str(error) == f"the history of farm intranet was not used: {folder}/intranet.jsonl: Is a directory"


def newer(folder: Path) -> None:
    """As a newer version of the collection, whose schema this one does not know, would go on."""
    lines = (folder / "intranet.jsonl").read_bytes().splitlines()
    line = {"schema": 2, "went": ["web1", "DNS-1"], "former": chain.digest(lines[-1])}
    (folder / "intranet.jsonl").write_bytes(b"".join(one + b"\n" for one in [*lines, chain.written(line)]))


def newer_state(folder: Path) -> None:
    state = json.loads((folder / "intranet.json").read_bytes())
    (folder / "intranet.json").write_text(json.dumps({"schema": 2, "heads": [state["head"]]}), encoding="utf-8")


@pytest.mark.parametrize("newer_files", [[newer], [newer_state], [newer, newer_state]])
def test_a_ledger_of_a_newer_version_is_refused_with_one_sentence(newer_files: list[Any], folder: Path) -> None:
    for change in newer_files:
        change(folder)
    said = str(refused(folder))
    assert said.count("intranet.json") == 1
    assert "it has schema 2, and this version of nlb.kerberos knows schema 1: a newer one has written it" in said
    assert "install that version here, or set kerberos_history to another folder" in said
