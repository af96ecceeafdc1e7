"""The controls of all concerns."""

from collections import Counter

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, CONTROLS, IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy


def test_an_identifier_is_given_once():
    assert [identifier for identifier, count in Counter(IDENTIFIERS).items() if count > 1] == []


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_a_control_states_when_it_holds(control):
    # It is read as "holds when ...": a clause, no sentence.
    assert control.holds[0].islower()
    assert not control.holds.endswith(".")


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: concern.NAME)
def test_what_compares_nodes_is_never_written(concern):
    assert {control.remedy for control in concern.FARM_CONTROLS} <= {Remedy.REPORT}


def test_what_explains_a_control_is_a_control():
    assert {other for control in CONTROLS for other in control.explained_by} <= set(IDENTIFIERS)


def test_no_control_explains_itself():
    explaining = {control.id: control.explained_by for control in CONTROLS}

    def reached(control, on_the_way=()):
        assert control not in on_the_way, f"{control} explains itself"
        return [reached(other, (*on_the_way, control)) for other in explaining[control]]

    for control in explaining:
        reached(control)
