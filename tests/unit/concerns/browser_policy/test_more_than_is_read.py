"""Of a client that has more settings than are read, nothing is known: what decides may be among the rest."""

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.concern import CUT
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING, State

from tests.decisions import case as cases


def test_nothing_is_decided() -> None:
    case = cases.node("browser_policy")
    (answer,) = case.answers
    reading = case.reading_of([{**answer, "cut": True}])
    assert reading.problem == CUT
    assert {(one.subject, one.state) for one in reading.findings} == {(EVERYTHING, State.UNKNOWN)}
