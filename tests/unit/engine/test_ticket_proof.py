"""Whether a node that was fixed accepts tickets as it did before, or as it must since its key was changed."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.ticket_proof import unproved

NAME, NODE = "intranet.example.com", "web1"
KEY_CHANGED = [{"changes": [{"control": "AUTH-3"}]}]
OTHER_CHANGED = [{"changes": [{"control": "ACL-1"}]}, {"changed": False}]


def result(state: str = "", subject: str = f"HTTP/{NAME} on {NODE}", accepted: bool = False) -> dict[str, Any]:
    findings = [{"control": "LIVE-1", "subject": subject, "state": state, "reason": "why"}] if state else []
    return {
        "findings": findings,
        "path": {"tickets": [{"name": NAME, "node": NODE, "address": "a"}] if accepted else []},
    }


def test_where_no_ticket_was_shown_nothing_is_proved_by_one() -> None:
    assert unproved(NODE, result(accepted=True), None, KEY_CHANGED, {"AUTH-3"}) == []
    assert unproved(NODE, result(accepted=True), {"skipped": True}, KEY_CHANGED, {"AUTH-3"}) == []


@pytest.mark.parametrize("before", [None, result("drift"), result(accepted=True)])
def test_an_accepted_ticket_is_the_proof(before: dict[str, Any] | None) -> None:
    assert unproved(NODE, before, result(accepted=True), KEY_CHANGED, {"AUTH-3"}) == []


@pytest.mark.parametrize(
    ("before", "after", "done", "said"),
    [
        (result("drift"), result("drift"), KEY_CHANGED, True),
        (None, result("drift"), KEY_CHANGED, True),
        (result("drift"), result("drift"), OTHER_CHANGED, False),
        (result(accepted=True), result("drift"), OTHER_CHANGED, True),
        (result(accepted=True), result("could not check"), OTHER_CHANGED, True),
        (result(accepted=True), result("could not check", "everything"), OTHER_CHANGED, True),
        (None, result("could not check"), KEY_CHANGED, False),
        (result(accepted=True), result("drift", f"HTTP/{NAME}"), OTHER_CHANGED, True),
        (result(accepted=True), result("drift", "HTTP/other on web1"), OTHER_CHANGED, False),
        (result(accepted=True), result("drift", f"HTTP/{NAME} by dc2"), KEY_CHANGED, False),
    ],
)
def test_what_is_refused(
    before: dict[str, Any] | None, after: dict[str, Any], done: list[dict[str, Any]], said: bool
) -> None:
    found = unproved(NODE, before, after, done, {"AUTH-3"})
    assert found == ([f"LIVE-1 {after['findings'][0]['subject']}: why"] if said else [])


def test_a_task_that_has_failed_is_no_proof() -> None:
    assert unproved(NODE, result(accepted=True), {"failed": True, "msg": "late"}, OTHER_CHANGED, {"AUTH-3"}) == [
        "whether the node accepts tickets as before is not known: late"
    ]
    assert unproved(NODE, None, {"failed": True, "msg": "late"}, OTHER_CHANGED, {"AUTH-3"}) == []
