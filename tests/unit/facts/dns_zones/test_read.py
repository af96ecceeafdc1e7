"""What the directory stores of names in several zones, by real questions to the lab's domain controller."""

from __future__ import annotations

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.facts.dns_zones.read import read_dns_zones
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.dns_zones.shape import SHAPE
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch

from lab import intranet
from lab.directory.wired import WiredDirectory
from lab.dns import zones
from tests.unit.facts.conftest import change, sessions

NAME, OTHER, ELSEWHERE = intranet.NAMES[0], "portal.example.net", "portal.example.org"


def read(lab: WiredDirectory, names: list[str], of: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Name in full -> what was read of it. of: name -> the zone that a DNS server has said."""
    answers = [{"name": name, "asked": name, "zone": zone} for name, zone in of.items()]
    earlier = {"read_dns_records": {"servers": [{"answers": answers}]}}
    with sessions(lab) as known:
        found = read_dns_zones(known, {"names": names, "nodes": ["web1"], "domain": "example.com"}, earlier)
    assert mismatch(found, SHAPE) is None
    assert found["problem"] == ""
    return {one["name"]: one for one in found["nodes"]}


def test_each_name_is_read_in_its_own_zone(lab: WiredDirectory) -> None:
    record = {"type": "A", "data": intranet.VIRTUAL[0], "ttl": 3600, "stamp": zones.REGISTERED}
    added = {
        **zones.zone("example.net", aging=False),
        zones.node_of(OTHER, "example.net"): zones.node([record], zones.SYSTEM),
    }
    change(lab, lambda state: state["objects"].update(added))
    found = read(lab, [NAME, OTHER], {NAME: "example.com", OTHER: "example.net"})
    assert [(one["zone"], one["stored"], one["aging"]) for one in (found[NAME], found[OTHER])] == [
        ("example.com", True, True),
        ("example.net", True, False),
    ]
    assert [record["registered"] is not None for record in found[OTHER]["records"]] == [True]
    assert all(record["registered"] is None for record in found[NAME]["records"])
    assert found["web1.example.com"]["owner"] == found["web1.example.com"]["account"]


def test_a_zone_that_is_not_in_the_directory_and_one_that_nobody_has_said(lab: WiredDirectory) -> None:
    found = read(lab, [OTHER, ELSEWHERE], {OTHER: "example.net"})
    assert [(found[name]["zone"], found[name]["stored"]) for name in (OTHER, ELSEWHERE)] == [
        ("example.net", False),
        ("", False),
    ]


def test_where_dns_has_not_answered_names_of_the_domain_are_in_its_zone(lab: WiredDirectory) -> None:
    found = read(lab, list(intranet.NAMES), {})
    assert list(found) == [NAME, "web1.example.com"]
    assert [record["type"] for record in found[NAME]["records"]] == ["A", "AAAA"]
