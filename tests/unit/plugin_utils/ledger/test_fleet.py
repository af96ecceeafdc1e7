"""The fleet is never better than what is known of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import WrongFarm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.current import current
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.files import files_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.fleet import failure, fleet
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import FLEET, AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import plain
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import report as of_run
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text

from lab import intranet
from tests.unit.plugin_utils.ledger.farms import Answers, farm, report
from tests.unit.plugin_utils.report.audited import CONCERNS, audit

SCHEMA = json.loads((Path(__file__).parents[4] / "docs" / "kerberos-audit.schema.json").read_text(encoding="utf-8"))
ABOUT = AboutRun("20260301T000000Z-000000", FLEET, "0.1.0")
FINE: Answers = {"web1": {"DNS-1": "compliant", "ACL-1": "compliant"}}
LAST = datetime(2026, 1, 4, 2, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store.add(tmp_path, report(farm(FINE, 3)), "audit", 400)
    return tmp_path


def test_the_last_report_of_each_farm(folder: Path) -> None:
    full, histories = fleet(folder, ABOUT, LAST + timedelta(days=1), 2)
    assert (full["mode"], full["status"], len(histories["intranet"])) == ("fleet", "compliant", 1)
    assert full["farms"][0]["run"] == farm(FINE, 3)["run"]
    assert failure(full, ["could not check"]) == ""
    assert "no node was asked" in " ".join(plain(text(full, {})).split())


def test_nothing_is_known_of_a_farm_that_is_overdue(folder: Path) -> None:
    full, _ = fleet(folder, ABOUT, LAST + timedelta(days=3), 2)
    (one,) = full["farms"]
    assert one["problem"].startswith("not audited since 2026-01-04 02:00 UTC")
    assert one["path"] is None
    assert set(one["nodes"][0]["controls"].values()) == {"could not check"}
    assert (one["status"], one["counts"]["could not check"]) == ("could not check", 2)
    assert one["problem"] in failure(full, ["could not check"])


def test_a_later_run_on_some_nodes_makes_it_worse_and_never_better(folder: Path) -> None:
    some = farm({"web1": {"DNS-1": "drift"}, "web2": {}}, 4)
    some["nodes"][1]["in_run"] = False
    store.add(folder, report(some), "audit", 400)
    (one,) = fleet(folder, ABOUT, LAST + timedelta(days=1), 2)[0]["farms"]
    assert one["status"] == "drift"
    assert some["run"] in one["verdict"]


def test_a_damaged_file_is_a_farm_of_which_nothing_is_known(folder: Path) -> None:
    (folder / "intranet.jsonl").write_text("{}\n", encoding="utf-8")
    full, _ = fleet(folder, ABOUT, LAST, 2)
    assert full["status"] == "could not check"
    assert "intranet.jsonl" in failure(full, ["could not check"])
    assert "intranet.jsonl" in plain(text(full, {}))


def test_each_farm_of_a_report_has_the_same_members_and_the_schema_knows_them(folder: Path) -> None:
    audited = _of_a_run("audited", "wrong")
    store.add(folder, {**audited, "farms": audited["farms"][:1]}, "audit", 400)
    (folder / "damaged.jsonl").write_text("{}\n", encoding="utf-8")
    (folder / "none.jsonl").touch()
    for days in (0, 400):
        full, _ = fleet(folder, ABOUT, LAST + timedelta(days=days), 2)
        jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(full)
        members = {frozenset(one) for one in (*full["farms"], *audited["farms"])}
        assert len(members) == 1, set.union(*map(set, members)) - set.intersection(*map(set, members))
        assert set(members.pop()) == set(SCHEMA["$defs"]["farm"]["properties"])


def test_a_report_that_is_kept_from_before_there_were_clients_is_shown(folder: Path) -> None:
    older = farm(FINE, 3)
    kept = store.load(files_of(folder, "intranet"))
    kept.report = report({name: value for name, value in older.items() if name not in ("clients", "timeline")})
    for days, problem in ((1, False), (9, True)):
        one = current(kept, LAST + timedelta(days=days), 2, ())
        assert (one["clients"], one["timeline"], bool(one["problem"])) == ([], [], problem)


def _of_a_run(name: str, wrong: str) -> dict[str, Any]:
    described = farm_of({**intranet.without_directory(1), "name": name})
    spoilt = WrongFarm(wrong, ("web9",), "kerberos_farm.nmaes: no such field")
    return of_run([described], {"web1": audit()}, CONCERNS, replace(ABOUT, mode="audit"), LAST, wrong=[spoilt])


def test_what_is_no_folder_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name, why in (("file", "Not a directory"), ("none", "No such file or directory")):
        with pytest.raises(ValueError, match=f"{name} cannot be read: {why}; set kerberos_history to the folder that"):
            fleet(tmp_path / name, ABOUT, LAST, 2)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="set kerberos_history to the folder"):
        fleet(tmp_path, ABOUT, LAST, 2)
