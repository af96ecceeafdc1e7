"""What is open on clients since when: it is closed only where the client, and that user's settings, were read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.fleet import failure, fleet
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import FLEET, AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import checks

from tests.unit.plugin_utils.ledger.farms import farm, report

# User -> the state of the zone for that one; None: the client was not read.
Users = Mapping[str, str] | None
ABOUT = AboutRun("20260301T000000Z-000000", FLEET, "0.1.0")
FINE = {"web1": {"DNS-1": "compliant"}}
REST = [name for name in NAMES if name != "browser_policy"]
HELD = ("compliant", "not applicable")
DRIFT, ALL_WELL = {"eve": "drift"}, {"eve": "compliant"}


def client(name: str, users: Users) -> dict[str, Any]:
    states = {"everything": "could not check"} if users is None else users
    (worst, *_) = sorted(states.values(), key=("could not check", "drift", "waived", *HELD).index)
    of_user = {"found": None, "wanted": None, "remedy": "report", "reason": "", "step": "2", "since": None}
    findings = [
        {"control": "ZONE-1", "subject": user, "state": state, **of_user, "waiver": None, "explained_by": None}
        for user, state in states.items()
        if state not in HELD
    ]
    return {
        "client": name,
        "problem": "timed out" if users is None else None,
        "controls": {"ZONE-1": worst},
        "not_applicable": {},
        "findings": findings,
        "held": {"ZONE-1": [user for user, state in states.items() if state in HELD]},
    }


def run(folder: Path, number: int, clients: Mapping[str, Users], **changed: Any) -> dict[str, Any]:
    """One of this number; clients that it leaves out were not in it."""
    found = [client(name, users) for name, users in clients.items()]
    drifts = any("drift" in one["controls"].values() for one in found)
    one = {**farm(FINE, number), "clients": found, "status": "drift" if drifts else "compliant", **changed}
    return dict(store.add(folder, report(one), "audit", 400)[0]["farms"][0])


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "intranet.jsonl").read_bytes().splitlines()]


def since(one: Mapping[str, Any]) -> list[str | None]:
    return [finding["since"] for client in one["clients"] for finding in client["findings"]]


def test_a_finding_of_a_client_opens_keeps_its_time_and_closes(tmp_path: Path) -> None:
    first = run(tmp_path, 1, {"pc1": DRIFT})
    assert since(first) == [first["time"]]
    assert since(run(tmp_path, 2, {"pc1": {"eve": "waived"}})) == [first["time"]]
    run(tmp_path, 3, {"pc1": ALL_WELL})
    key = ["client pc1", "ZONE-1", "eve"]
    assert [line["opened"] for line in lines(tmp_path)] == [[[*key, "drift"]], [[*key, "waived"]], []]
    assert [line["closed"] for line in lines(tmp_path)] == [[], [], [[*key, "waived", first["time"]]]]
    assert not any("removed" in line for line in lines(tmp_path))


@pytest.mark.parametrize(
    "clients",
    [{}, {"pc1": None}, {"pc2": {"eve": "compliant"}}, {"pc1": {"ann": "compliant"}}],
    ids=["not in the run", "not read", "another client", "another user is logged on"],
)
def test_what_was_not_read_opens_and_closes_nothing(clients: Mapping[str, Users], tmp_path: Path) -> None:
    first = run(tmp_path, 1, {"pc1": DRIFT})
    run(tmp_path, 2, clients)
    assert [lines(tmp_path)[1][part] for part in ("opened", "closed")] == [[], []]
    assert since(run(tmp_path, 3, {"pc1": DRIFT})) == [first["time"]]


def test_of_a_client_that_was_not_read_no_time_is_known(tmp_path: Path) -> None:
    run(tmp_path, 1, {"pc1": DRIFT})
    assert since(run(tmp_path, 2, {"pc1": None})) == [None]


def test_what_was_logged_on_a_client_is_closed_where_it_is_there_no_more(tmp_path: Path) -> None:
    """It is about no user, and has no subject where there is nothing."""
    logged = {"event 4 for HTTP/intranet from web1$": "drift"}
    for number, (users, closed) in enumerate([(logged, 0), (None, 0), ({"errors": "compliant"}, 1)], 1):
        found = client("pc1", users)
        found["controls"] = {"EVENT-1": found["controls"]["ZONE-1"]}
        found["findings"] = [{**one, "control": "EVENT-1"} for one in found["findings"]]
        one = {**farm(FINE, number), "clients": [{**found, "held": {}}]}
        store.add(tmp_path, report(one), "audit", 400)
        assert len(lines(tmp_path)[-1]["closed"]) == closed


def test_what_could_not_be_checked_is_closed_once_the_control_is_answered(tmp_path: Path) -> None:
    nobody = {"nobody is logged on": "could not check"}
    run(tmp_path, 1, {"pc1": nobody})
    run(tmp_path, 2, {"pc1": ALL_WELL})
    assert [line[0] for line in lines(tmp_path)[1]["closed"]] == ["client pc1"]


def test_a_history_from_before_clients_were_kept_goes_on(tmp_path: Path) -> None:
    before = {"web1": {"DNS-1": "drift"}}
    store.add(tmp_path, report(farm(before, 1)), "audit", 400)
    one = {**farm(before, 2), "clients": [client("pc1", DRIFT)]}
    full = store.add(tmp_path, report(one), "audit", 400)[0]["farms"][0]
    assert full["nodes"][0]["findings"][0]["since"] == farm({}, 1)["time"]
    assert since(full) == [farm({}, 2)["time"]]


def shown(folder: Path, number: int, concerns: list[str] | None = None) -> dict[str, Any]:
    now = datetime.fromisoformat(farm({}, number)["time"]).astimezone(UTC) + timedelta(hours=1)
    full, _ = fleet(folder, ABOUT, now, 2, concerns)
    assert failure(full, ["could not check"]) == (f"farm intranet: {full['farms'][0]['problem']} (see the report above)"
                                                  if full["farms"][0]["problem"] else "")  # fmt: skip
    return dict(full["farms"][0])


@pytest.mark.parametrize(
    ("users", "status"), [(DRIFT, "drift"), ({"eve": "compliant"}, "compliant"), (None, "compliant")]
)
def test_the_fleet_calls_a_farm_what_its_report_has_called_it(users: Users, status: str, tmp_path: Path) -> None:
    told = run(tmp_path, 1, {"pc1": users})
    one = shown(tmp_path, 1)
    assert (one["status"], one["clients"]) == (status, told["clients"])


def test_of_an_overdue_farm_nothing_is_known_of_its_clients_either(tmp_path: Path) -> None:
    run(tmp_path, 1, {"pc1": DRIFT})
    one = shown(tmp_path, 5)
    (found,) = one["clients"]
    assert found["problem"] == one["problem"]
    assert (found["controls"], found["held"]) == ({"ZONE-1": "could not check"}, {})
    assert {check.state for check in checks(one)} == {"could not check"}


@pytest.mark.parametrize("users", [DRIFT, ALL_WELL], ids=["drift", "as described"])
def test_clients_that_audits_leave_out_are_not_known_and_fail_no_farm(users: Users, tmp_path: Path) -> None:
    run(tmp_path, 1, {"pc1": users})
    run(tmp_path, 8, {}, concerns=REST)
    one = shown(tmp_path, 8)
    assert (one["status"], one["counts"]["could not check"]) == ("compliant", 0)
    assert one["nodes"][0]["controls"] == FINE["web1"]
    assert [client["client"] for client in one["clients"]] == ["pc1"]
    assert one["clients"][0]["controls"]["ZONE-3"] == "could not check"
    assert one["verdict"].endswith("browser_policy was not audited in time")


def test_drift_of_a_client_is_not_forgotten_by_who_leaves_clients_out_for_good(tmp_path: Path) -> None:
    first = run(tmp_path, 1, {"pc1": DRIFT, "pc2": {"ann": "compliant"}})
    run(tmp_path, 8, {}, concerns=REST)
    one = shown(tmp_path, 8, REST)
    assert [client["client"] for client in one["clients"]] == ["pc1"]
    ((finding,),) = (client["findings"] for client in one["clients"])
    assert (finding["subject"], finding["state"], finding["since"]) == ("eve", "could not check", first["time"])
    assert one["status"] == "compliant"
