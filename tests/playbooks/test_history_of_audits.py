"""The history that audits keep, and the report on all farms that is made from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.playbooks.controller import Controller

pytestmark = pytest.mark.usefixtures("in_one_process")

DOCS = Path(__file__).parents[2] / "docs"
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
    assert second.report["farms"][0]["ledger"]["lines"] == 2
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
