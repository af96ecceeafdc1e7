"""What a fix of a client says: what was changed, what is left and why, and how to take it back."""

from __future__ import annotations

from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.client_fix_text import fixed, undone

ZONE = {"control": "ZONE-1", "subject": "zone of intranet for jo"}
LEFT = {
    **ZONE,
    "subject": "zone of portal for jo",
    "state": "drift",
    "remedy": "hand off",
    "reason": "a policy decides",
}


def result(**given: Any) -> dict[str, Any]:
    return {"changes": [], "findings": [], "conflicts": [], "run": "run-1", **given}


def told(text: str) -> str:
    return " ".join(text.split())


def test_what_was_changed_and_what_is_left() -> None:
    other = {**LEFT, "control": "ZONE-3"}
    text = told(fixed("pc1", result(changes=[ZONE], findings=[LEFT, other]), ["ZONE-1"], check=False))
    assert "client pc1: changed ZONE-1 zone of intranet for jo" in text
    assert "client pc1: not changed: ZONE-1 zone of portal for jo: a policy decides" in text
    assert "playbooks/rollback_clients.yml --limit pc1 -e kerberos_undoes=run-1" in text
    assert "ZONE-3" not in text


def test_check_mode_says_what_would_be_changed() -> None:
    found = {**LEFT, "subject": ZONE["subject"], "remedy": "fix"}
    text = told(fixed("pc1", result(changes=[ZONE], findings=[found]), ["ZONE-1"], check=True))
    assert text == "client pc1: would change ZONE-1 zone of intranet for jo"


def test_a_run_that_changes_nothing_says_so() -> None:
    assert told(fixed("pc1", result(), ["ZONE-1", "ZONE-2"], check=False)).endswith("ZONE-1, ZONE-2 is to be changed")
    assert told(undone("pc1", result(), check=False)) == "client pc1: nothing is left to restore"


def test_a_rollback_says_what_it_leaves() -> None:
    text = told(undone("pc1", result(changes=[ZONE], conflicts=["x: not changed"]), check=False))
    assert text == "client pc1: restored zone of intranet for jo client pc1: not restored: x: not changed"
    assert "would restore" in undone("pc1", result(changes=[ZONE]), check=True)
