"""What a proof takes for worse, and when a node may be started."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.proof import Proof
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.server import NO_SITE

SERVES = {"asked": True, "problem": "", "serves": True, "serves_not": ""}
REMEDIES = {"fix", "report", "follows", "hand off", "on request"}


def found(control: str, subject: str, state: str, remedy: str = "report", **more: Any) -> dict[str, Any]:
    fields = {"found": "Stopped", "wanted": "Started", "reason": "a reason", **more}
    return {"control": control, "subject": subject, "state": state, "remedy": remedy, **fields}


def audit(*findings: dict[str, Any], held: dict[str, list[str]] | None = None) -> dict[str, Any]:
    held = {"POOL-4": ["pool Intranet"], "ACL-1": ["C:\\intranet"]} if held is None else held
    counts: dict[str, dict[str, int]] = {control: {"compliant": len(subjects)} for control, subjects in held.items()}
    for finding in findings:
        states = counts.setdefault(finding["control"], {})
        states[finding["state"]] = states.get(finding["state"], 0) + 1
    return {"findings": list(findings), "counts": counts, "held": held}


DRIFT = found("POOL-4", "pool Intranet", "drift")
LEFT = {"ACL-1": ["C:\\intranet"]}
DRAINED = found("NLB-1", "state in cluster intranet", "drift", "fix")
UNKNOWN = found("ACL-2", "C:\\intranet", "could not check")
EVERYTHING = found("ACL-2", "everything", "could not check")


def unproved(before: Any, after: Any, state: Any = SERVES, changes: Any = (), **more: Any) -> list[str]:
    return Proof(before, after, [{"changed": True, "changes": list(changes)}], state, **more).unproved()


def test_a_node_that_is_as_before_and_serves_is_proved() -> None:
    assert unproved(audit(), audit()) == []
    assert unproved(audit(DRIFT, UNKNOWN, held=LEFT), audit(DRIFT, UNKNOWN, held=LEFT)) == []
    assert unproved(audit(DRIFT, held=LEFT), audit()) == []
    assert unproved(audit(), audit(DRAINED)) == [], "by this run"


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (audit(), audit(DRIFT, held=LEFT), "POOL-4 pool Intranet: found Stopped, expected Started; before the"),
        (audit(UNKNOWN), audit({**UNKNOWN, "state": "drift"}), "expected Started; before the change: could not check"),
        (audit(EVERYTHING), audit({**UNKNOWN, "state": "drift"}), "before the change: could not check"),
        (audit(), audit(UNKNOWN), "ACL-2 C:\\intranet: could not check: a reason; before the change: no drift"),
        (audit(UNKNOWN), audit(EVERYTHING), "ACL-2 everything: could not check: a reason; before the change: no drift"),
        (audit({**UNKNOWN, "state": "drift"}), audit(UNKNOWN), "before the change: drift"),
        (audit(found("POOL-4", "everything", "could not check")), audit(UNKNOWN), "ACL-2 C:\\intranet: could not"),
        (audit(), audit(held=LEFT), "POOL-4: not checked any more"),
        (
            audit(held={"POOL-4": ["pool Intranet", "site Intranet"]}),
            audit(held={"POOL-4": ["site Intranet"]}),
            "POOL-4 pool Intranet: held before the change, and is not found any more",
        ),
        (audit(), {"failed": True, "msg": "no answer"}, "the node could not be audited after the change: no answer"),
        ({"failed": True}, audit(), "do not have what holds"),
        (audit(DRAINED), audit(DRAINED, found("NLB-1", "host", "drift")), "NLB-1 host: found Stopped"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_worse_is_named(before: dict[str, Any], after: dict[str, Any], why: str) -> None:
    (sentence,) = unproved(before, after)
    assert why in sentence


def test_what_could_not_be_checked_of_everything_before_excuses_every_subject() -> None:
    assert unproved(audit(EVERYTHING), audit(UNKNOWN)) == []


def test_what_was_touched_must_hold() -> None:
    change = {"control": "POOL-4", "subject": "pool Intranet", "before": "Stopped", "after": "Started"}
    (sentence,) = unproved(audit(DRIFT, held=LEFT), audit(DRIFT, held=LEFT), changes=[change])
    assert sentence.endswith("this run has changed it")


def test_the_rights_of_a_former_identity_are_not_found_any_more() -> None:
    change = {"control": "POOL-1", "subject": "pool Intranet", "before": "EXAMPLE\\old", "after": "EXAMPLE\\svc"}
    before, after = (audit(held={"ACL-1": [f"identity EXAMPLE\\{name}"]}) for name in ("old", "svc"))
    assert unproved(before, after, changes=[change]) == []
    assert unproved(before, after) == ["ACL-1 identity EXAMPLE\\old: held before the change, and is not found any more"]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ({**SERVES, "serves": False, "serves_not": "site A is Stopped"}, "does not serve: site A is Stopped"),
        ({**SERVES, "serves": None, "serves_not": "the state of WAS is not known"}, "the state of WAS is not known"),
        ({**SERVES, "asked": False, "problem": "no answer"}, "whether the node serves is not known: no answer"),
        ({"failed": True, "msg": "Timed out"}, "whether the node serves is not known: Timed out"),
        ({}, "whether the node serves is not known: it was not asked"),
    ],
)  # fmt: skip
def test_a_node_that_is_not_known_to_serve_is_not_proved(state: dict[str, Any], why: str) -> None:
    (sentence,) = unproved(audit(), audit(), state)
    assert sentence.endswith(why)


def test_without_a_state_the_audit_says_whether_the_node_serves() -> None:
    assert unproved(audit(), {**audit(), "serves": True, "serves_not": ""}, None) == []
    down = {**audit(), "serves": False, "serves_not": "site A is Stopped"}
    assert unproved(audit(), down, None) == ["the node does not serve: site A is Stopped"]
    unread = {**audit(), "serves": None, "serves_not": "its site was not read"}
    assert unproved(audit(), unread, None) == ["whether the node serves is not known: its site was not read"]
    assert unproved(audit(), {**unread, "serves_not": NO_SITE}, None) == []


def test_without_a_site_nothing_is_known_of_any_node() -> None:
    assert unproved(audit(), audit(), {**SERVES, "serves": None, "serves_not": NO_SITE}) == []


def test_a_rollback_brings_drift_back() -> None:
    assert unproved(audit(), audit(DRIFT, held=LEFT), drift=False) == []
    assert len(unproved(audit(), audit(UNKNOWN), drift=False)) == 1


@pytest.mark.parametrize("remedy", sorted(REMEDIES))
def test_a_node_that_an_earlier_run_left_drained_has_nothing_left_that_a_fix_would_change(remedy: str) -> None:
    left = {**DRIFT, "remedy": remedy}
    sentences = unproved(audit(DRAINED, left, held=LEFT), audit(DRAINED, left, held=LEFT))
    assert bool(sentences) is (remedy in ("fix", "follows"))


def starts(before: Any, after: Any, *done: dict[str, Any], failure: str | None = None) -> bool:
    return Proof(before, after, done, SERVES, failure=failure).starts()


def test_a_node_that_a_run_has_drained_is_started_where_it_is_proved() -> None:
    changed = {"changed": True, "changes": []}
    assert starts(audit(), audit(DRAINED), changed)
    assert starts(audit(DRAINED), audit(DRAINED))
    assert not starts(audit(), audit(), changed), "it is not drained"
    assert not starts(audit(), audit(DRAINED, UNKNOWN), changed)


def test_after_a_failure_it_is_started_only_where_nothing_was_changed() -> None:
    failed = {"failed": True, "changed": False}
    assert starts(audit(), audit(DRAINED), {**failed, "written": False}, {"skipped": True}, failure="x")
    assert not starts(audit(), audit(DRAINED), failed, failure="x"), "it may have written"
    assert not starts(audit(), audit(DRAINED), {**failed, "written": True}, failure="x")
    assert not starts(audit(), audit(DRAINED), {"changed": True}, {**failed, "written": False}, failure="x")
    assert not starts(audit(DRAINED), audit(DRAINED), failure="x"), "the earlier run may have changed something"
