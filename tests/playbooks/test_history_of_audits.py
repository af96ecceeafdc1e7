"""The history that audits keep, and the report on all farms that is made from it."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import store

from tests.playbooks.controller import ROOT, Controller, Run
from tests.unit.plugin_utils.ledger.farms import farm, report

pytestmark = pytest.mark.usefixtures("in_one_process")

DOCS = ROOT / "docs"
FAULT = "dns_registration/hosts-file-overrides"


def valid(content: Any, name: str) -> Any:
    schema = json.loads((DOCS / name).read_text())
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(content)
    return content


def test_audits_keep_a_history_from_which_the_fleet_is_reported(controller: Controller, tmp_path: Path) -> None:
    history, formats = tmp_path / "history", tmp_path / "formats"
    history.mkdir()
    formats.mkdir()
    reports = {
        "csv": f"{formats}/all.csv",
        "html": f"{formats}/page.html",
        "junit": f"{formats}",
        "metrics": f"{formats}",
        "summary": f"{formats}/s.md",
    }
    options = ("-e", f"kerberos_history={history}", "-e", json.dumps({"kerberos_reports": reports}))
    controller.inject(FAULT, "web1")
    first = controller.play("playbooks/audit.yml", *options)
    second = controller.play("playbooks/audit.yml", *options)
    assert (first.code, second.code) == (0, 0), first.output + second.output

    lines = [
        valid(json.loads(line), "kerberos-ledger.schema.json")
        for line in (history / "intranet.jsonl").read_text().splitlines()
    ]
    assert [line["opened"] for line in lines] == [[["web1", "DNS-6", lines[0]["opened"][0][2], "drift"]], []]
    ((finding,),) = ([f for n in second.report["farms"][0]["nodes"] for f in n["findings"]],)
    # Both audits may be of one second: that an older time is kept, the unit tests show.
    assert finding["since"] == lines[0]["time"] == first.report["time"]
    ledger = second.report["farms"][0]["ledger"]
    assert ledger["lines"] == 2
    assert f"Heads of the ledgers: intranet: 2 lines, {ledger['head'][:16]} " in second.told
    assert f"; since {first.report['time'][:10]}" in second.told
    names = {path.name for path in formats.iterdir()}
    assert names == {"all.csv", "page.html", "s.md", "TEST-intranet.xml", "nlb_kerberos_intranet.prom"}
    assert "intranet: the last 2 of 2 runs" in (formats / "page.html").read_text()

    fleet = controller.play("playbooks/report.yml", *options, "-e", '{"kerberos_fails_on": ["drift"]}')
    assert fleet.code == 2
    assert "farm intranet: 1 of " in fleet.told
    valid(fleet.report, "kerberos-audit.schema.json")
    assert (fleet.report["mode"], fleet.report["status"]) == ("fleet", "drift")

    (history / "intranet.jsonl").write_text("")
    damaged = controller.play("playbooks/report.yml", *options)
    assert damaged.code == 2
    assert damaged.report["status"] == "could not check"
    assert "correct the description" not in damaged.told


def test_a_history_that_cannot_be_used_fails_a_run_that_is_reported_all_the_same(
    in_one_process: Controller, tmp_path: Path
) -> None:
    """Also where only drift was found: a schedule that tolerates drift must not tolerate that."""
    controller, status = in_one_process, tmp_path / "status"
    (tmp_path / "intranet.json").write_text("{}", encoding="utf-8")
    controller.inject(FAULT, "web1")
    options = ("-e", f"kerberos_history={tmp_path}", "-e", f"kerberos_status_path={status}")
    run = controller.play("playbooks/audit.yml", *options)
    assert run.code == 2
    assert "the history of farm intranet was not used" in run.told
    assert "Farm intranet (intranet.example.com, intranet): " in run.told
    assert run.report
    assert run.report["status"] == "drift"
    assert not status.exists(), "it is there only where everything was written"
    assert (tmp_path / "intranet.json").read_text(encoding="utf-8") == "{}"


def test_a_report_that_cannot_be_written_is_one_message_and_keeps_no_other_from_being_written(
    in_one_process: Controller, tmp_path: Path
) -> None:
    controller, status, formats = in_one_process, tmp_path / "status", tmp_path / "formats"
    (formats / "TEST-intranet.xml").mkdir(parents=True)
    reports = {"junit": f"{formats}", "csv": f"{tmp_path}/all.csv"}
    options = ("-e", json.dumps({"kerberos_reports": reports}), "-e", f"kerberos_status_path={status}")
    run = controller.play("playbooks/audit.yml", *options)
    assert run.code == 2
    assert f"kerberos_reports.junit: {formats}/TEST-intranet.xml is no file; expected a file" in run.told
    assert "Farm intranet (intranet.example.com, intranet): " in run.told
    assert run.report
    assert (tmp_path / "all.csv").exists()
    assert not status.exists()
    assert [path.name for path in formats.iterdir()] == ["TEST-intranet.xml"], "nothing is half written"

    fleet_of = tmp_path / "history"
    fleet_of.mkdir()
    options = ("-e", f"kerberos_history={fleet_of}", "-e", json.dumps({"kerberos_reports": reports}))
    controller.play("playbooks/audit.yml", "-e", f"kerberos_history={fleet_of}")
    fleet = controller.play("playbooks/report.yml", *options)
    assert fleet.code == 2
    assert "kerberos_reports.junit: " in fleet.told
    assert fleet.report


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """The history of a farm with drift, as an audit has kept it a minute ago."""
    folder = tmp_path / "history"
    folder.mkdir()
    unread = farm({"web1": {"DNS-1": "drift"}, "web2": None}, 1)
    kept = report({**unread, "status": "could not check", "time": datetime.now(UTC).isoformat(timespec="seconds")})
    store.add(folder, kept, "audit", 400)
    return folder


def fleet(controller: Controller, *options: str) -> Run:
    return controller.play("playbooks/report.yml", *options)


def test_what_audits_of_the_whole_farm_have_left_out_has_not_passed(controller: Controller, tmp_path: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    fine = {"web1": {"DNS-1": "compliant"}}
    nodes_alone = [name for name in NAMES if name != "spn"]
    for number, (days, whole, concerns) in enumerate(((9, {"SPN-1": "drift"}, NAMES), (0, {}, nodes_alone)), 1):
        time = (now - timedelta(days=days)).isoformat()
        one = {**farm({**fine, "": whole}, number), "time": time, "concerns": list(concerns)}
        store.add(tmp_path, report(one), "audit", 400)
    run = fleet(controller, "-e", f"kerberos_history={tmp_path}")
    assert run.report
    assert run.report["status"] == "could not check"
    assert "spn was last audited on" in run.told


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("-e", "kerberos_overdue_day=3"), "no playbook knows this variable; the nearest one is kerberos_overdue_days"),
        (("-e", "kerberos_overdue_days=soon"), "kerberos_overdue_days: found 'soon', expected a whole number"),
        (("-e", "kerberos_concerns=acl"), "kerberos_concerns: found 'acl', expected some of"),
        (("-e", '{"kerberos_reports": {"html": "/no/such/page"}}'), "kerberos_reports.html: found /no/such/page, but"),
        (("-e", "kerberos_history="), "kerberos_history: it is not set; set it to the folder that the audits have"),
        (("-e", "kerberos_history=/no/such"), "/no/such cannot be read: No such file or directory; set"),
        (("--skip-tags", "always"), "--skip-tags: found 'always'"),
        (("--limit", "web1"), "--limit: this playbook asks no node, and reports on all farms of the folder; omit it"),
    ],
)
def test_what_makes_it_an_empty_or_a_wrong_report(
    options: tuple[str, ...], sentence: str, controller: Controller, history: Path
) -> None:
    run = fleet(controller, "-e", f"kerberos_history={history}", *options)
    assert run.code != 0, run.output
    assert sentence in run.told, run.output
    assert run.report is None


def test_without_an_inventory_and_in_colours(controller: Controller, history: Path) -> None:
    shutil.rmtree(controller.inventory)
    controller.environment["ANSIBLE_FORCE_COLOR"] = "1"
    run = fleet(controller, "-e", f"kerberos_history={history}")
    assert run.code == 2
    assert "\x1b[0;31mFarm intranet (" in run.output


def test_what_a_program_is_told(controller: Controller, history: Path) -> None:
    controller.environment["ANSIBLE_SHOW_CUSTOM_STATS"] = "1"
    status = controller.work / "status"
    run = fleet(controller, "-e", f"kerberos_history={history}", "-e", f"kerberos_status_path={status}")
    assert run.report
    assert json.loads(status.read_text()) == {"run": run.report["run"], "status": "could not check"}
    assert "kerberos_status: could not check kerberos_summary: |- # Kerberos audits of all farms: " in run.told


def test_kerberos_audit_runs_it_with_the_same_exit_codes(controller: Controller, history: Path) -> None:
    def code(*options: str) -> int:
        command = [str(ROOT / "bin" / "kerberos-audit"), "report", *options]
        fleet_file = f"kerberos_audit_path={controller.work}/fleet.json"
        done = subprocess.run([*command, "-e", fleet_file], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.returncode

    assert code("-e", f"kerberos_history={history}") == 101
    assert code("-e", f"kerberos_history={controller.work}") == 2
    listed = subprocess.run(
        [str(ROOT / "bin" / "kerberos-audit"), "--help"], capture_output=True, text=True, check=True
    )
    assert "kerberos-audit report " in listed.stdout
