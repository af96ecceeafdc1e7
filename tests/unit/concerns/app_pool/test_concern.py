"""What is particular to application pools: passwords, shared pools, user rights, and what nodes must have in common."""

from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool import concern as app_pool
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State

from tests.decisions import case as cases

HEALTHY = cases.node("app_pool")


@pytest.fixture(params=cases.files("app_pool"), ids=cases.sentence)
def case(request):
    return cases.read(request.param)


def test_a_password_goes_where_it_is_set_and_nowhere_else(case):
    reading = case.reading
    for call in case.calls(reading, reading.changes()):
        given = [pool for pool in call.arguments.get("pools", ()) if pool.get("password") == "given"]
        assert (call.secrets == {"password": cases.PASSWORD}) is bool(given)


def test_a_pool_that_serves_another_site_is_never_changed(case):
    reading = case.reading
    shared = {
        f.subject.removeprefix("sites of ") for f in reading.findings if (f.control, f.state) == ("POOL-5", "drift")
    }
    for change in reading.changes():
        assert f"pool {change.key[1]}" not in shared


def test_no_right_is_taken_away(case):
    for change in case.reading.changes():
        if change.key[0] == "rights":
            assert (change.found, change.wanted) == ("not granted", "granted")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"readers": ["Users"]}, r"readers[0]: found 'Users', expected DOMAIN\name, name@domain or a SID"),
        ({"service_account": "svc"}, r"service_account: found 'svc', expected DOMAIN\name, name@domain or a SID"),
        ({"spn_holder": "WEB1$"}, r"spn_holder: found 'WEB1$', expected DOMAIN\name, name@domain or a SID"),
        (
            {"password_changed": "2026-01-10"},
            "password_changed: found '2026-01-10', expected a time with its zone such as 2026-11-23T08:00:00Z",
        ),
    ],
)
def test_bad_options_are_refused_with_a_message_to_show(wrong, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        app_pool.Intent.from_arguments({**HEALTHY.arguments, **wrong})
    assert str(caught.value) == message


def test_a_site_that_is_not_there_is_no_site_without_pools():
    with pytest.raises(ValueError, match="IIS has no site Extranet"):
        app_pool.findings(HEALTHY.answers, app_pool.Intent.from_arguments({**HEALTHY.arguments, "site": "Extranet"}))


VIEW = {
    "bindings of the site": ["http *:80:intranet", "http *:80:intranet.example.com"],
    "pool of application /": "Intranet",
    "pool of application /reports": "Intranet",
    "logon of pool Intranet": "as a batch job, with IIS_IUSRS",
}


def test_bindings_applications_and_pools_are_compared_between_nodes():
    view = HEALTHY.reading.view()
    assert view == VIEW
    lost = {**view, "bindings of the site": ["http *:80:intranet"]}
    found = app_pool.agreement({"web1": view, "web2": lost, "web3": view}, 3)
    assert [(f.control, f.subject, f.found, f.remedy) for f in found["web2"] if f.state is State.DRIFT] == [
        ("POOL-4", "bindings of the site", ["http *:80:intranet"], Remedy.REPORT)
    ]


def test_two_nodes_that_the_names_do_not_reach_do_not_outvote_the_one_that_they_do():
    binding = {"protocol": "http", "information": "*:8080:test.example.com"}
    wrong = cases.node("app_pool", {"read_iis": {"sites[name=Intranet].bindings": [binding]}}).reading.view()
    found = app_pool.agreement({"web1": HEALTHY.reading.view(), "web2": wrong, "web3": wrong}, 3)
    assert {node: [f.subject for f in group if f.state is State.DRIFT] for node, group in found.items()} == {
        "web1": [],
        "web2": ["bindings of the site"],
        "web3": ["bindings of the site"],
    }


@pytest.mark.parametrize(
    ("information", "shown"),
    [
        ("10.0.0.11:80:", "http own address:80:"),
        ("[2001:db8:0::1:1]:80:Intranet", "http own address:80:intranet"),
        ("10.0.0.50:80:", "http 10.0.0.50:80:"),
    ],
)
def test_a_binding_to_the_nodes_own_address_is_no_difference(information, shown):
    binding = {"protocol": "http", "information": information}
    node = cases.node("app_pool", {"read_iis": {"sites[name=Intranet].bindings": [binding]}})
    assert node.reading.view()["bindings of the site"] == [shown]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("EXAMPLE\\svc", "example\\SVC", True),
        ("EXAMPLE\\svc", "EXAMPLE\\other", False),
        ([], "", False),
    ],
)
def test_values_are_the_same_in_any_case(one, other, expected):
    assert app_pool.same(one, other) is expected


def test_an_identity_that_a_rollback_could_not_restore_is_reported_before_it_is_changed():
    """Whatever the stored password is: without one that the node can decrypt a rollback is impossible."""
    node = cases.read(cases.FOLDER / "app_pool/another-account-whose-password-this-node-cannot-decrypt.json")
    (change,) = replace(node, secrets=("password",)).reading.changes()
    assert change.irreversible == (
        "IIS has no password of EXAMPLE\\svc-old that this node can decrypt: have it ready, to set it by hand"
    )
