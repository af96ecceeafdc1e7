"""What leaves a task is harmless to whatever shows it, has no known secret, and is still what a program expects."""

from __future__ import annotations

import json

from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.for_display import for_display
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Outcome, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.bounds import ITEMS, TEXT
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.node.secret_forms import hider

from tests.unit.emulated_node import plan

HOSTILE = "a\x9b2J\u202eb\r\nweb9 ok"
SHOWN = "a<U+009B>2J<U+202E>b<U+000D><U+000A>web9 ok"
CANARY = "C4n4ry-hunter2"


def drift(subject: str = "x", found: object = None) -> Finding:
    return Finding("ACL-4", subject, State.DRIFT, found, found, ("key",), Remedy.FIX, f"because of {found}")


def result(*findings: Finding) -> dict[str, object]:
    reading = Reading(plan(), findings)
    return for_display(results.from_outcomes([Outcome(reading, reading, findings, findings)]), hider([CANARY]))


def test_a_node_s_text_is_shown_in_every_part_of_a_result() -> None:
    text = json.dumps(result(drift(HOSTILE, [HOSTILE])), ensure_ascii=False)
    assert "\x9b" not in text
    assert "\u202e" not in text
    assert text.count(SHOWN) >= 8


def test_a_diff_has_a_line_for_each_setting_and_no_line_of_a_node() -> None:
    shown = result(drift(HOSTILE, "one"), drift("y", HOSTILE))
    assert shown["diff"] == dict.fromkeys(("before", "after"), f"ACL-4 {SHOWN}: one\nACL-4 y: {SHOWN}\n")


def test_a_secret_that_a_node_repeats_is_in_no_part_of_a_result() -> None:
    text = json.dumps(result(drift(f"a file of {CANARY}", [CANARY, {CANARY: CANARY}])))
    assert "C4n4ry" not in text
    assert "a file of ********" in text
    assert "C4n4ry" not in str(
        for_display({"failed": True, "msg": f"no logon with {CANARY}", CANARY: 1}, hider([CANARY]))["msg"]
    )


def test_a_password_that_is_one_of_our_words_leaves_a_result_that_programs_can_read() -> None:
    shown = for_display(results.from_findings([drift("x", "drift")]), hider(["drift", "ACL-4", "subject", "fix"]))
    assert shown["counts"] == {"ACL-4": {"drift": 1}}
    (finding,) = shown["findings"]
    assert (finding["control"], finding["state"], finding["remedy"]) == ("ACL-4", "drift", "fix")
    assert finding["found"] == "********"


def test_long_texts_and_lists_are_cut_and_their_number_is_told() -> None:
    shown = for_display(results.from_findings([drift("s" * 5000, ["x"] * 2000)]), str)["findings"][0]
    assert shown["subject"] == "s" * TEXT + "... (3000 more characters)"
    assert shown["found"][ITEMS:] == ["... (1500 more)"]


def test_a_secret_at_the_end_of_what_is_shown_is_taken_out_as_a_whole() -> None:
    text = "s" * (TEXT - 6) + CANARY
    assert "C4n4" not in json.dumps(result(drift(text, [text])))


def test_findings_beyond_the_bound_are_counted_and_not_listed() -> None:
    findings = [drift(f"file {number}") for number in range(ITEMS + 7)]
    shown = results.from_findings([*findings, Finding("ACL-4", "y", State.UNKNOWN, reason="z")])
    assert shown["counts"] == {"ACL-4": {"drift": ITEMS + 7, "could not check": 1}}
    assert len(shown["findings"]) == ITEMS + 2
    last = shown["findings"][-1]
    assert (last["subject"], last["state"], last["reason"]) == (
        f"everything after the first {ITEMS}",
        "drift",
        f"7 more; only the first {ITEMS} are listed",
    )


def test_a_long_message_is_cut() -> None:
    assert len(str(for_display({"msg": "m" * 10**6}, str)["msg"])) < 9000
