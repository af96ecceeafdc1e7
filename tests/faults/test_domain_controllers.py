"""Each fault of a domain controller is found exactly; one that is not read fails nothing; every format has its row."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import COMPUTER_CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import DOMAIN_CONTROLLER
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import AuditedComputer
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import ledger
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.farm_report import farm_report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text

from lab.fault import Fault
from lab.faults import BY_NAME, DOMAIN_CONTROLLERS
from tests.faults import computer_in_process
from tests.faults.computer_in_process import FARM
from tests.unit.plugin_utils.report.audited import CONCERNS, audit

EVERY = (*CONCERNS, *COMPUTER_CONCERNS)
AWAY = AuditedComputer(DOMAIN_CONTROLLER, "dc9", [FARM.name], {"unreachable": True, "msg": "timed out"})
EVENT_11, NOT_AUDITED = "evidence/event-11-on-a-domain-controller", "evidence/requests-not-audited"
LOGS = "logs of domain controllers, which have the tickets that were refused"


def audited(*faults: Fault, farm: Any = FARM) -> AuditedComputer:
    return computer_in_process.audited(1, *faults, farm=farm, kind=DOMAIN_CONTROLLER)


def reported(*controllers: AuditedComputer) -> dict[str, Any]:
    return farm_report(FARM, {"web1": audit()}, EVERY, date(2026, 1, 31), computers=controllers)


def whole(*controllers: AuditedComputer) -> dict[str, Any]:
    about, now = AboutRun("20260131T075830Z-abcdef", "audit", "1.2.3"), datetime(2026, 1, 31, 8, tzinfo=UTC)
    return report([FARM], {"web1": audit()}, EVERY, about, now, computers=controllers)


@pytest.mark.parametrize("fault", DOMAIN_CONTROLLERS, ids=lambda fault: fault.name)
def test_a_fault_is_found_exactly_and_no_node_has_it(fault: Fault) -> None:
    farm = reported(audited(fault))
    (controller,) = farm["domain_controllers"]
    assert {(one["control"], one["subject"]) for one in controller["findings"]} == set(fault.reported)
    assert farm["status"] == ("drift" if fault.checked else "compliant")
    assert not any(node["findings"] for node in farm["nodes"])
    assert farm["path"]["causes"] == []
    assert farm["clients"] == []


def test_a_healthy_domain_controller_is_looked_at() -> None:
    farm = reported(audited())
    (controller,) = farm["domain_controllers"]
    assert (controller["controls"], controller["findings"]) == ({"EVENT-1": "compliant"}, [])
    assert "key of tickets for HTTP/intranet.example.com" in controller["held"]["EVENT-1"]


def test_one_that_is_not_read_is_its_own_row_and_fails_nothing() -> None:
    farm = reported(AWAY)
    (controller,) = farm["domain_controllers"]
    assert (controller["domain_controller"], controller["problem"]) == ("dc9", "timed out")
    assert controller["controls"] == {"EVENT-1": "could not check"}
    assert farm["status"] == "compliant"


def test_what_it_has_refused_is_told_although_something_else_could_not_be_checked() -> None:
    """Neither hides the other one."""
    farm = reported(audited(BY_NAME[EVENT_11], BY_NAME[NOT_AUDITED]))
    (controller,) = farm["domain_controllers"]
    assert controller["controls"] == {"EVENT-1": "could not check"}
    assert farm["status"] == "drift"


def test_without_one_that_was_read_the_report_says_what_was_not_looked_at() -> None:
    """Clients that were read are no domain controllers."""
    client = computer_in_process.audited(1)
    for computers, said in (([client], True), ([AWAY], True), ([audited()], False)):
        assert (LOGS in {one["what"] for one in whole(*computers)["not_looked_at"]}) is said


def test_every_format_has_its_row_with_since_when_a_finding_is_open() -> None:
    full = whole(audited(BY_NAME[EVENT_11]), AWAY)
    schema = json.loads((Path(__file__).parents[2] / "docs" / "kerberos-audit.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(full)
    (farm,) = full["farms"]
    assert {(check.node, check.state) for check in checks(farm) if check.node.startswith("domain")} == {
        ("domain controller dc1", "drift"),
        ("domain controller dc9", "could not check"),
    }
    first = {**farm, "time": "2026-01-30T08:00:00+00:00"}
    full = {**full, "farms": [ledger.told(farm, ledger.after(ledger.after({}, first), farm))]}
    rendered = {name: "".join(one.render(full, {}).values()) for name, one in RENDERINGS.items() if name != "metrics"}
    rendered["text"] = "\n".join(line.text for line in text(full, {}))
    assert [name for name, content in rendered.items() if "2026-01-30" not in content] == []
    assert [name for name, content in rendered.items() if "domain controller dc1" not in content] == []


def test_the_timeline_has_what_was_refused_and_whose_key_the_tickets_of_the_run_have() -> None:
    found = [
        (one["time"], one["what"])
        for one in reported(audited(BY_NAME[EVENT_11]))["timeline"]
        if one["node"] == "domain controller dc1"
    ]
    assert found == [
        ("2026-01-31 07:30:00", "event 4769: 2 tickets with the key of svc-intranet, AES256, issued"),
        (
            "2026-01-31 07:40:12",
            "event 11: several accounts hold the service principal name, a ticket for HTTP/intranet.example.com",
        ),
        ("2026-01-31 07:59:00", "event 4769: 2 tickets with the key of svc-intranet, AES256, issued to svc-probe"),
    ]


def test_what_was_refused_before_the_newest_fix_of_a_node_proves_nothing() -> None:
    fixed = replace(FARM, fixes={"web1": {"time": "2026-01-31 07:50:00", "undone": False, "problem": ""}})
    found = audited(BY_NAME[EVENT_11], farm=fixed).result["farms"][FARM.name]
    assert (found["findings"], found["path"]["traces"]) == ([], [])
    assert found["path"]["issued"], "the tickets of this run are newer"
