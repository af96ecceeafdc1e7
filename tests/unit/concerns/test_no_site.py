"""Concerns of a site, where the description names none: nothing is asked, and nothing is claimed."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import audit as driver
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State

NODES = {"w": {"own_addresses": ["10.0.0.1"]}}
FARM = Farm.of({"name": "f", "names": ["i"], "virtual_addresses": ["10.0.0.50"], "nodes": NODES})
OF_A_SITE = [concern for concern in CONCERNS if "site" in concern.ARGUMENT_SPEC]


def ask(calls, stop=False):
    raise AssertionError(f"asked: {calls}")


@pytest.mark.parametrize("concern", OF_A_SITE, ids=lambda concern: concern.NAME)
def test_no_site_in_the_description_asks_nothing_and_claims_nothing(concern):
    (reading,) = driver.audit([driver.Plan.of(concern, concern.arguments(FARM, "w"))], ask)
    assert {(f.control, f.state) for f in reading.findings} == {(c, State.NOT_APPLICABLE) for c in concern.CONTROLS}
    assert (reading.view(), reading.settings(), reading.changes()) == ({}, {}, [])
