"""A table for the ticket that asked for the change."""

from datetime import UTC, datetime

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import FIX, AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.change_record import HEAD, Occasion, record
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing

RUN, EARLIER = "20260131T080000Z-000001", "20260130T080000Z-000001"
CHANGE = {"control": "ACL-2", "subject": "a|b", "before": "nothing", "after": "read\nmore", "irreversible": ""}
TIME = "2026-01-31T08:00:00+00:00"
UNDO = f"Undo: `ansible-playbook playbooks/rollback.yml -e kerberos_undoes={RUN}`"


def recorded(fixed, audits=None):
    about = AboutRun(RUN, FIX, "0.1.0")
    now = datetime(2026, 1, 31, 8, 2, 5, tzinfo=UTC)
    return record(fixed, Occasion(about, ["intranet"], "jo on control1", now, audits or {}))


def rows(text):
    return [line for line in text.splitlines() if line.startswith("| 20")]


def test_a_change_is_a_row_with_its_time_and_node_and_whether_it_can_be_rolled_back():
    changes = {"site_acl": [CHANGE, {**CHANGE, "irreversible": "a recycle"}]}
    text = recorded({"web1": Fixing(changes, run=RUN, time=TIME)})
    assert text.splitlines() == [
        f"# Changes of run {RUN}",
        "",
        "- farm: intranet",
        "- nodes: web1",
        "- run by: jo on control1",
        "- started: 2026-01-31 08:00:00 UTC, 125 seconds",
        "- nlb.kerberos 0.1.0",
        "",
        HEAD,
        "|---|---|---|---|---|---|---|---|",
        f"| {TIME} | web1 | ACL-2 | a\\|b | nothing | read<U+000A>more | yes | yes |".replace("<", "&lt;"),
        f"| {TIME} | web1 | ACL-2 | a\\|b | nothing | read<U+000A>more | yes | a recycle |".replace("<", "&lt;"),
        "",
        UNDO,
    ]


def test_the_undo_of_a_resumed_fix_names_the_run_that_it_has_continued():
    text = recorded({"web1": Fixing({"site_acl": [CHANGE]}, run=RUN, continues=[EARLIER])})
    assert f"kerberos_undoes={RUN},{EARLIER}`" in text


def test_a_node_where_the_run_stopped_is_named():
    text = recorded({"web1": Fixing(failure="no such pool\n# forged <b>")})
    assert "web1 could not be fixed: no such pool&lt;U+000A># forged &lt;b>" in text
    assert "Nothing was changed." in text
    assert "Undo" not in text


@pytest.mark.parametrize(
    ("audit", "written"),
    [
        (None, "not known: the task failed, and the node was not audited after it"),
        ({"findings": []}, "the task failed; the audit after it shows no drift of it"),
        (
            {"findings": [{"control": "ACL-2", "subject": "a|b", "found": "nothing"}]},
            "the task failed; the audit after it shows nothing",
        ),
        (
            {"findings": [{"control": "ACL-2", "subject": "a|b", "found": None, "reason": "no such folder"}]},
            "not known: the task failed, and the audit after it could not check it (no such folder)",
        ),
    ],
    ids=["not audited", "as wanted", "as before", "not known"],
)
def test_what_a_failed_task_may_have_written_is_a_row_with_what_the_audit_after_it_shows(audit, written):
    text = recorded({"web1": Fixing(failure="it broke", run=RUN, time=TIME, intended=[CHANGE])}, {"web1": audit})
    (row,) = rows(text)
    assert row.split(" | ")[6] == written
    assert "Nothing was changed" not in text
    assert UNDO in text


def test_a_rollback_has_rows_and_no_undo():
    text = recorded({"web1": Fixing(run=RUN, time=TIME, undone=[CHANGE], undoes=[EARLIER]), "web2": Fixing()})
    assert len(rows(text)) == 1
    assert f"- rolls back: {EARLIER}" in text
    assert "Undo" not in text


def test_check_mode_and_a_healthy_farm_have_changed_nothing():
    text = recorded({"web1": Fixing({"x": [CHANGE]}, check=True), "web2": Fixing()})
    assert "Nothing was changed." in text
    assert "Undo" not in text
