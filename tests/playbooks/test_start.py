"""What makes a run empty, or would fail late, ends it before a node is asked: exit code not 0, and one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.playbooks.controller import Controller, own_network
from tests.playbooks.two_nodes import controller_of
from tests.playbooks.wire import WiredLab

AUDIT, FIX, PREFLIGHT = "playbooks/audit.yml", "fix-kerberos.yml", "playbooks/preflight.yml"
ROLLBACK, SURVEY = "playbooks/rollback.yml", "playbooks/survey.yml"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredLab]:
    lab = WiredLab(tmp_path_factory.mktemp("start"), own_network(2), nodes=2)
    yield lab
    lab.close()


@pytest.fixture
def farm(lab: WiredLab, tmp_path: Path) -> Controller:
    lab.payloads.clear()
    return controller_of(lab, tmp_path)


@pytest.mark.parametrize("playbook", [AUDIT, FIX, PREFLIGHT, ROLLBACK, SURVEY])
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("-e", "kerberos_hosts=intranett"), "kerberos_hosts: found 'intranett', which is no group or host"),
        (("--tags", "dns"), "--tags: found 'dns', which is a tag of no task"),
    ],
    ids=["group", "tag"],
)
def test_every_playbook_refuses_it(
    playbook: str, options: tuple[str, ...], sentence: str, lab: WiredLab, farm: Controller
) -> None:
    refused(farm, lab, playbook, options, sentence)


@pytest.mark.parametrize(
    ("playbook", "options", "sentence"),
    [
        (AUDIT, ("--limit", "other"), "--limit leaves no host of kerberos_hosts (kerberos): found other"),
        (AUDIT, ("--skip-tags", "always"), "--skip-tags: found 'always'"),
        (AUDIT, ("-e", "kerberos_hosts=kerberos,intranett"), "found 'intranett'"),
        (AUDIT, ("-e", "kerberos_hosts=empty"), "'empty' has no hosts"),
        (AUDIT, ("-e", "kerberos_host=x"), "kerberos_host: no playbook knows this variable"),
        (AUDIT, ("-e", "kerberos_fails_on=drifft"), "kerberos_fails_on: found 'drifft'; did you mean 'drift'?"),
        (AUDIT, ("-e", "kerberos_concerns=acl"), "kerberos_concerns: found 'acl'"),
        (AUDIT, ("-e", "kerberos_audit_path=/no/such.json"), "kerberos_audit_path: found /no/such.json, but /no is no"),
        (AUDIT, ("-e", '{"kerberos_reports": {"htm": "x"}}'), "kerberos_reports: found 'htm'; did you mean 'html'?"),
        (
            AUDIT,
            ("-e", '{"kerberos_reports": {"csv": "/no/x.csv"}}'),
            "kerberos_reports.csv: found /no/x.csv, but /no is not a folder on the controller; create it",
        ),
        (AUDIT, ("-e", '{"kerberos_reports": {"html": "/tmp"}}'), "kerberos_reports.html: found /tmp, but that is a f"),
        (AUDIT, ("-e", '{"kerberos_reports": {"junit": "/proc"}}'), "kerberos_reports.junit: found /proc, but nothing"),
        (AUDIT, ("-e", '{"kerberos_reports": {"html": "x.y", "csv": "x.y"}}'), "which is the path of kerberos_reports"),
        (AUDIT, ("-e", '{"kerberos_reports": {"csv": "{{ nosuch }}"}}'), "kerberos_reports: 'nosuch' is undefined"),
        (AUDIT, ("-e", "kerberos_reports=x"), "kerberos_reports: found 'x', expected a dictionary"),
        (AUDIT, ("-e", "kerberos_history=/no/such"), "kerberos_history: found /no/such, but"),
        (AUDIT, ("-e", "kerberos_status_path=/no/such"), "kerberos_status_path: found /no/such, but"),
        (AUDIT, ("-e", "kerberos_readings=/no/such"), "kerberos_readings: found /no/such"),
        (PREFLIGHT, ("-e", "kerberos_recordings=/no/such"), "kerberos_recordings: found /no/such"),
        (FIX, ("-e", "kerberos_change_record=/no/such.md"), "kerberos_change_record: found /no/such.md"),
        (FIX, ("-e", "kerberos_journal_copy=/no/such"), "kerberos_journal_copy: found /no/such"),
        (FIX, ("-e", "kerberos_drain_timeout=1h"), "kerberos_drain_timeout: found '1h'"),
        (ROLLBACK, ("-e", "kerberos_journal_copy=/no/such"), "kerberos_journal_copy: found /no/such"),
    ],
)  # fmt: skip
def test_it_is_refused(playbook: str, options: tuple[str, ...], sentence: str, lab: WiredLab, farm: Controller) -> None:
    hosts = farm.inventory / "hosts.yml"
    hosts.write_text(
        hosts.read_text(encoding="utf-8") + "\nungrouped:\n  hosts:\n    other:\nempty:\n", encoding="utf-8"
    )
    refused(farm, lab, playbook, options, sentence)


def test_a_variable_of_a_group_that_is_misspelt(lab: WiredLab, farm: Controller) -> None:
    variables = farm.inventory / "group_vars" / "kerberos.yml"
    variables.write_text(variables.read_text(encoding="utf-8") + "\nkerberos_concern: [site_acl]\n", encoding="utf-8")
    refused(farm, lab, AUDIT, (), "kerberos_concern: no playbook knows this variable")
    assert farm.play(AUDIT, "-e", "kerberos_other_variables=kerberos_concern").report


@pytest.mark.parametrize("limit", [(), ("--limit", "web1")], ids=["all", "limit"])
def test_an_inventory_without_hosts(limit: tuple[str, ...], lab: WiredLab, farm: Controller) -> None:
    for path in (farm.inventory / "hosts.yml", farm.inventory / "group_vars"):
        path.rename(farm.work / path.name)
    refused(farm, lab, AUDIT, limit, "has no hosts")


@pytest.mark.parametrize("limit", ["@", ","])
def test_a_limit_without_any_host_is_not_taken_for_all_of_them(limit: str, lab: WiredLab, farm: Controller) -> None:
    """As Ansible takes an empty file, such as one of hosts to retry."""
    retry = farm.work / "retry"
    retry.write_text("\n", encoding="utf-8")
    options = ("--limit", limit.replace("@", f"@{retry}"))
    refused(
        farm, lab, FIX, options, "--limit leaves no host of kerberos_hosts (kerberos): found none, expected some of"
    )


def test_what_only_a_real_run_writes_does_not_hide_the_plan(lab: WiredLab, farm: Controller) -> None:
    run = farm.play(FIX, "--check", "-e", "kerberos_journal_copy=/no/such", "-e", "kerberos_change_record=/no/such.md")
    shown = " ".join(run.output.split())
    assert run.report, run.output
    assert "kerberos_journal_copy: found /no/such, but" in shown
    assert "kerberos_change_record: found /no/such.md, but" in shown
    assert "Without --check this run would end here" in shown


def test_one_report_whatever_the_strategy(lab: WiredLab, farm: Controller) -> None:
    farm.environment["ANSIBLE_STRATEGY"] = "ansible.builtin.free"
    run = farm.play(AUDIT)
    assert run.code == 0, run.output
    assert run.output.count("TASK [Report]") == 1, run.output


def test_a_blank_answer_of_a_survey_chooses_all_concerns(lab: WiredLab, farm: Controller) -> None:
    run = farm.play(AUDIT, "-e", "kerberos_concerns=")
    assert run.report
    assert "DNS-1" in run.report["farms"][0]["nodes"][0]["controls"]
    assert "AUTH-1" in run.report["farms"][0]["nodes"][0]["controls"]


def refused(farm: Controller, lab: WiredLab, playbook: str, options: tuple[str, ...], sentence: str) -> None:
    run = farm.play(playbook, *options)
    assert run.code != 0, run.output
    assert sentence in " ".join(run.output.split()), run.output
    assert run.report is None
    assert lab.payloads == []
