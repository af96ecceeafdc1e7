"""Whether a node was left drained: from the results that the tasks of a fix have registered."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.runs import of_node
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.server import NO_SITE
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import (
    Fixing,
    fixing_of,
    fixing_of_farm,
    not_serving,
)

from tests.unit.engine.journal.test_runs import change, done

STATE = {"control": "NLB-1", "subject": "state in cluster intranet", "state": "drift", "remedy": "fix"}
CONVERGED: dict[str, Any] = {"findings": []}
OUT = {"findings": [STATE]}
UNREAD = {"findings": [{**STATE, "state": "could not check", "remedy": "report"}]}
DRAINED = {"changed": True, "drained_by": "run"}
REFUSED = {"failed": True, "written": False}
LOST = {"failed": True, "written": True}
STILL_DRAINING = {**LOST, "drained_by": "run"}
SKIPPED = {"skipped": True, "changed": False}
STARTED = {"changed": True, "drained_by": None}
ALONE = {"failed": True, "changed": True, "drained_by": None}


@pytest.mark.parametrize(
    ("before", "drained", "proof", "rejoined", "left"),
    [
        (CONVERGED, DRAINED, OUT, STARTED, False),
        (CONVERGED, DRAINED, OUT, SKIPPED, True),
        (CONVERGED, DRAINED, UNREAD, SKIPPED, True),
        (CONVERGED, DRAINED, REFUSED, None, True),
        (CONVERGED, None, CONVERGED, SKIPPED, False),
        (CONVERGED, REFUSED, CONVERGED, SKIPPED, False),
        (CONVERGED, REFUSED, REFUSED, None, False),
        (CONVERGED, STILL_DRAINING, REFUSED, None, True),
        (CONVERGED, LOST, REFUSED, None, None),
        (CONVERGED, LOST, OUT, SKIPPED, True),
        (CONVERGED, LOST, CONVERGED, SKIPPED, False),
        (CONVERGED, DRAINED, OUT, REFUSED, True),
        (CONVERGED, DRAINED, OUT, LOST, None),
        (CONVERGED, DRAINED, OUT, ALONE, False),
        (CONVERGED, {"changed": False, "drained_by": None}, CONVERGED, SKIPPED, False),
        (OUT, None, OUT, SKIPPED, True),
        (OUT, REFUSED, REFUSED, None, True),
        ({"findings": [{**STATE, "subject": "drain marker"}]}, None, CONVERGED, SKIPPED, False),
    ],
)
def test_what_is_left_drained_is_named(before: Any, drained: Any, proof: Any, rejoined: Any, left: bool | None) -> None:
    registered = {
        "kerberos_before": before,
        "kerberos_drained": drained,
        "kerberos_proof": proof,
        "kerberos_rejoined": rejoined,
    }
    fixing = fixing_of({name: result for name, result in registered.items() if result}, False, True, "run")
    assert (fixing.drained, fixing.maybe_drained) == (left is True, left is None)


def test_check_mode_drains_nothing() -> None:
    assert not fixing_of({"kerberos_drained": DRAINED}, True, True, "run").drained


RUN, EARLIER = "20260102T080000Z-b", "20260101T080000Z-a"
INTENDED = {"control": "POOL-1", "subject": "identity", "before": "a", "after": "b", "irreversible": ""}


def journal(*entries: Any) -> dict[str, Any]:
    return {"known": [asdict(known) for known in of_node(entries)]}


def fixing(**variables: Any) -> Fixing:
    return fixing_of(variables, False, True, RUN, Invocation({"args": ["nlb.kerberos.fix_kerberos"]}, Path("/")))


def test_a_resumed_fix_is_undone_with_the_runs_that_it_has_continued() -> None:
    changed = {"changed": True, "changes": [INTENDED]}
    found = fixing(
        kerberos_failure="it broke",
        app_pool_result=changed,
        kerberos_journal=journal(change("20260101T080000Z-a"), change("20260102T080000Z-b")),
    )
    assert found.whole == [RUN, EARLIER]
    assert found.commands() == [
        "resume: ansible-playbook nlb.kerberos.fix_kerberos",
        f"undo:   ansible-playbook nlb.kerberos.rollback -e kerberos_undoes={RUN},{EARLIER}",
    ]


def test_a_fix_that_has_written_nothing_has_nothing_to_undo_but_what_an_interrupted_run_has_left() -> None:
    assert fixing(kerberos_failure="it broke").commands() == ["resume: ansible-playbook nlb.kerberos.fix_kerberos"]
    left = fixing(kerberos_failure="it broke", kerberos_journal=journal(change(EARLIER)))
    assert left.commands()[1] == f"undo:   ansible-playbook nlb.kerberos.rollback -e kerberos_undoes={EARLIER}"
    finished = fixing(kerberos_failure="it broke", kerberos_journal=journal(change(EARLIER), done(EARLIER)))
    assert len(finished.commands()) == 1


def test_what_a_failed_task_may_have_written_counts_as_written() -> None:
    failed = {"failed": True, "intended": {"concern": "app_pool", "time": "now", "changes": [INTENDED]}}
    found = fixing(kerberos_failure="it broke", app_pool_result=failed)
    assert (found.intended, found.time, found.wrote) == ([INTENDED], "now", True)
    assert found.commands()[1] == f"undo:   ansible-playbook nlb.kerberos.rollback -e kerberos_undoes={RUN}"


def test_a_rollback_is_resumed_by_itself() -> None:
    found = fixing(kerberos_failure="it broke", kerberos_chosen={"runs": [RUN, EARLIER]}, kerberos_rollback={})
    assert found.commands() == [
        f"resume: ansible-playbook nlb.kerberos.rollback -e kerberos_undoes={RUN},{EARLIER}",
    ]


MOVED = {"control": "SPN-2", "subject": "HTTP/intranet", "before": "a", "after": "b", "irreversible": ""}
OF_FARM: dict[str, Any] = {
    "spn_result": {"changed": True, "changes": [MOVED], "time": "then"},
    "app_pool_result": {"changed": True, "changes": [INTENDED]},
    "kerberos_failure": "not replicated",
}


def test_what_was_done_in_the_directory_is_not_the_node_s() -> None:
    whole = fixing_of_farm({**OF_FARM, "kerberos_failed_of_farm": True}, False, RUN)
    assert (whole.all(), whole.failure, whole.time, whole.drains) == ([MOVED], "not replicated", "then", False)
    of_node = fixing(**OF_FARM, kerberos_failed_of_farm=True)
    assert (of_node.all(), of_node.failure) == ([INTENDED], None)


def test_a_node_that_has_failed_is_no_failure_of_the_directory() -> None:
    assert fixing_of_farm(OF_FARM, False, RUN).failure is None
    assert fixing(**OF_FARM).failure == "not replicated"


def test_a_rollback_of_the_directory_is_told_apart_from_that_of_its_node() -> None:
    given = {"kerberos_chosen": {"runs": [EARLIER]}, "kerberos_rollback_of_farm": {"changes": [MOVED]}}
    assert (fixing_of_farm(given, False, RUN).undone, fixing_of_farm(given, False, RUN).undoes) == ([MOVED], [EARLIER])
    assert fixing(**given).undone == ()


DOWN = {"findings": [], "serves": False, "serves_not": "pool Intranet is Stopped"}


@pytest.mark.parametrize(
    ("audit", "started", "why"),
    [
        ({"serves": True, "serves_not": ""}, True, ""),
        (DOWN, False, "does not serve: pool Intranet is Stopped"),
        ({"serves": None, "serves_not": NO_SITE}, True, ""),
        ({"serves": None, "serves_not": "the state of WAS is not known"}, False, ""),
        (
            {"serves": None, "serves_not": "the state of WAS is not known"},
            True,
            "was started, and is not known to serve: the state of WAS is not known",
        ),
        ({"unreachable": True, "msg": "no answer"}, True, "was started, and is not known to serve: no answer"),
        ({"unreachable": True, "msg": "no answer"}, False, ""),
    ],
)
def test_a_node_that_does_not_serve_at_the_end_is_named(audit: Any, started: bool, why: str) -> None:
    assert not_serving(audit, {"kerberos_rejoined": {"changed": True}} if started else {}) == why
