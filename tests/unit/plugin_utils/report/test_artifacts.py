"""What a run tells the program that has started it."""

import json

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.artifacts import artifacts, status_file
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status

from tests.reports.sample_report import every_state, histories


def test_awx_gets_the_status_and_the_summary_of_this_run_alone():
    report = every_state()
    found = artifacts(report, histories())
    assert found["data"]["kerberos_status"] == report["status"]
    assert found["data"]["kerberos_summary"] == RENDERINGS["summary"].render(report, histories())[""]
    assert len(found["data"]["kerberos_summary"].encode()) <= 16 * 1024
    assert (found["per_host"], found["aggregate"]) == (False, False)


@pytest.mark.parametrize("status", Status)
def test_the_status_file_is_one_line_with_the_run(status):
    text = status_file({"run": "run-1", "status": status.value, "farms": []})
    assert text.endswith("\n")
    assert json.loads(text) == {"run": "run-1", "status": status.value}
