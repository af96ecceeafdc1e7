"""The path of a ticket: from each name, as each DNS server answers it, to each node."""

from dataclasses import replace

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import (
    Held,
    Key,
    Resolved,
    from_roles,
)

from tests.unit.verdict.farm import FARM, NAME, SERVER, SERVICE, SHORT, WEB1, said, seen, states


def test_a_farm_as_described_has_no_cause_and_what_nobody_has_looked_at_is_named():
    verdict = said()
    assert verdict["causes"] == []
    assert states(verdict, "web1") == {"2": "not looked at"}
    assert [left["step"] for left in verdict["not_checked"]] == ["2"]


def test_the_node_that_has_the_holders_key_is_not_broken_there():
    held = tuple(Held(name, (WEB1,)) for name in (NAME, SHORT))
    keys = {**FARM.keys, "web1": (Key("Intranet/", WEB1.account, WEB1.sid),)}
    verdict = said(seen("SPN-2"), seen("AUTH-3", "web2"), held=held, keys=keys)
    assert states(verdict, "web1")["3"] == "drift"
    assert states(verdict, "web2")["3"] == "broken"


def test_an_address_of_no_node_ends_the_path_there():
    answers = (Resolved(NAME, SERVER, ("10.0.0.50", "10.0.0.99")), Resolved(SHORT, SERVER, ("10.0.0.50",)))
    verdict = said(seen("DNS-5", about=(NAME, SERVER, "10.0.0.99")), resolved=answers)
    (lost,) = [path for path in verdict["paths"] if path["addresses"] == ["10.0.0.99"]]
    assert lost["broken"] == "1"
    assert lost["nodes"] == []
    assert verdict["causes"][0]["sure"] == "proved"
    assert "1" not in states(verdict, "web1", SHORT)


def test_a_nodes_own_address_passes_the_cluster_by_and_breaks_no_ticket():
    answers = (Resolved(NAME, SERVER, ("10.0.0.50", "10.0.0.11")), Resolved(SHORT, SERVER, ("10.0.0.50",)))
    verdict = said(seen("DNS-5", about=(NAME, SERVER, "10.0.0.11")), resolved=answers)
    assert [cause["sure"] for cause in verdict["causes"]] == ["possible"]
    past = [path for path in verdict["paths"] if path["addresses"] == ["10.0.0.11"]]
    assert [path["nodes"] for path in past] == [["web1"]]
    assert past[0]["broken"] is None


def test_a_name_that_does_not_exist_on_one_server():
    answers = (*FARM.resolved, Resolved(NAME, "10.0.0.6"))
    verdict = said(seen("DNS-5", about=(NAME, "10.0.0.6")), resolved=answers)
    assert [path["broken"] for path in verdict["paths"] if path["servers"] == ["10.0.0.6"]] == ["1"]
    assert [path["broken"] for path in verdict["paths"] if path["servers"] == [SERVER]] == [None]


def test_the_path_by_a_server_that_gave_no_answer_goes_on_to_the_described_addresses():
    answers = tuple(Resolved(name, SERVER, problem="it does not answer") for name in (NAME, SHORT))
    verdict = said(seen("AUTH-3", "web2"), resolved=answers)
    assert verdict["not_checked"][0] == {
        "step": "1",
        "state": "could not check",
        "reason": "it does not answer",
        "nodes": ["web1", "web2"],
    }
    assert states(verdict, "web2") == {"1": "could not check", "2": "not looked at", "5": "broken"}


def test_an_unread_node_holds_nothing():
    verdict = said(unread={"web2": "not reachable"}, checked={**FARM.checked, "web2": {}})
    found = states(verdict, "web2")
    assert all(found[step] == "could not check" for step in "4567")


def test_what_could_not_be_checked_is_no_cause_and_is_told():
    verdict = said(seen("AUTH-3", "web1", State.UNKNOWN))
    assert verdict["causes"] == []
    assert states(verdict, "web1")["5"] == "could not check"


def test_a_finding_about_one_name_is_not_about_the_other():
    verdict = said(seen("SPN-1", about=(NAME,)), held=(Held(NAME), Held(SHORT, (SERVICE,))))
    assert states(verdict, "web1", NAME)["3"] == "broken"
    assert "3" not in states(verdict, "web1", SHORT)


def test_nodes_that_are_not_in_the_run_have_no_path():
    assert all("web2" not in path["nodes"] for path in said(left_out=("web2",))["paths"])


def test_roles_are_read_as_concerns_give_them():
    whole = {
        "resolution": [{"name": NAME, "server": SERVER, "cname": [], "addresses": ["10.0.0.50"], "problem": ""}],
        "holders": [
            {
                "name": NAME,
                "accounts": [{"account": SERVICE.account, "sid": SERVICE.sid, "spn": "", "by_host": False}],
                "problem": "",
            }
        ],
    }
    keys = {"keys": [{"place": "Intranet/", "account": SERVICE.account, "sid": SERVICE.sid, "computer": False}]}
    roles = from_roles(whole, {"web1": keys, "web2": {}})
    assert roles["resolved"] == FARM.resolved[:1]
    assert roles["held"] == FARM.held[:1]
    assert roles["keys"] == {"web1": FARM.keys["web1"]}
    assert from_roles({}, {})["held"] is None


def test_the_right_address_of_an_answer_with_a_stale_one_is_not_broken():
    answers = (Resolved(NAME, SERVER, ("10.0.0.50", "10.0.0.99")), Resolved(SHORT, SERVER, ("10.0.0.50",)))
    verdict = said(seen("DNS-5", about=(NAME, SERVER)), resolved=answers)
    assert {tuple(path["addresses"]): path["broken"] for path in verdict["paths"] if NAME in path["names"]} == {
        ("10.0.0.99",): "1",
        ("10.0.0.50",): None,
    }


def test_an_alias_leads_to_a_ticket_for_another_name():
    answers = tuple(Resolved(name, SERVER, ("10.0.0.50",), ("web1.example.com",)) for name in (NAME, SHORT))
    assert [path["broken"] for path in said(seen("DNS-5", about=(NAME,)), resolved=answers)["paths"]] == ["1", None]


def test_words_of_nodes_that_are_not_the_same_say_whose_they_are():
    found = [replace(seen("AUTH-3", node), sentence=f"key of {node}") for node in ("web1", "web2")]
    (path,) = said(*found)["paths"]
    assert path["steps"][4]["sentence"] == "web1 (alike on web2): key of web1"


def test_what_is_about_one_node_explains_nothing_on_another():
    """A managed account whose password web1 may not retrieve: the pool of web2 is stopped for another reason."""
    found = (seen("POOL-2", about=["web1"]), seen("POOL-4", "web1"), seen("POOL-4", "web2"))
    verdict = said(*found)
    assert [(cause["control"], cause["nodes"]) for cause in verdict["causes"]] == [("POOL-2", []), ("POOL-4", ["web2"])]
    assert verdict["causes"][0]["explains"] == [{"control": "POOL-4", "nodes": ["web1"]}]
