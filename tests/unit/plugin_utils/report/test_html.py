"""The page has every part and every finding, loads nothing, and makes no element of a node's text."""

from __future__ import annotations

import base64
import copy
import hashlib
import re
import time
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.trend import Run
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import NOT_FIXED, NOTHING_CHECKED, checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.html import html
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.farms import RUNS, diagram
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.findings import findings
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.overview import VERDICTS, overview
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.unknown import (
    AGAIN,
    DESCRIPTION,
    OUTCOME,
    unknown,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.waivers import NOTHING, waivers
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.words import CELLS, CLASSES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status

from tests.reports.sample_report import every_state, histories
from tests.reports.synthetic import synthetic

PARTS = ["unknown", "farms", "findings", "nodes", "waivers", "history", "controls", "proof"]


def page_of(report: Mapping[str, Any], kept: Mapping[str, Any] | None = None) -> str:
    return html(report, histories() if kept is None else kept)[""]


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(every_state())


def text_of(page: str) -> str:
    """What a reader sees, in one line."""
    body = page[page.index("<body>") : page.index("<script>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


def test_the_parts_stand_in_their_order(page: str) -> None:
    assert re.findall(r'<h2 id="([a-z]+)"', page) == ["verdict", "numbers", *PARTS]


def test_only_its_own_style_and_script_are_carried_out(page: str) -> None:
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    digests = {}
    for tag in ("style", "script"):
        [own] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digests[tag] = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
    assert unescape(policy) == (
        f"default-src 'none'; style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_loaded_and_no_element_has_a_style_or_a_handler(page: str) -> None:
    tags = re.findall(r"<[a-z][^>]*>", page)
    assert [tag for tag in tags if re.search(r"\s(?:src|style|on[a-z]+|action)=", tag)] == []
    assert {link[:1] for link in re.findall(r'href="([^"]*)"', page)} == {"#"}


def test_every_link_leads_to_a_place_of_the_page(page: str) -> None:
    identifiers = re.findall(r'\sid="([^"]*)"', page)
    assert len(identifiers) == len(set(identifiers))
    assert {link[1:] for link in re.findall(r'href="([^"]*)"', page)} <= set(identifiers)


def hostile(given: Any) -> Any:
    """The report with markup in each of its texts that a node or a person has written."""
    if isinstance(given, dict):
        kept = ("mode", "status", "state", "time", "started", "since", "until", "remedy", "step", "controls", "counts")
        return {name: value if name in kept else hostile(value) for name, value in given.items()}
    if isinstance(given, list):
        return [hostile(each) for each in given]
    return f"{given}{HOSTILE}" if isinstance(given, str) else given


HOSTILE = "\"'><img src=x onerror=alert(1)></td></script></style><!--{{ 7 * 7 }}{% raw %}\u202e\x1b[2J"


def test_no_text_becomes_an_element_or_a_template() -> None:
    report = hostile(every_state())
    for farm in report["farms"]:
        for part in (farm, *farm["nodes"]):
            for finding in part["findings"]:
                finding["control"] = finding["control"].removesuffix(HOSTILE)
    page = page_of(report)
    elements = re.findall(r"<([a-z0-9]+)", page[page.index("<body>") :])
    assert set(elements) <= set(re.findall(r"<([a-z0-9]+)", page_of(every_state())[page.index("<body>") :]))
    assert str(escape(shown(HOSTILE), quote=True)).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "{{ 7 * 7 }}" in page


def test_every_finding_is_told() -> None:
    report = every_state()
    text = text_of(page_of(report))
    for farm in report["farms"]:
        for check in checks(farm):
            for word in (check.control, check.subject, check.node):
                assert re.sub(r"\s+", " ", shown(word)) in text


def test_a_finding_is_told_once_for_its_nodes_and_the_new_ones_first() -> None:
    first = findings(every_state()["farms"])[0]
    told = [(each["control"], each["new"]) for each in first["groups"]]
    assert told[:3] == [("SPN-1", True), ("DNS-2", True), ("DNS-1", False)]
    [variant] = first["groups"][2]["variants"]
    assert (variant["where"], variant["named"]) == ("on 2 of 5 nodes", "web1, web2")
    assert (variant["found"], variant["wanted"], variant["since"], variant["days"]) == (
        *("on", "off"),
        *("2026-11-20", "8 days"),
    )
    assert "--check --diff --tags app_pool,dns_registration,site_acl" in first["command"]


def test_what_could_not_be_checked_is_told_once_for_each_reason_with_what_to_do() -> None:
    report = every_state()
    found = unknown(report["mode"], report["farms"])
    assert [(reason.checks, list(reason.where())) for reason in found[:2]] == [
        (9, ["intranet: web3"]),
        (9, ["wiki: wiki1"]),
    ]
    assert found[1].todo == DESCRIPTION
    assert len(unknown("audit", synthetic()["farms"])) <= 3


def test_a_report_without_anything_unknown_has_no_part_for_it() -> None:
    report = every_state()
    report["farms"] = [farm for farm in report["farms"] if farm["status"] in ("compliant", "drift")]
    page = page_of(report, {})
    assert 'id="unknown"' not in page
    assert "no history is kept" in page


def test_a_node_that_was_not_read_has_no_cell_that_passes(page: str) -> None:
    [row] = re.findall(r'<tr><th scope="row">web3</th>(.*?)</tr>', page)
    assert set(re.findall(r"<td[^>]*>([^<]*)</td>", row)) == {"", "could not check"}
    [row] = re.findall(r'<tr><th scope="row">web4</th>(.*?)</tr>', page)
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row) == ["not in this run"]


def test_a_node_without_controls_that_was_not_read_is_told() -> None:
    report = every_state()
    report["farms"][0]["nodes"][2].update(controls={}, findings=[])
    assert "could not check: not reachable" in text_of(page_of(report))


def test_what_was_not_asked_is_said() -> None:
    report = every_state()
    said = overview(report, {})["not_asked"]
    left = [name for name in NAMES if name not in report["concerns"]]
    assert said == [f"Concerns: {', '.join(left)}", "Not in this run, of farm intranet: web4"]


def test_it_is_not_said_that_kerberos_works(page: str) -> None:
    assert "It is not said that Kerberos works." in page
    assert "klist get HTTP/intranet.example.com on a client" in page
    assert "9f2c5f0e0c1b7c0f6d0e4a3f1f7e2b9ad07b6b1f0d7f5e1c2a3b4c5d6e7f8091" in page


def test_the_order_of_a_key_switch_is_shown_with_what_users_notice_and_which_names_stay() -> None:
    report = copy.deepcopy(every_state())
    report["farms"][0]["key_switch"] = {
        "moved": ["intranet"],
        "before": ["web2"],
        "after": ["web1"],
        "refused": {"www": "two hold it"},
        "notices": ["new tickets are refused"],
    }
    shown = text_of(page_of(report))
    assert "Order of the key switch: web2, then the names (intranet), then web1. What users notice:" in shown
    assert all(
        said in shown for said in ("new tickets are refused", "Names that stay as they are:", "www: two hold it")
    )
    assert "Which account has the names" not in text_of(page_of(every_state()))


def test_the_waivers_that_have_expired_stand_first() -> None:
    report = every_state()
    found = waivers(report["farms"], report["time"])
    assert [each["state"] for each in found] == ["expired", "ends soon", *["in force"] * 3]
    assert [each["left"] for each in found[:2]] == ["ended 28 days ago", "12 days left"]
    assert NOTHING in [each["covers"] for each in found]


def test_a_diagram_has_a_bar_for_each_of_the_last_runs_and_says_their_numbers() -> None:
    found = diagram([Run("", "audit", "drift", drift, unknown, 0, 0) for drift, unknown in ((3, 0), (0, 0), (1, 2))])
    assert found is not None
    assert found["drift"].count("M") == 2
    assert found["unknown"].count("M") == 1
    assert found["label"] == "Drift in the last runs, oldest first: 3, 0, 1 and 2 not checked"
    assert diagram([]) is None


def test_a_long_history_shows_the_last_runs_only() -> None:
    lines = [histories()["intranet"][0]] * 400
    page = page_of(every_state(), {"intranet": lines})
    assert f"the last {RUNS} of 400 runs" in page


@pytest.mark.parametrize("mode", ["check", "fix", "rollback", "fleet"])
def test_every_kind_of_run_has_a_page(mode: str) -> None:
    report = {**every_state(), "mode": mode}
    assert "could not check</h1>" in page_of(report)


def test_a_farm_of_a_fleet_that_is_overdue_is_to_be_audited_again() -> None:
    report = every_state()
    report["farms"][1]["problem"] = "not audited since 2026-11-20 02:15 UTC"
    found = unknown("fleet", report["farms"][1:2])
    assert {reason.todo for reason in found} == {AGAIN}
    assert ">ok<" not in page_of({**report, "mode": "fleet", "farms": report["farms"][1:2]})


def test_a_control_that_nobody_knows_breaks_nothing() -> None:
    report = every_state()
    report["farms"][1]["nodes"][0]["controls"]["MADE-1"] = "compliant"
    assert "MADE-1" in page_of(report)


def test_no_farm_at_all_has_a_page() -> None:
    assert VERDICTS["could not check"] in page_of({**every_state(), "farms": []}, {})


@pytest.mark.parametrize("words", [VERDICTS, CLASSES], ids=["verdicts", "classes"])
def test_every_status_has_its_words(words: Mapping[str, str]) -> None:
    assert {status.value for status in Status} <= set(words)


def test_every_state_has_a_word_and_a_class() -> None:
    states = {state.value for state in State}
    assert states == set(CELLS)
    assert states <= set(CLASSES)
    assert len(set(CELLS.values())) == len(states)


def test_a_thousand_nodes_with_a_year_of_history_keep_to_the_bytes(
    record_property: Callable[[str, object], None],
) -> None:
    report = synthetic()
    lines = histories()["intranet"] * 120
    began = time.perf_counter()
    page = page_of(report, {farm["name"]: lines for farm in report["farms"]})
    seconds = time.perf_counter() - began
    record_property("seconds", seconds)
    print(f"a page of 1,000 nodes: {seconds:.2f} s, {len(page.encode()) / 1024 / 1024:.2f} MB")
    assert len(page.encode()) <= 2.5 * 1024 * 1024


def test_a_farm_that_was_not_fixed_says_so_in_words_and_what_to_do() -> None:
    report = every_state()
    [farm] = [farm for farm in report["farms"] if farm["name"] == "reports"]
    report |= {"mode": "fix", "status": "not fixed", "farms": [farm | {"status": "not fixed"}]}
    text = text_of(page_of(report))
    assert "1 check could not be made, for 1 reason" in text
    assert f"reports: the farm as a whole 1 check the fix or the rollback {OUTCOME}" in text
    assert text.count(NOT_FIXED) == 3  # why, the farm in words, above its nodes


def test_a_node_without_controls_says_why_in_the_table_of_nodes() -> None:
    report = every_state()
    [farm] = [farm for farm in report["farms"] if farm["name"] == "reports"]
    farm["nodes"][0]["controls"] = {}
    assert f"rep1 could not check: {NOTHING_CHECKED}" in text_of(page_of({**report, "farms": [farm]}))
