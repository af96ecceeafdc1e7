"""The lines of DnsServer that somebody else runs, and those that take them back."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_records.commands import (
    Change,
    commands,
    reverse,
    static,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State

from tests.decisions import case as cases

NAME, ZONE, SERVER = "intranet.example.com", "example.com", "dc1.example.com"
WHERE = "-ZoneName example.com -Name intranet"
ON = "-ComputerName dc1.example.com"
ADD, REMOVE = "Add-DnsServerResourceRecord", "Remove-DnsServerResourceRecord"


def test_each_line_and_its_reverse_the_last_first():
    changes = [Change(True, NAME, ZONE, "10.0.0.50", SERVER), Change(False, NAME, ZONE, "2001:db8::99", SERVER)]
    assert commands(changes) == (
        f"{ADD} {WHERE} -A -IPv4Address 10.0.0.50 {ON}",
        f"{REMOVE} {WHERE} -RRType AAAA -RecordData 2001:db8::99 -Force {ON}",
    )
    assert reverse(changes) == (
        f"{ADD} {WHERE} -AAAA -IPv6Address 2001:db8::99 {ON}",
        f"{REMOVE} {WHERE} -RRType A -RecordData 10.0.0.50 -Force {ON}",
    )


def test_an_alias():
    change = Change(False, NAME, ZONE, "web1.example.com", SERVER, kind="CName")
    assert commands([change]) == (f"{REMOVE} {WHERE} -RRType CName -Force {ON}",)
    assert reverse([change]) == (f"{ADD} {WHERE} -CName -HostNameAlias web1.example.com {ON}",)


def test_a_record_with_a_time_stamp_becomes_static_and_has_one_again():
    changes = static(NAME, ZONE, "10.0.0.50", "")
    assert commands(changes) == (
        f"{REMOVE} {WHERE} -RRType A -RecordData 10.0.0.50 -Force",
        f"{ADD} {WHERE} -A -IPv4Address 10.0.0.50",
    )
    assert reverse(changes) == (
        f"{REMOVE} {WHERE} -RRType A -RecordData 10.0.0.50 -Force",
        f"{ADD} {WHERE} -A -IPv4Address 10.0.0.50 -AgeRecord",
    )


def test_the_zone_itself():
    assert "-Name '@'" in commands([Change(True, ZONE, ZONE, "10.0.0.50", "")])[0]


@pytest.mark.parametrize("path", cases.files("dns_records"), ids=cases.sentence)
def test_names_of_the_farm_are_handed_off_as_static_records_with_the_way_back(path):
    for finding in cases.read(path).reading.findings:
        if finding.control in ("DNS-5", "DNS-8") and finding.state is State.DRIFT:
            assert (finding.remedy, finding.key) == (Remedy.HAND_OFF, None)
            assert not any("-AgeRecord" in command for command in finding.commands)
        assert len(finding.commands) == len(finding.undo)


@pytest.mark.parametrize(
    ("case", "control"),
    [
        ("the-records-of-the-name-are-dynamic", "DNS-5"),
        ("the-name-lacks-an-address", "DNS-5"),
        ("the-name-is-an-alias-of-a-node", "DNS-8"),
    ],
)
def test_what_a_server_of_the_zone_has_wrong_has_commands(case, control):
    reading = cases.read(cases.FOLDER / "dns_records" / f"{case}.json").reading
    drift = [one for one in reading.findings if one.control == control and one.state is State.DRIFT]
    assert drift
    assert all("-ComputerName dc" in command for one in drift for command in one.commands)
    assert all(one.commands for one in drift)
