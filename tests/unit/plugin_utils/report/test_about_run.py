"""Which run a report is about."""

import json
from datetime import UTC, datetime
from pathlib import Path

import yaml
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import new_run
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import about_run
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AboutRun, collection_version

ROOT = Path(__file__).parents[4]
NOW = datetime.now(UTC).replace(microsecond=0)


def test_a_run_knows_when_it_started_by_its_name():
    now = datetime.now(UTC).replace(microsecond=0)
    assert 0 <= (AboutRun(new_run(), "audit", "1").started(NOW) - now).total_seconds() < 60
    assert AboutRun("20260131T075830Z-abcdef", "audit", "1").started(NOW) == datetime(
        2026, 1, 31, 7, 58, 30, tzinfo=UTC
    )


def test_a_run_of_another_name_starts_when_it_is_reported():
    assert AboutRun("run-1", "audit", "1").started(NOW) == NOW


def test_the_version_is_that_of_the_collection_in_a_checkout_and_where_it_is_installed(monkeypatch, tmp_path):
    assert collection_version() == yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"]
    (tmp_path / "MANIFEST.json").write_text(json.dumps({"collection_info": {"version": "9.8.7"}}), encoding="utf-8")
    monkeypatch.setattr(about_run, "COLLECTION", tmp_path)
    assert collection_version() == "9.8.7"
