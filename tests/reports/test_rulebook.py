"""The rulebook for Event-Driven Ansible is valid, and none of its rules can start a fix that writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.reports.record_awx_options import ROOT, used
from tests.reports.tools import rulebook_schema

RULEBOOKS = sorted((ROOT / "extensions" / "eda" / "rulebooks").glob("*.yml"))
ALERTS = ROOT / "extensions" / "prometheus" / "kerberos-alerts.yml"
# Job templates by the name that they have for a farm.
TEMPLATES = {given["name"].split("{{")[0]: given for module, given in used() if module == "job_template"}


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def actions(path: Path) -> list[dict[str, Any]]:
    rules = [rule for ruleset in read(path) for rule in ruleset["rules"]]
    return [action for rule in rules for action in rule.get("actions", [rule.get("action")])]


def test_there_is_one() -> None:
    assert RULEBOOKS


@pytest.mark.parametrize("path", RULEBOOKS, ids=lambda path: path.name)
def test_it_is_as_ansible_rulebook_wants_it(path: Path) -> None:
    schema = json.loads(rulebook_schema().read_text(encoding="utf-8"))
    jsonschema.validate(read(path), schema)
    wrong = read(path)
    wrong[0]["rules"][0]["conditions"] = wrong[0]["rules"][0].pop("condition")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


@pytest.mark.parametrize("path", RULEBOOKS, ids=lambda path: path.name)
def test_each_alert_that_a_rule_waits_for_is_one_of_ours_with_the_labels_that_are_used(path: Path) -> None:
    alerts = {rule["alert"]: rule["expr"] for group in read(ALERTS)["groups"] for rule in group["rules"]}
    for rule in (rule for ruleset in read(path) for rule in ruleset["rules"]):
        names = re.findall(r'labels\.alertname == "(\w+)"', rule["condition"])
        assert names
        assert set(names) <= set(alerts)
        labels = set(re.findall(r"event\.alert\.labels\.(\w+)", json.dumps(rule))) - {"alertname"}
        assert labels
        for name in names:
            [given] = re.findall(r"by \(([^)]*)\)", alerts[name])
            assert labels <= set(given.split(", "))


@pytest.mark.parametrize("path", RULEBOOKS, ids=lambda path: path.name)
def test_no_rule_starts_a_fix_that_writes(path: Path) -> None:
    for action in actions(path):
        assert list(action) == ["run_job_template"]  # no playbook or module of its own
        started = action["run_job_template"]
        assert started["job_args"] == {"job_type": "check"}
        assert started["include_events"] is False
        template = TEMPLATES[started["name"].split("{{")[0]]
        assert template["job_type"] == "check"
        assert template["ask_job_type_on_launch"] is False
