"""Which runs a rollback rolls back."""

from datetime import UTC, datetime

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import history, runs
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.choice import choose

from tests.unit.engine.journal.test_runs import A, B, C, D, change, done

NOW = datetime(2026, 1, 10, tzinfo=UTC)
FUTURE = "99991231T000000Z-f"


def nodes(**entries):
    return {name: None if given is None else runs.of_node(given) for name, given in entries.items()}


TWO = nodes(web1=[change(A), done(A), change(B), done(B)], web2=[change(A), done(A)], web3=[])


@pytest.mark.parametrize(
    ("given", "expected"),
    [([], [B]), (["all"], [B, A]), ([A], [A]), ([A, B], [B, A])],
    ids=["the newest", "all", "one", "several, newest first"],
)
def test_what_is_chosen(given, expected):
    choice = choose(given, TWO, [], NOW)
    assert list(choice.runs) == expected
    assert choice.said == ()
    assert list(choice.drainers) == expected


def test_a_run_is_rolled_back_when_it_is_on_every_node():
    half = {**TWO, "web1": runs.of_node([change(A), change(B), change(C, undoes=A), done(C, undoes=A)])}
    assert choose([A], half, [], NOW).runs == (A,), "web2 still has it"
    assert choose([A], half, [], NOW).drainers == (A, C), "a rollback of it that did not finish"
    whole = {**half, "web2": runs.of_node([change(A), done(C, undoes=A)])}
    again = choose([A], whole, [], NOW)
    assert (again.runs, again.said) == ((), (f"run {A} was rolled back already, by {C}",))


def test_what_was_not_rolled_back_of_it_is_said():
    known = nodes(web1=[change(A), done(C, undoes=A, left=["DNS-3 x: not changed"])])
    assert choose([A], known, [], NOW).said == (
        f"run {A} was rolled back already, by {C}, but for: DNS-3 x: not changed",
    )


@pytest.mark.parametrize("name", ["banana", "20200101T000000Z-abcdef", "../..", ""])
def test_a_run_that_no_journal_knows_is_refused_with_the_list(name):
    with pytest.raises(ValueError, match="kerberos_undoes: ") as caught:
        choose([name], TWO, [], NOW)
    assert str(caught.value) == (
        f"kerberos_undoes: found {name!r}, which is in no journal of this farm; expected all, or some of: "
        f"{B} (2026-01-02T08:00), {A} (2026-01-01T08:00). playbooks/history.yml lists every run"
    )
    with pytest.raises(ValueError, match=r"\(web4 could not be read\)"):
        choose([name], {**TWO, "web4": None}, [], NOW)


def test_a_rollback_is_not_rolled_back():
    with pytest.raises(ValueError, match=f"run {C} is itself a rollback, of {A}; to make those changes again, fix"):
        choose([C], nodes(web1=[change(A), change(C, undoes=A)]), [], NOW)


def test_a_run_that_has_only_drained_a_node():
    choice = choose([D], TWO, [D], NOW)
    assert choice.runs == ()
    assert choice.drainers == (D,)
    assert choice.said == (f"run {D} is in no journal: it has drained a node, and has changed nothing",)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (nodes(web1=[], web2=[]), "No run on this farm has changed anything."),
        (nodes(web1=[change(A), done(C, undoes=A)]), "Every run that has changed this farm is rolled back already."),
        (nodes(web1=[], web2=None), "Nothing is left to roll back on the nodes that were read."),
    ],
    ids=["nothing", "all of it", "a node that was not read"],
)
def test_nothing_to_roll_back_says_why(known, said):
    choice = choose([], known, [], NOW)
    assert (choice.runs, choice.drainers, choice.said) == ((), (), (said,))


def test_a_run_of_the_future_is_not_the_newest_and_can_be_named():
    forged = {**TWO, "web3": runs.of_node([change(FUTURE)])}
    choice = choose([], forged, [], NOW)
    assert choice.runs == (B,)
    assert choice.said == (
        f"run {FUTURE} of 9999-12-31T00:00 lies in the future, so it is not taken for the newest; to roll it back, "
        "name it in kerberos_undoes",
    )
    assert choose(["all"], forged, [], NOW).runs == (B, A)
    assert choose([FUTURE], forged, [], NOW).runs == (FUTURE,)


def test_a_resumed_run_names_what_it_has_continued():
    choice = choose([], nodes(web1=[change(A), change(B), done(B)], web2=[change(B), done(B)]), [], NOW)
    assert choice.runs == (B,)
    assert choice.said == (
        f"run {B} has continued {A}, which was interrupted and is not rolled back; to roll all of it back: "
        f"-e kerberos_undoes={B},{A}",
    )


def test_states_of_a_farm():
    known = nodes(
        web1=[change(A), done(A), change(B), done(B), change(C), change(D, undoes=B), done(D, undoes=B)],
        web2=[change(A), done(A), change(B), done(B)],
        web3=None,
    )
    found = {run.run: run.state(history.unread(known)) for run in history.of_farm(known)}
    assert list(found) == [D, C, B, A]
    assert found == {
        D: "done; not known of web3, not read",
        C: "interrupted on web1; not known of web3, not read",
        B: f"partly rolled back by {D}; not known of web3, not read",
        A: "done; not known of web3, not read",
    }
