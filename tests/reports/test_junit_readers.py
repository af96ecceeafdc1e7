"""Published schemas accept our JUnit files, and junitparser counts in them what the report has."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.junit import OUTCOMES, junit
from junitparser import Error, Failure, JUnitXml, Skipped

from tests.reports import synthetic
from tests.reports.sample_report import every_state, histories
from tests.reports.tools import schema, tool

NAMES = {Error: "error", Failure: "failure", Skipped: "skipped"}
NO_CONTROL = "audit"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """By the farm's name."""
    for name, text in junit(every_state(), histories()).items():
        (tmp_path / name).write_text(text)
    return {farm["name"]: tmp_path / f"TEST-{farm['name']}.xml" for farm in every_state()["farms"]}


@pytest.fixture
def all_drift(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A farm in which every check has drifted: its file has no room for messages."""
    monkeypatch.setattr(synthetic, "_state", lambda number, index: "drift")
    [(name, text)] = junit(synthetic.synthetic(farms=1), {}).items()
    assert '<failure type="drift">' in text
    (tmp_path / name).write_text(text)
    return tmp_path / name


@pytest.mark.parametrize("name", ["ant-junit.xsd", "jenkins-junit-10.xsd"])
def test_a_schema_accepts_every_file(name: str, files: dict[str, Path], all_drift: Path) -> None:
    paths = map(str, (*files.values(), all_drift))
    asked = [str(tool("xmllint")), "--noout", "--schema", str(schema(name)), *paths]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_junitparser_counts_what_the_report_has(files: dict[str, Path]) -> None:
    for farm in every_state()["farms"]:
        expected: Counter[str] = Counter()
        for state, number in farm["counts"].items():
            expected[OUTCOMES[state]] += number
        found: Counter[str] = Counter()
        for suite in JUnitXml.fromfile(str(files[farm["name"]])):
            assert suite.tests == len(list(suite))
            for case in suite:
                if case.name != NO_CONTROL:
                    found[NAMES[type(case.result[0])] if case.result else "passed"] += 1
        assert +found == +expected, farm["name"]


def test_no_case_of_a_node_that_was_not_read_passes(files: dict[str, Path]) -> None:
    (suite,) = [suite for suite in JUnitXml.fromfile(str(files["intranet"])) if suite.name == "web3"]
    assert suite.errors == suite.tests > 0
    assert "web4" not in {suite.name for suite in JUnitXml.fromfile(str(files["intranet"]))}
