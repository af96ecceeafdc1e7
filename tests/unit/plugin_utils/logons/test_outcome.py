"""Which nodes are asked once one of them has accepted or refused a user name and a password."""

from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.outcome import Outcome

NOBODY = Outcome()


def test_one_node_at_a_time_until_one_has_answered():
    assert NOBODY.open
    assert not NOBODY.after_acceptance("web1").open
    assert not NOBODY.after_refusal("web1").open


def test_after_the_first_refusal_no_node_is_asked():
    known = NOBODY.after_refusal("web1")
    assert known.objection("web2") == "not tried: the user name or the password was refused by web1"
    assert known.objection("web1") == "not tried again: the user name or the password was refused by web1"


def test_the_node_that_refused_has_its_reason():
    known = NOBODY.after_refusal("web1", "web1: the password is wrong")
    assert known.objection("web1") == "not tried again: web1: the password is wrong"
    assert known.objection("web2") == "not tried: the user name or the password was refused by web1"
    assert known.after_refusal("web1") == known


def test_a_node_that_refuses_what_another_one_accepts_is_alone_with_it():
    """A local account of the same name, or another kind of authentication."""
    known = NOBODY.after_acceptance("web1").after_refusal("web2")
    assert known.objection("web2")
    assert not known.objection("web1")
    assert not known.objection("web3")


def test_a_node_that_refuses_what_it_has_accepted_is_the_last_one():
    """The account was locked meanwhile."""
    known = NOBODY.after_acceptance("web1").after_acceptance("web2").after_refusal("web2")
    assert known.objection("web1")
    assert known.objection("web3")


def test_a_refusal_that_is_noted_twice_is_one():
    for known in (NOBODY, NOBODY.after_acceptance("web1"), NOBODY.after_acceptance("web2")):
        once = known.after_refusal("web2")
        assert once.after_refusal("web2") == once
