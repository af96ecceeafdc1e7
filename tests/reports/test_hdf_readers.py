"""Heimdall's own parser reads our files, and gives each control the status that the report's states ask for."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.hdf import hdf

from tests.reports.sample_report import every_state
from tests.reports.synthetic import synthetic
from tests.reports.tools import node_module, node_modules, tool

SCRIPT = Path(__file__).parent / "hdf_statuses.js"


def as_heimdall_reads(files: Mapping[str, str], folder: Path) -> dict[str, dict[str, int]]:
    node_module("inspecjs")
    paths = [folder / name for name in files]
    for path in paths:
        path.write_text(files[path.name])
    asked = [str(tool("node")), str(SCRIPT), *map(str, paths)]
    done = subprocess.run(
        asked, capture_output=True, text=True, timeout=60, env={**os.environ, "NODE_PATH": str(node_modules())}
    )
    assert done.returncode == 0, done.stderr
    return {Path(path).name.removesuffix(".hdf.json"): counts for path, counts in json.loads(done.stdout).items()}


def expected(farm: Mapping[str, Any]) -> dict[str, int]:
    """A control's states on all nodes of the run, of which the worst gives its status."""
    states: dict[str, set[str]] = {}
    for part in (farm, *farm["nodes"]):
        for control, state in part["controls"].items():
            states.setdefault(control, set()).add(state)
    return Counter(map(status, states.values()))


def status(states: set[str]) -> str:
    for state, name in (("could not check", "Profile Error"), ("drift", "Failed"), ("compliant", "Passed")):
        if state in states:
            return name
    return "Not Applicable" if states == {"not applicable"} else "Not Reviewed"


@pytest.mark.parametrize("make", [every_state, lambda: synthetic(farms=3)], ids=["every state", "large"])
def test_each_control_has_the_status_of_its_worst_state(make, tmp_path):
    report = make()
    found = as_heimdall_reads(hdf(report, {}), tmp_path)
    assert found == {farm["name"]: dict(expected(farm)) for farm in report["farms"]}


def test_what_could_not_be_checked_is_not_hidden_by_nodes_that_passed(tmp_path):
    found = as_heimdall_reads(hdf(every_state(), {}), tmp_path)
    assert "Passed" not in found["intranet"]  # every control lacks the answer of web3, and SPN-1 has drift
    assert found["intranet"]["Profile Error"] == 9
    assert found["wiki"] == {"Profile Error": 9}


def test_a_control_that_is_waived_on_one_node_and_passed_on_another_is_passed(tmp_path):
    report = every_state()
    intranet = report["farms"][0]
    intranet["nodes"] = [node for node in intranet["nodes"] if node["node"] in ("web1", "web5")]
    intranet |= {"status": "compliant", "controls": {}, "findings": []}
    for node in intranet["nodes"]:
        node["controls"] = {"DNS-6": node["controls"]["DNS-6"]}
        node["findings"] = [finding for finding in node["findings"] if finding["control"] == "DNS-6"]
    assert as_heimdall_reads(hdf(report, {}), tmp_path)["intranet"] == {"Passed": 1}
