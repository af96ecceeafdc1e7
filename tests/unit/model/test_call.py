"""Calls that are asked as one."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call


def accounts(*names, site="Intranet"):
    return Call("read_accounts", {"site": site, "accounts": list(names)}, unites="accounts")


def test_equal_calls_are_one():
    assert Call("read_iis").united(Call("read_iis")) == Call("read_iis")


def test_what_both_name_is_asked_once_by_its_first_spelling():
    united = accounts("EXAMPLE\\svc", "EXAMPLE\\Users").united(accounts("example\\SVC", "EXAMPLE\\other"))
    assert united == accounts("EXAMPLE\\svc", "EXAMPLE\\Users", "EXAMPLE\\other")


def test_a_call_that_asks_for_less_is_served_by_the_one_that_asks_for_more():
    more = accounts("EXAMPLE\\svc", "EXAMPLE\\Users")
    assert more.united(accounts("EXAMPLE\\Users")) == more


@pytest.mark.parametrize(
    "other",
    [accounts("EXAMPLE\\svc", site="Extranet"), Call("read_iis"), Call("read_accounts", {"site": "Intranet"})],
    ids=["another site", "another payload", "not to be united"],
)
def test_what_differs_otherwise_stays_apart(other):
    assert accounts("EXAMPLE\\svc").united(other) is None


def test_calls_without_a_list_to_unite_stay_apart():
    assert Call("read_site_acl", {"objects": 1}).united(Call("read_site_acl", {"objects": 2})) is None
