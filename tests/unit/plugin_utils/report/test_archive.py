"""The files of an archive for support: what is read first is never left out for what comes after it."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FACES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import archive as module
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.archive import ABOUT, archive, computers

RECORDINGS = {"preflight/node-1.json": '{"a": 1}', "preflight/node-2.json": '{"b": 2}'}


def test_what_is_too_much_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = archive(RECORDINGS, {}, {}, True, "head")
    assert everything.left_out == ()
    size = sum(len(text) for name, text in everything.files.items() if name != ABOUT)
    monkeypatch.setattr(module, "MOST", size - 1)
    bounded = archive(RECORDINGS, {}, {}, True, "head")
    assert bounded.left_out == ("recordings/preflight/node-2.json",)
    assert "more than" in bounded.files[ABOUT]
    assert "recordings/preflight/node-2.json" in bounded.files[ABOUT]
    assert list(bounded.files) == [ABOUT, "timeline.txt", "recordings/preflight/node-1.json"]


def test_a_report_has_names_and_is_taken_in_unmasked_only() -> None:
    assert "reports/a.json" not in archive(RECORDINGS, {"a.json": "{}"}, {}, True, "head").files
    assert archive(RECORDINGS, {"a.json": "{}"}, {}, False, "head").files["reports/a.json"] == "{}"


def test_a_client_of_several_farms_is_one_client() -> None:
    of_nodes = [f"{folder}/node-{number}.json" for folder in ("evidence", "preflight") for number in (1, 2)]
    files = ["client-4-farm-1", "client-4-farm-2", "client-5"]
    of_clients = [f"{folder}/{file}.json" for folder in ("evidence_on_client", "browser_policy") for file in files]
    assert computers(of_nodes, FACES) == "2 nodes"
    assert computers([*of_nodes, *of_clients], FACES) == "2 nodes and 2 clients"
    assert computers(["evidence_on_client/pc1.json"], FACES) == "0 nodes and 1 client"
