"""What the verdict never says, whatever was found."""

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.verdict.farm import CONTROLS, FARM, NAME, SERVER, SHORT, said, seen

FINDINGS = st.builds(
    seen,
    st.sampled_from([control.id for control in CONTROLS]),
    st.sampled_from(["", "web1", "web2"]),
    st.sampled_from([State.DRIFT, State.UNKNOWN, State.WAIVED, State.PENDING]),
    st.lists(st.sampled_from([NAME, SHORT, SERVER, "10.0.0.50"]), max_size=2),
)


def same(verdict):
    """What must not depend on the order of findings, roles and checks; nodes and sentences are listed as they come."""
    return (
        [
            (
                *(cause[name] for name in ("control", "step", "sure", "why")),
                *(frozenset(cause[name]) for name in ("nodes", "subjects", "sentences", "commands")),
                frozenset((one["control"], *sorted(one["nodes"])) for one in cause["explains"]),
            )
            for cause in verdict["causes"]
        ],
        [(*path["nodes"], path["broken"], *map(str, path["steps"])) for path in verdict["paths"]],
        frozenset(verdict["latent"]),
    )


@given(st.lists(FINDINGS, max_size=6))
def test_every_drift_on_the_path_is_a_cause_or_explained_by_one_and_nothing_else_is(found):
    verdict = said(*found)
    states = (State.DRIFT, State.PENDING)
    drift = {one.control for one in found if one.state in states and one.step is not Step.LATENT}
    named = {cause["control"] for cause in verdict["causes"]}
    explained = {one["control"] for cause in verdict["causes"] for one in cause["explains"]}
    assert named | explained == drift
    assert bool(named) == bool(drift)


@given(st.lists(FINDINGS, max_size=6))
def test_a_step_with_drift_or_what_could_not_be_checked_never_holds(found):
    for path in said(*found)["paths"]:
        for step in path["steps"]:
            relevant = [
                one
                for one in found
                if one.step.word == step["step"] and one.node in ("", *path["nodes"][:1]) and not one.about
            ]
            if any(one.state in (State.DRIFT, State.UNKNOWN) for one in relevant):
                assert step["state"] != "holds"


@given(st.lists(FINDINGS, max_size=6).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_the_findings_changes_nothing(orders):
    one, other = orders
    assert same(said(*one)) == same(said(*other))


@given(st.lists(FINDINGS, max_size=6), st.sampled_from([{}, {"DNS-5": State.COMPLIANT}]))
def test_of_a_node_that_was_not_read_no_step_holds(found, checked):
    """But the first three, which are not on a node."""
    verdict = said(*found, unread={"web2": "timed out"}, checked={**FARM.checked, "web2": checked})
    for path in verdict["paths"]:
        if "web2" in path["nodes"]:
            assert [step["state"] for step in path["steps"][3:] if step["state"] == "holds"] == []
            assert path["nodes"] == ["web2"], "it is drawn apart from those that were read"


@given(st.lists(FINDINGS, max_size=6))
def test_a_cause_has_drift_or_what_is_pending_on_the_path(found):
    for cause in said(*found)["causes"]:
        own = [one for one in found if (one.control, one.step.word) == (cause["control"], cause["step"])]
        assert {one.state for one in own} & {State.DRIFT, State.PENDING}
        assert cause["step"] != "latent"


@given(st.lists(FINDINGS, max_size=6))
def test_a_broken_path_has_a_cause_at_its_first_broken_step(found):
    verdict = said(*found)
    steps = {cause["step"] for cause in verdict["causes"] if cause["sure"] != "possible"}
    assert {path["broken"] for path in verdict["paths"]} <= {*steps, None}
