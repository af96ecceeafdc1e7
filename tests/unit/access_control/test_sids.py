"""SIDs against what Windows printed for application pools."""

import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.sids import ALIASES, NAMES, pool_sid

POOLS = json.loads((Path(__file__).with_suffix("") / "application-pools.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("pool", POOLS["recorded"], ids=lambda pool: pool["name"])
def test_the_sid_of_an_application_pool_is_the_one_that_windows_printed(pool):
    # One was published with a blank behind it.
    assert pool_sid(pool["name"]) == pool["sid"].strip()


@pytest.mark.parametrize("pool", POOLS["computed"], ids=lambda pool: pool["name"])
def test_the_sid_of_an_application_pool_follows_the_published_rule(pool):
    assert pool_sid(pool["name"]) == pool["sid"]


@pytest.mark.parametrize("pool", POOLS["recorded"], ids=lambda pool: pool["name"])
def test_the_name_of_a_pool_is_read_in_any_case(pool):
    assert pool_sid(pool["name"].upper()) == pool_sid(pool["name"].lower()) == pool["sid"].strip()


def test_a_letter_of_a_pools_name_does_not_depend_on_its_neighbours():
    # Python's lower() makes another sigma of the one that ends a word.
    assert pool_sid("ΣΟΦΟΣ") == pool_sid("σοφοσ") != pool_sid("σοφος")


def test_every_short_name_has_a_name_for_people_and_no_two_mean_the_same():
    assert len(set(ALIASES.values())) == len(ALIASES)
    assert set(ALIASES.values()) <= set(NAMES)
    assert ALIASES["BU"] == "S-1-5-32-545"
    assert NAMES["S-1-5-32-545"] == "BUILTIN\\Users"
