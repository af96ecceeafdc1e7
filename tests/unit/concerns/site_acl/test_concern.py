"""What is particular to DACLs: a write has the expected one, and changes the fewest entries."""

import json

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import sddl
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.site_acl import concern as site_acl
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State

from tests.decisions import case as cases

HEALTHY = cases.node("site_acl")


@pytest.fixture(params=cases.files("site_acl"), ids=cases.sentence)
def case(request):
    return cases.read(request.param)


def test_a_write_stands_on_the_nodes_own_text(case):
    reading = case.reading
    for call in case.calls(reading, reading.changes()):
        assert {item["expected"] for item in call.arguments["objects"]} <= {*case.answers[2]["dacls"]}


def test_the_fewest_entries_change_and_the_rest_stays(case):
    reading = case.reading
    for change in (one for one in reading.changes() if one.key[2] == "dacl"):
        before, after = sddl.parse(change.found), sddl.parse(change.wanted)
        assert before.dacl_flags == after.dacl_flags
        kept = [ace for ace in after.dacl if ace in before.dacl]
        assert kept == [ace for ace in before.dacl if ace in after.dacl]
        assert len({ace for ace in after.dacl if not ace.inherited} - set(before.dacl)) <= len(reading.drift())


def test_what_a_moved_root_inherited_is_in_the_plan_and_cannot_be_rolled_back():
    reading = cases.read(cases.FOLDER / "site_acl" / "a-root-that-was-moved-and-gets-an-entry.json").reading
    dacl, inherited = reading.changes()
    assert (dacl.subject, inherited.subject) == (r"DACL of D:\reports", r"inherited entries of D:\reports")
    assert {*inherited.found} - {*inherited.wanted} == {"(A;OICIID;0x1301bf;;;S-1-5-32-547)"}
    assert {*inherited.wanted} - {*inherited.found} == {"(A;CIID;0x100004;;;S-1-5-32-545)"}
    assert (dacl.irreversible, bool(inherited.irreversible)) == ("", True)
    assert reading.settings()[inherited.key] == inherited.found


def test_what_is_not_foretold_of_inherited_entries_is_not_verified():
    """The group of the folder replaces CREATOR GROUP, and is not read."""
    moved = "a-root-that-was-moved-and-gets-an-entry.json"
    given = json.loads((cases.FOLDER / "site_acl" / moved).read_text(encoding="utf-8"))["given"]
    parent = given["read_site_acl"]["dacls[+]"][1]
    given["read_site_acl"]["dacls[+]"][1] = f"{parent}(A;OICIIO;GA;;;CG)"
    given["read_site_acl"]["trustees[+]"].append({"text": "CG", "sid": "S-1-3-1"})
    (dacl,) = cases.node("site_acl", given).reading.changes()
    assert dacl.subject == r"DACL of D:\reports"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"readers": ["Users"]}, r"readers[0]: found 'Users', expected DOMAIN\name, name@domain or a SID"),
        ({"service_account": "svc"}, r"service_account: found 'svc', expected DOMAIN\name, name@domain or a SID"),
        ({"objects": 0}, "objects: found 0, expected a whole number from 1 to 1000000"),
    ],
)
def test_bad_options_are_refused_with_a_message_to_show(wrong, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        site_acl.Intent.from_arguments({**HEALTHY.arguments, **wrong})
    assert str(caught.value) == message


def test_rights_are_compared_between_nodes_by_the_sites_own_paths():
    view = HEALTHY.reading.view()
    assert view == {
        "pool identity on /": "read and execute",
        "EXAMPLE\\Intranet Users on /": "read and execute",
        "pool identity on /reports": "read and execute",
        "EXAMPLE\\Intranet Users on /reports": "read and execute",
    }
    lost = {**view, "pool identity on /": "nothing"}
    found = site_acl.agreement({"web1": view, "web2": lost, "web3": view}, 3)
    assert [(f.control, f.subject, f.found) for f in found["web2"] if f.state is State.DRIFT] == [
        ("ACL-5", "pool identity on /", "nothing")
    ]


def test_two_nodes_that_lack_a_described_right_do_not_outvote_the_one_that_has_it():
    view = HEALTHY.reading.view()
    lost = {**view, "pool identity on /": "nothing"}
    found = site_acl.agreement({"web1": view, "web2": lost, "web3": lost}, 3)
    assert {node: [f.subject for f in group if f.state is State.DRIFT] for node, group in found.items()} == {
        "web1": [],
        "web2": ["pool identity on /"],
        "web3": ["pool identity on /"],
    }


def test_where_no_right_is_known_none_is_compared():
    found = site_acl.agreement({"web1": {}, "web2": {}}, 2)
    assert [(f.control, f.state) for f in found["web1"]] == [("ACL-5", State.NOT_APPLICABLE)]
