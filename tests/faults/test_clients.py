"""Each fault of a client is found exactly, and the verdict names it; a client that is not read fails nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import COMPUTER_CONCERNS, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import AuditedComputer
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import ledger
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.farm_report import farm_report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text

from lab import intranet
from lab.fault import LATENT, Fault
from lab.faults import BY_NAME, CLIENTS
from tests.faults.computer_in_process import FARM, audited
from tests.unit.plugin_utils.report.audited import CONCERNS, audit

EVERY = (*CONCERNS, *COMPUTER_CONCERNS)
ZONE = next(fault for fault in CLIENTS if fault.number == "12")
AWAY = AuditedComputer(CLIENT, "pc9", [FARM.name], {"unreachable": True, "msg": "timed out"})


def reported(*clients: AuditedComputer) -> dict[str, Any]:
    return farm_report(FARM, {"web1": audit()}, EVERY, date(2026, 1, 31), computers=clients)


def whole(*clients: AuditedComputer) -> dict[str, Any]:
    about, now = AboutRun("20260131T075830Z-abcdef", "audit", "1.2.3"), datetime(2026, 1, 31, 8, tzinfo=UTC)
    return report([FARM], {"web1": audit()}, EVERY, about, now, computers=clients)


def step_of_browser(farm: dict[str, Any]) -> set[str]:
    return {stop["state"] for path in farm["path"]["paths"] for stop in path["steps"] if stop["step"] == "2"}


@pytest.mark.parametrize("fault", CLIENTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_exactly_and_named_by_the_verdict(fault: Fault) -> None:
    farm = reported(audited(1, fault))
    (client,) = farm["clients"]
    assert {(one["control"], one["subject"]) for one in client["findings"]} == set(fault.reported)
    assert farm["status"] == "drift"
    assert not any(node["findings"] for node in farm["nodes"])
    if fault.step == LATENT:
        assert farm["path"]["causes"] == []
        assert "logs have traces of failed logons (EVENT-1)" in farm["verdict"]
        return
    cause = farm["path"]["causes"][0]
    assert (cause["control"], cause["step"]) == (fault.reported[0][0], fault.step)
    assert all(sentence.startswith("client pc1: ") for sentence in cause["sentences"])


def test_a_healthy_client_is_looked_at_and_proves_nothing() -> None:
    farm = reported(audited(1))
    assert (farm["status"], farm["path"]["works"], farm["path"]["causes"]) == ("compliant", False, [])
    assert step_of_browser(farm) == {"holds"}
    assert step_of_browser(reported()) == {"not looked at"}


def test_a_fault_of_one_client_is_possible_where_a_browser_of_another_one_sends_a_ticket() -> None:
    assert reported(audited(1, ZONE))["path"]["causes"][0]["sure"] == "implied"
    assert reported(audited(1, ZONE), audited(2))["path"]["causes"][0]["sure"] == "possible"


def test_a_client_that_is_not_read_is_its_own_row_and_fails_nothing() -> None:
    alone, farm = reported(), reported(AWAY)
    (client,) = farm["clients"]
    assert (client["client"], client["problem"]) == ("pc9", "timed out")
    assert set(client["controls"].values()) == {"could not check"}
    assert {name: farm[name] for name in ("status", "counts", "nodes")} == {
        name: alone[name] for name in ("status", "counts", "nodes")
    }
    assert step_of_browser(farm) == {"not looked at"}


def test_a_client_of_other_farms_is_not_in_it_and_a_wrong_description_is() -> None:
    failed = {"failed": True, "msg": "clients: kerberos_client: found none"}
    farm = reported(AuditedComputer(CLIENT, "pc2", ["other"], failed), AuditedComputer(CLIENT, "pc3", None, failed))
    assert [(one["client"], one["problem"]) for one in farm["clients"]] == [("pc3", failed["msg"])]


def test_a_waiver_of_what_is_found_on_a_client_is_used_and_its_finding_names_it() -> None:
    given = {"control": "ZONE-1", "reason": "a new policy comes", "owner": "J. Doe"}
    farm = farm_of({**intranet.description(1), "waivers": [given, {**given, "nodes": ["web1"]}]})
    found = farm_report(
        farm, {"web1": audit()}, EVERY, date(2026, 1, 31), computers=[audited(1, ZONE, waivers=farm.waivers_of("pc1"))]
    )
    (client,) = found["clients"]
    assert {(one["control"], one["state"], one["waiver"]) for one in client["findings"]} == {("ZONE-1", "waived", 0)}
    assert [waiver["covers"] for waiver in found["waivers"]] == [len(client["findings"]), None]
    assert found["status"] == "compliant"


@pytest.mark.parametrize("what", ["browsers", "logs of clients, which have event 4 of Kerberos"])
def test_without_a_client_that_was_read_the_report_says_what_was_not_looked_at(what: str) -> None:
    for clients, said in ((), True), ((AWAY,), True), ((audited(1),), False):
        found = whole(*clients)
        assert (what in {one["what"] for one in found["not_looked_at"]}) is said
    by_hand = {one["what"]: one["do"] for one in whole()["not_looked_at"]}
    assert "@{LogName='System'; ProviderName=" in by_hand["logs of clients, which have event 4 of Kerberos"]


def test_the_timeline_has_the_events_of_clients_with_their_names() -> None:
    full = whole(audited(1, BY_NAME["evidence/event-4-on-a-client"]))
    (line,) = full["farms"][0]["timeline"]
    said = "event 4: web1$ could not decrypt a ticket for HTTP/intranet.example.com"
    assert line == {"time": "2026-01-31 07:40:12", "node": "client pc1", "what": said}
    assert f"2026-01-31 07:40:12 client pc1: {said[:20]}" in "\n".join(one.text for one in text(full, {}))


def with_fixes(**given: dict[str, Any]) -> Any:
    farm = replace(FARM, nodes={"web1": (), "web2": ()}, fixes=given)
    found = audited(1, BY_NAME["evidence/event-4-on-a-client"], farm=farm).result["farms"][FARM.name]
    logged = [one for one in found["findings"] if one["control"] == "EVENT-1"]
    return logged, found["path"]["traces"]


def fixed(time: str | None, undone: bool = False, problem: str = "") -> dict[str, Any]:
    return {"time": time, "undone": undone, "problem": problem}


def test_what_is_older_than_the_newest_fix_of_a_node_is_no_evidence() -> None:
    assert with_fixes(web1=fixed("2026-01-30 09:00:00"), web2=fixed("2026-01-31 07:50:00")) == ([], [])


def test_a_ticket_after_a_fix_may_be_an_old_one_and_proves_nothing() -> None:
    ((one,), traces) = with_fixes(web1=fixed(None), web2=fixed("2026-01-31 07:30:00"))
    assert (one["state"], traces) == ("pending", [])


def test_where_a_node_has_not_told_its_last_fix_nothing_is_proved_and_that_is_said() -> None:
    ((one,), traces) = with_fixes(web1=fixed(None))
    assert (one["state"], traces) == ("drift", [])
    assert "when the last fix was is not known (web2: not read in this run)" in one["reason"]


def test_nodes_that_were_never_fixed_leave_the_last_day() -> None:
    ((one,), traces) = with_fixes(web1=fixed(None), web2=fixed(None))
    assert "not known" not in one["reason"]
    assert [(of["name"], of["account"]) for of in traces] == [("intranet.example.com", "web1$")]


def test_every_format_has_the_checks_of_clients() -> None:
    faults = (fault for fault in CLIENTS if fault.number in ("13", "164"))
    full = whole(audited(1, *faults), AWAY)
    schema = json.loads((Path(__file__).parents[2] / "docs" / "kerberos-audit.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(full)
    shown = "\n".join(line.text for line in text(full, {}))
    assert "client pc1: ZONE-3 Edge and intranet.example.com" in shown
    assert "client pc9: timed out" in shown
    states = {(check.node, check.state) for check in checks(full["farms"][0]) if check.control == "ZONE-3"}
    assert states == {("client pc1", "drift"), ("client pc9", "could not check")}


def test_every_format_has_since_when_a_finding_of_a_client_is_open() -> None:
    (fault,) = (fault for fault in CLIENTS if fault.number == "160")
    full = whole(audited(1, fault), AWAY)
    (farm,) = full["farms"]
    first = {**farm, "time": "2026-01-30T08:00:00+00:00"}
    full = {**full, "farms": [ledger.told(farm, ledger.after(ledger.after({}, first), farm))]}
    rendered = {name: "".join(one.render(full, {}).values()) for name, one in RENDERINGS.items()}
    rendered["text"] = "\n".join(line.text for line in text(full, {}))
    assert re.search(r"(?m)drift_since_timestamp_seconds.*ZONE-2.* 1769760000$", rendered.pop("metrics"))
    assert [name for name, content in rendered.items() if "2026-01-30" not in content] == []
