"""The runs of a farm as text, and what a rollback says before it does anything."""

import json
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import runs
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.choice import choose
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import Change
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import journals, rollback_text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.history_text import history
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.rollback_text import NodePlan, order, plan

from tests.unit.engine.journal.test_runs import A, B, C, change, done

RESTORED = {"control": "DNS-3", "subject": "dynamic update", "before": 0, "after": 1}
NODES = {
    "web1": runs.of_node([change(A, who="jo on control1"), done(A), change(B), change(C, undoes=A), done(C, undoes=A)]),
    "web2": runs.of_node([change(A), done(A), change(C, undoes=A), done(C, undoes=A)]),
}


def test_every_run_with_its_state_the_newest_first():
    assert history("intranet", NODES, ["web1: x.json is no valid entry"], 20).splitlines() == [
        "",
        "Farm intranet: 3 runs have changed it, newest first",
        "",
        f"{C}, rollback of {A}",
        "  2026-01-03 08:00 UTC; on web1, web2",
        "  done",
        "    DNS-3 dynamic update: 1 -> 0 (web1, web2)",
        "",
        B,
        "  2026-01-02 08:00 UTC; on web1",
        "  interrupted on web1",
        "    DNS-3 dynamic update: 1 -> 0 (web1)",
        "",
        A,
        "  2026-01-01 08:00 UTC, by jo on control1; on web1, web2",
        f"  rolled back by {C}",
        "    DNS-3 dynamic update: 1 -> 0 (web1, web2)",
        "",
        "  web1: x.json is no valid entry",
    ]


def test_it_is_bounded_and_fits_a_terminal():
    many = tuple(Change("ACL-2", f"\x1b[2J{'ä' * 200} {n}", (str(n),), "x" * 500, None) for n in range(50))
    entries = [change(f"20260101T0800{n:02}Z-a") for n in range(30)]
    text = history("intranet", {"web1": runs.of_node([*entries, change(B, who="\n# jo")])}, [], 5)
    assert "26 older runs are not shown; set kerberos_history_limit to see them." in text
    wide = runs.of_node([entries[0]])[0]
    text += history("intranet", {"web1": [runs.NodeRun(**{**vars(wide), "changes": many})]}, [], 5)
    assert "and 40 more settings" in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("nodes", [{"web1": []}, {"web1": None}])
def test_a_farm_without_runs(nodes):
    assert history("intranet", nodes, [], 20) == "\nFarm intranet: no run has changed it\n"


def test_journals_are_read_from_what_the_tasks_have_registered():
    known = [asdict(run) for run in NODES["web1"]]
    variables = {
        "web1": {"kerberos_journal": {"known": json.loads(json.dumps(known)), "unreadable": ["x.json is cut off"]}},
        "web2": {"kerberos_journal": {"failed": True}, "kerberos_marker": {"drained_by": A}},
        "web3": {"kerberos_marker": {"drained_by": None}},
    }
    assert journals.known_runs(variables) == {"web1": NODES["web1"], "web2": None, "web3": None}
    assert journals.unreadable(variables) == ["web1: x.json is cut off"]
    assert journals.markers(variables) == {"web2": A}


def test_a_rollback_says_which_runs_it_rolls_back():
    choice = choose([], NODES, [], datetime(2026, 1, 10, tzinfo=UTC))
    assert rollback_text.chosen(choice, NODES, []).splitlines() == [
        "",
        f"Rolling back run {B} of 2026-01-02 08:00 UTC; on web1",
    ]


PLANS = {
    "web1": NodePlan({"changes": [RESTORED], "conflicts": ["DNS-1 x: not changed"]}, [A], drained=True),
    "web2": NodePlan({}, [], drained=False),
    "web3": NodePlan(None, [], drained=False),
    "web4": NodePlan({"changes": [], "conflicts": []}, [A], drained=False),
    "web5": NodePlan({"failed": True, "msg": "it broke"}, [A], drained=False),
}


def test_a_rollback_says_what_it_does_to_each_node():
    assert plan(PLANS).splitlines() == [
        "",
        "web1:",
        "  DNS-3 dynamic update: 0 -> 1",
        "  DNS-1 x: not changed",
        "  was left drained; it is started again when it is proved",
        "web2: nothing to roll back",
        "web3: nothing is rolled back: its journal could not be read",
        "web4:",
        "  no setting has the value that was to be set, so nothing is changed",
        "web5: nothing is rolled back: it broke",
    ]


def test_drained_nodes_come_first_and_the_others_in_reverse():
    plans = {name: NodePlan({}, [A], drained=False) for name in ("web1", "web2", "web3")}
    assert order(plans, ["web2"]) == ["web2", "web3", "web1"]
    assert order(PLANS, []) == ["web4", "web1"]
