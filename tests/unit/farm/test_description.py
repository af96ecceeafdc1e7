"""Each case: a description of a farm, and what is read from it, or the message that its author gets."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.model.option_checks import past_time
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import Waiver

CASES = {path.stem: json.loads(path.read_text("utf-8")) for path in Path(__file__).with_suffix("").glob("*.json")}
VALID = sorted(name for name, case in CASES.items() if "farm" in case)
INVALID = sorted(name for name, case in CASES.items() if "message" in case)

# What most cases are not about.
WITHOUT = {
    "directory": {"domain": "", "domain_controllers": [], "global_catalogs": [], "protocol": "ldap", "ca": ""},
    "dns_servers": [],
    "probe": {"scheme": "http", "port": 80, "path": "/"},
}


def described(**changes):
    return farm_of({**CASES["only-what-is-required"]["description"], **changes})


@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_description_is_refused_with_a_message_to_show(name):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        farm_of(CASES[name]["description"])
    assert str(caught.value) == CASES[name]["message"]


@pytest.mark.parametrize("name", VALID)
def test_a_valid_description_is_read(name):
    farm = farm_of(CASES[name]["description"])
    expected = {**WITHOUT, **CASES[name]["farm"]}
    assert {
        "name": farm.name,
        "names": list(farm.names),
        "virtual_addresses": list(map(str, farm.virtual_addresses)),
        "nodes": {node: list(map(str, own)) for node, own in farm.nodes.items()},
        "site": farm.site,
        "service_account": farm.service_account,
        "readers": list(farm.readers),
        "objects": farm.objects,
        "on_request": list(farm.on_request),
        "directory": {
            "domain": farm.directory.domain,
            "domain_controllers": list(farm.directory.domain_controllers),
            "global_catalogs": list(farm.directory.global_catalogs),
            "protocol": farm.directory.protocol,
            "ca": farm.directory.ca,
        },
        "dns_servers": list(farm.dns_servers),
        "probe": farm.probe.as_arguments(),
        "waivers": list(farm.waivers),
    } == expected


def test_every_case_has_an_expected_result():
    assert {*VALID, *INVALID} == set(CASES)
    assert VALID
    assert INVALID


def test_a_node_has_its_own_addresses():
    assert list(map(str, described().own_addresses("web2"))) == ["10.0.0.12"]


def test_a_host_that_the_description_does_not_know_is_refused():
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        described().own_addresses("web9")
    assert str(caught.value) == (
        "kerberos_farm.nodes: has no web9, only web1, web2; "
        "add the host with its own_addresses, by its inventory name, or remove it from the farm's group"
    )


def test_a_waiver_is_for_the_nodes_it_names_or_for_all():
    farm = described(
        waivers=[
            {"control": "DNS-6", "reason": "everywhere", "owner": "J. Doe"},
            {
                "control": "DNS-6",
                "reason": "here only",
                "owner": "J. Doe",
                "nodes": ["web2"],
                "subject": "hosts file on *",
            },
            {"control": "DNS-6", "reason": "no node named", "owner": "J. Doe", "nodes": []},
        ]
    )
    assert [waiver["reason"] for waiver in farm.waivers_of("web1")] == ["everywhere", "no node named"]
    assert farm.waivers_of("web2")[1] == {
        "control": "DNS-6",
        "reason": "here only",
        "owner": "J. Doe",
        "subject": "hosts file on *",
    }


def test_a_day_that_yaml_reads_as_a_date_is_the_last_day():
    farm = described(
        waivers=[{"control": "DNS-6", "reason": "ticket 4711", "owner": "J. Doe", "until": date(2027, 6, 30)}]
    )
    (given,) = farm.waivers_of("web1")
    assert Waiver.from_arguments(given, "waivers[0]").until == date(2027, 6, 30)


NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("given", ["2026-11-23T08:00:00Z", "2026-11-23T09:04:00+01:00", NOW])
def test_a_password_was_changed_in_the_past_and_clocks_may_differ_by_minutes(given):
    assert past_time(given, "kerberos_farm.password_changed", NOW)


@pytest.mark.parametrize("given", ["2126-11-23T08:00:00Z", "2026-11-23T10:00:00Z", "2026-11-23T08:06:00Z"])
def test_a_password_was_not_changed_in_the_future(given):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        past_time(given, "kerberos_farm.password_changed", NOW)
    assert str(caught.value) == (
        f"kerberos_farm.password_changed: found {given}, which is in the future: the clock of this computer says "
        "2026-11-23T08:00:00Z; expected a time in the past. Z at the end means UTC: give a local time with its own "
        "zone, such as 2026-11-23T09:00:00+01:00"
    )


def test_the_description_refuses_a_time_in_the_future():
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with pytest.raises(ValueError, match="which is in the future"):
        described(password_changed=tomorrow.isoformat())
