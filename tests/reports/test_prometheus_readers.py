"""Prometheus' own tools read the metrics and the rules, and node_exporter serves each series."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.prometheus import METRICS, PREFIX, prometheus

from tests.reports.sample_report import every_state, histories
from tests.reports.tools import tool

ROOT = Path(__file__).parents[2]
RULES = ROOT / "extensions" / "prometheus" / "kerberos-alerts.yml"
CASES = Path(__file__).parent / "alerts_test.yml"


def promtool(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    asked = [str(tool("promtool")), *arguments]
    return subprocess.run(asked, input=given, capture_output=True, text=True, timeout=60)


def test_promtool_accepts_the_metrics() -> None:
    for text in prometheus(every_state(), histories()).values():
        done = promtool("check", "metrics", given=text)
        assert (done.returncode, done.stderr) == (0, "")


def test_the_rules_alert_as_their_cases_say(tmp_path: Path) -> None:
    checked = promtool("check", "rules", str(RULES))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    shutil.copy(RULES, tmp_path)
    shutil.copy(CASES, tmp_path)
    done = promtool("test", "rules", str(tmp_path / CASES.name))
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_rule_has_a_case_and_a_metric_that_is_written() -> None:
    rules = yaml.safe_load(RULES.read_text())["groups"][0]["rules"]
    tests = yaml.safe_load(CASES.read_text())["tests"]
    cases = {case["alertname"] for test in tests for case in test["alert_rule_test"]}
    assert {rule["alert"] for rule in rules} == cases
    for rule in rules:
        assert any(f"{PREFIX}{name}" in rule["expr"] for name in METRICS), rule["expr"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """What node_exporter serves of the sample."""
    for name, text in prometheus(every_state(), histories()).items():
        (tmp_path / name).write_text(text)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    started = [
        *(str(tool("prometheus-node-exporter")), f"--web.listen-address={address}"),
        *("--collector.disable-defaults", "--collector.textfile", f"--collector.textfile.directory={tmp_path}"),
    ]
    exporter = subprocess.Popen(started, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _asked(f"http://{address}/metrics")
    finally:
        exporter.terminate()
        exporter.wait(10)


def _asked(address: str) -> str:
    end = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_node_exporter_serves_every_series(served: str) -> None:
    assert "node_textfile_scrape_error 0" in served
    found = set(served.splitlines())
    for text in prometheus(every_state(), histories()).values():
        for line in text.splitlines():
            name, value = line.rsplit(" ", 1)
            if not line.startswith("#"):
                assert _as_served(name, float(value)) in found, line


def _as_served(name: str, value: float) -> str:
    """node_exporter sorts the labels, and shortens large numbers."""
    metric, _, labels = name.partition("{")
    parts = sorted(part if part.endswith('"') else f'{part}"' for part in labels.rstrip("}").split('",'))
    return f"{metric}{{{','.join(parts)}}} {_number(value)}"


def _number(value: float) -> str:
    if value < 1e6:
        return str(int(value))
    mantissa, exponent = f"{value:.15e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e+{int(exponent):02d}"
