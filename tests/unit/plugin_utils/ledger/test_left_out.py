"""What a run has left out does not make a farm better than what is known of it, and not overdue for ever."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.fleet import failure, fleet
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import FLEET, AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import plain
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text

from tests.unit.plugin_utils.ledger.farms import Answers, farm, report

ABOUT = AboutRun("20260301T000000Z-000000", FLEET, "0.1.0")
FINE: Answers = {"web1": {"DNS-1": "compliant", "ACL-1": "compliant"}, "web2": {"DNS-1": "compliant"}}
DRIFT: Answers = {**FINE, "web1": {"DNS-1": "compliant", "ACL-1": "drift"}}
ONLY_DNS: Answers = {"web1": {"DNS-1": "compliant"}, "web2": {"DNS-1": "compliant"}}
REST = [name for name in NAMES if name != "site_acl"]


def add(folder: Path, number: int, answers: Answers, concerns: Sequence[str] = NAMES, **changed: Any) -> dict[str, Any]:
    one = {**farm(answers, number), "concerns": list(concerns), **changed}
    return dict(store.add(folder, report(one), "audit", 400)[0]["farms"][0])


def limited(folder: Path, number: int, answers: Answers) -> None:
    """A run on web1 alone."""
    one = farm({**answers, "web2": {}}, number)
    one["nodes"][1] |= {"in_run": False, "controls": {}, "findings": []}
    store.add(folder, report(one), "audit", 400)


def at(number: int, hours: int = 1) -> datetime:
    return datetime.fromisoformat(farm({}, number)["time"]).astimezone(UTC) + timedelta(hours=hours)


def shown(folder: Path, now: datetime, concerns: Sequence[str] | None = None) -> dict[str, Any]:
    full, _ = fleet(folder, ABOUT, now, 2, concerns)
    assert "farm intranet" in failure(full, ["could not check", "drift"]) or full["status"] == "compliant"
    assert full["farms"][0]["name"] in plain(text(full, {}))
    return dict(full["farms"][0])


@pytest.mark.parametrize("answers", [FINE, DRIFT], ids=["as described", "drift"])
def test_for_some_days_the_last_report_of_all_concerns_counts(answers: Answers, tmp_path: Path) -> None:
    add(tmp_path, 1, answers)
    add(tmp_path, 2, ONLY_DNS, REST)
    one = shown(tmp_path, at(2))
    assert one["run"] == farm(answers, 1)["run"]
    assert one["status"] == ("drift" if answers is DRIFT else "compliant")


def test_what_only_clients_are_asked_for_is_no_row_of_a_node(tmp_path: Path) -> None:
    add(tmp_path, 1, FINE)
    add(tmp_path, 4, FINE, [name for name in NAMES if name not in ("browser_policy", "evidence")])
    one = shown(tmp_path, at(4))
    unknown = [f["control"] for node in one["nodes"] for f in node["findings"] if f["state"] == "could not check"]
    assert sorted(unknown) == ["EVENT-1", "EVENT-1", "LOG-1", "LOG-1"]
    assert "browser_policy was not audited in time" in one["verdict"]


@pytest.mark.parametrize("answers", [FINE, DRIFT], ids=["as described", "drift"])
def test_then_only_the_concern_that_is_left_out_could_not_be_checked(answers: Answers, tmp_path: Path) -> None:
    add(tmp_path, 1, answers)
    for number in range(2, 9):
        add(tmp_path, number, ONLY_DNS, REST)
    one = shown(tmp_path, at(8))
    assert (one["run"], one["status"], one["problem"]) == (farm({}, 8)["run"], "could not check", None)
    for node in one["nodes"]:
        assert node["controls"]["DNS-1"] == "compliant"
        assert node["controls"]["ACL-1"] == "could not check"
    (reason,) = {finding["reason"] for node in one["nodes"] for finding in node["findings"]}
    assert reason.startswith("site_acl was last audited on 2026-01-02 02:00 UTC, which is more than 2 days ago")
    assert "kerberos_concerns" in reason
    assert one["counts"]["could not check"] == sum(
        state == "could not check" for node in one["nodes"] for state in node["controls"].values()
    )
    assert "site_acl" in one["verdict"]


def test_who_says_that_it_is_left_out_for_good_is_told_that_it_was_not_looked_at(tmp_path: Path) -> None:
    add(tmp_path, 1, FINE)
    add(tmp_path, 8, ONLY_DNS, REST)
    one = shown(tmp_path, at(8), REST)
    assert one["status"] == "compliant"
    assert one["verdict"].endswith("site_acl was not looked at")


def test_drift_that_was_left_open_is_not_forgotten_by_who_says_that(tmp_path: Path) -> None:
    first = add(tmp_path, 1, DRIFT)
    add(tmp_path, 8, ONLY_DNS, REST)
    one = shown(tmp_path, at(8), REST)
    assert one["status"] == "could not check"
    (finding,) = one["nodes"][0]["findings"]
    assert (finding["control"], finding["subject"], finding["state"]) == ("ACL-1", "s", "could not check")
    assert finding["since"] == first["time"]
    assert "it was drift when site_acl was last audited" in finding["reason"]
    add(tmp_path, 9, FINE)
    add(tmp_path, 16, ONLY_DNS, REST)
    assert shown(tmp_path, at(16), REST)["status"] == "compliant"


WITHOUT_SPN = [name for name in NAMES if name != "spn"]


@pytest.mark.parametrize("state", ["compliant", "drift"])
def test_a_concern_of_the_whole_farm_that_is_left_out_could_not_be_checked(state: str, tmp_path: Path) -> None:
    add(tmp_path, 1, {**FINE, "": {"SPN-1": state, "HOST-2": "compliant"}})
    add(tmp_path, 8, {**FINE, "": {"HOST-2": "compliant"}}, WITHOUT_SPN)
    one = shown(tmp_path, at(8))
    assert one["status"] == "could not check"
    unknown = dict.fromkeys(("SPN-1", "SPN-2", "SPN-3", "SPN-4"), "could not check")
    assert one["controls"] == {"HOST-2": "compliant", **unknown}
    assert one["findings"][0]["reason"].startswith("spn was last audited on 2026-01-02 02:00 UTC")
    assert [node["controls"] for node in one["nodes"]] == list(FINE.values())


def test_drift_of_the_whole_farm_is_not_forgotten_by_who_leaves_it_out_for_good(tmp_path: Path) -> None:
    add(tmp_path, 1, {**FINE, "": {"SPN-1": "drift"}})
    add(tmp_path, 8, FINE, WITHOUT_SPN)
    one = shown(tmp_path, at(8), WITHOUT_SPN)
    (finding,) = one["findings"]
    assert (finding["control"], finding["state"], one["status"]) == ("SPN-1", "could not check", "could not check")
    assert "it was drift when spn was last audited" in finding["reason"]


def test_of_a_control_that_two_concerns_have_only_the_part_of_the_one_left_out_is_not_known(tmp_path: Path) -> None:
    """POOL-2: account_state has what the directory says of it, app_pool what each node says."""
    rest = [name for name in NAMES if name not in ("account_state", "machine_account")]
    fine = {"web1": {"POOL-2": "compliant"}, "web2": {"POOL-2": "compliant"}}
    add(tmp_path, 1, {**fine, "": {"POOL-2": "compliant"}})
    add(tmp_path, 8, fine, rest)
    one = shown(tmp_path, at(8))
    assert one["controls"] == {"HOST-3": "could not check", "POOL-2": "could not check"}
    for node in one["nodes"]:
        assert node["controls"] == {"HOST-3": "could not check", "POOL-2": "compliant"}
    assert one["verdict"].count("machine_account was not audited in time") == 1


def test_a_farm_that_is_not_audited_at_all_is_overdue_as_a_whole(tmp_path: Path) -> None:
    add(tmp_path, 1, FINE)
    add(tmp_path, 2, ONLY_DNS, REST)
    one = shown(tmp_path, at(8), REST)
    assert one["problem"].startswith("not audited since 2026-01-03 02:00 UTC")


def test_the_next_audit_of_all_concerns_ends_it(tmp_path: Path) -> None:
    add(tmp_path, 1, DRIFT)
    add(tmp_path, 8, ONLY_DNS, REST)
    add(tmp_path, 9, FINE)
    one = shown(tmp_path, at(9))
    assert (one["status"], one["run"]) == ("compliant", farm({}, 9)["run"])


@pytest.mark.parametrize("failed", ["not fixed", "drift"])
def test_a_run_with_limit_that_ended_well_does_not_end_the_failure_of_all_nodes(failed: str, tmp_path: Path) -> None:
    add(tmp_path, 1, FINE, status=failed, verdict="what was found")
    limited(tmp_path, 2, FINE)
    one = shown(tmp_path, at(2))
    assert (one["status"], one["run"]) == (failed, farm({}, 1)["run"])
    assert one["verdict"] == (
        f"what was found; the later run {farm({}, 2)['run']} of {farm({}, 2)['time']} ended with: compliant, and has "
        "not asked everything; audit all nodes"
    )
    add(tmp_path, 3, FINE)
    assert shown(tmp_path, at(3))["status"] == "compliant"


def test_a_wrong_description_stays_until_all_nodes_are_audited(tmp_path: Path) -> None:
    add(tmp_path, 1, {"web1": None, "web2": None}, problem="no such field", status="could not check")
    limited(tmp_path, 2, FINE)
    one = shown(tmp_path, at(2))
    assert (one["status"], one["problem"]) == ("could not check", "no such field")
    assert "audit all nodes" in one["verdict"]


def test_a_run_with_limit_that_ended_well_after_one_that_did_not(tmp_path: Path) -> None:
    add(tmp_path, 1, FINE)
    limited(tmp_path, 2, DRIFT)
    limited(tmp_path, 3, FINE)
    one = shown(tmp_path, at(3, 0))
    assert one["status"] == "drift"
    assert farm({}, 2)["run"] in one["verdict"]
    assert farm({}, 3)["run"] in one["verdict"]
