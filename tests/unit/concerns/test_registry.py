"""Every concern has all its parts under one name, and is found by it."""

from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns import contract, registry
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    COMPUTER_CONCERNS,
    CONCERNS,
    CONTROLS,
    EVERY_CONCERN,
    FARM_CONCERNS,
    NAMES,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import distinct_reads
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT, KINDS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions import payloads

from tests.unit.emulated_node import ARGUMENTS_OF

PLUGINS = Path(__file__).parents[3] / "plugins"


def test_names_are_given_once():
    assert len(set(NAMES)) == len(NAMES)


def test_concerns_come_in_the_order_of_a_fix_and_once():
    assert registry.named([*reversed(NAMES), *NAMES]) == list(CONCERNS)
    assert registry.farm_named([*reversed(NAMES), *NAMES]) == list(FARM_CONCERNS)
    assert [one for kind in KINDS for one in registry.computer_named([*reversed(NAMES), *NAMES], kind)] == list(
        COMPUTER_CONCERNS
    )
    assert registry.named([]) == registry.farm_named([]) == registry.computer_named([], CLIENT) == []


def test_a_concern_is_listed_by_its_scope():
    assert {concern.SCOPE for concern in CONCERNS} == {contract.NODE}
    assert {concern.SCOPE for concern in FARM_CONCERNS} <= {contract.FARM}
    assert {concern.SCOPE for concern in COMPUTER_CONCERNS} == {kind.name for kind in KINDS}


def test_one_option_names_the_concerns_of_both_scopes():
    """Each part of a run takes those of its own scope."""
    first, last = CONCERNS[0], CONCERNS[-1]
    assert contract.named([last.NAME, first.NAME], [first], "concerns", [last]) == [first]
    with pytest.raises(ValueError, match=f"concerns: found 'dns', expected some of {first.NAME}, {last.NAME}$"):
        contract.named(["dns"], [first], "concerns", [last, first])


def test_two_faces_of_one_concern_have_the_same_controls():
    for concern in (*FARM_CONCERNS, *COMPUTER_CONCERNS):
        for other in CONCERNS:
            if other.NAME == concern.NAME:
                assert {control.id for control in concern.CONTROLS} <= {control.id for control in other.CONTROLS}
    assert len(set(CONTROLS)) == len(CONTROLS)


def test_each_face_has_a_name_of_its_own():
    assert len(registry.FACES) == len(EVERY_CONCERN)
    assert {"evidence", "evidence_on_client", "evidence_on_domain_controller"} <= set(registry.FACES)
    assert {"browser_policy", "host_trust_in_directory"} <= set(registry.FACES)
    assert all(registry.face(concern) == name for name, concern in registry.FACES.items())


def test_a_name_that_is_not_known_is_refused_with_a_message_to_show():
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        registry.named([NAMES[0], "dns"], "journal")
    assert str(caught.value) == f"journal: found 'dns', expected some of {', '.join(NAMES)}"


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: concern.NAME)
def test_a_concern_has_a_module_and_an_action_of_its_name(concern):
    assert concern.__name__.endswith(f".{concern.NAME}.concern")
    for path in (f"modules/{concern.NAME}.py", f"action/{concern.NAME}.py"):
        assert (PLUGINS / path).is_file(), path


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: concern.NAME)
def test_every_read_of_a_concern_has_a_payload_and_a_shape(concern):
    reads = concern.reads(concern.Intent.from_arguments(ARGUMENTS_OF[concern.NAME]))
    assert reads
    for call in reads:
        assert call.payload in payloads.scripts()
        assert call.payload in concern.SHAPES


def test_what_several_concerns_look_at_is_read_once():
    plans = [Plan.from_arguments(concern, ARGUMENTS_OF[concern.NAME]) for concern in CONCERNS]
    asked = [call.payload for call in distinct_reads(plans)]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("concern", EVERY_CONCERN, ids=lambda concern: f"{concern.SCOPE}-{concern.NAME}")
def test_a_concern_is_about_a_node_a_client_or_the_farm(concern):
    assert concern.SCOPE in (contract.NODE, contract.FARM, contract.CLIENT, contract.DOMAIN_CONTROLLER)


@pytest.mark.parametrize("concern", CONCERNS, ids=lambda concern: concern.NAME)
def test_every_secret_has_the_variable_that_a_fix_takes_it_from(concern):
    assert concern.SECRET_VARIABLES.keys() == concern.SECRETS.keys()
    role = PLUGINS.parent / "roles" / concern.NAME / "defaults" / "main.yml"
    for variable in concern.SECRET_VARIABLES.values():
        assert variable in role.read_text(encoding="utf-8")
