"""What DNS servers say, by real questions to the lab's."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import library
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.dns_session import DnsSession
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.dns_records.read import NO_SERVER, read
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.dns_records.shape import SHAPE
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch

from lab import intranet
from lab.dns import zones

NAME = intranet.NAMES[0]
NODES = {intranet.name(number): list(intranet.own_addresses(number)) for number in (1, 2)}


def asked(dns, earlier=None, **changes):
    arguments = {
        "names": list(intranet.NAMES),
        "addresses": list(intranet.VIRTUAL),
        "nodes": NODES,
        "servers": [dns.server("dc1")],
        "domain": "example.com",
        **changes,
    }
    found = read(arguments, earlier or {}, lambda host, port: DnsSession(host, port, seconds=0.3))
    assert mismatch(found, SHAPE) is None
    return found


def of(found, server, name=NAME):
    (one,) = [one for one in found["servers"] if one["name"] == f"{server}.example.com"]
    return next(answer for answer in one["answers"] if answer["name"] == name)


def test_every_server_of_the_zone_is_asked_for_itself(dns):
    found = asked(dns)
    assert [(one["name"], one["used"]) for one in found["servers"]] == [
        ("dc1.example.com", True),
        ("dc2.example.com", False),
    ]
    assert all(one["authoritative"] and one["zone"] == "example.com" for s in found["servers"] for one in s["answers"])
    assert [of(found, server)["addresses"] for server in ("dc1", "dc2")] == [list(intranet.VIRTUAL)] * 2
    assert of(found, "dc2", "web2")["addresses"] == NODES["web2"]


def test_a_short_name_is_asked_with_the_domain(dns):
    assert of(asked(dns), "dc1", intranet.NAMES[1])["asked"] == NAME


def test_the_domain_and_the_servers_are_those_of_the_node_where_the_description_has_none(dns):
    adapters = [
        {"addresses": [{"address": "10.0.0.50"}], "dns_servers": ["127.88.0.99"]},
        {"addresses": [{"address": "10.0.0.11"}], "dns_servers": ["127.88.0.98"]},
    ]
    earlier = {"read_machine_account": {"domain": "EXAMPLE.COM"}, "read_dns_registration": {"adapters": adapters}}
    found = asked(dns, earlier, servers=[], domain="")
    assert found["domain"] == "example.com"
    assert [one["server"] for one in found["servers"]] == ["127.88.0.98"]


def test_without_any_server_it_says_what_to_do(dns):
    assert asked(dns, servers=[])["problem"] == NO_SERVER


def test_a_record_that_one_server_has_alone_is_seen_there(dns):
    node = zones.node_of(NAME)
    stale = {"type": "A", "data": "10.0.0.99", "ttl": 600, "stamp": 0}
    records = dns.state["objects"][node]["dnsRecord"]
    dns.state["controllers"]["dc2"]["behind"] = {node: {"dnsRecord": [*records, stale]}}
    found = asked(dns)
    assert "10.0.0.99" not in of(found, "dc1")["addresses"]
    assert "10.0.0.99" in of(found, "dc2")["addresses"]
    assert of(found, "dc2")["ttl"] == 600


def test_a_name_that_is_not_there(dns):
    del dns.state["objects"][zones.node_of(NAME)]
    assert of(asked(dns), "dc1") == {
        "name": NAME,
        "asked": NAME,
        "zone": "example.com",
        "authoritative": True,
        "code": "NXDOMAIN",
        "addresses": [],
        "cname": [],
        "ttl": None,
    }


def test_an_alias_has_the_addresses_of_its_target(dns):
    alias = {"type": "CNAME", "data": "web1.example.com", "ttl": 60, "stamp": 0}
    dns.state["objects"][zones.node_of(NAME)] = zones.node([alias], zones.SYSTEM)
    found = of(asked(dns), "dc2")
    assert found["cname"] == ["web1.example.com"]
    assert found["addresses"] == NODES["web1"]


def test_reverse_records_of_a_zone_that_is_there_and_of_one_that_is_not(dns):
    found = {one["address"]: one for one in asked(dns)["reverse"]}
    assert found["10.0.0.11"]["names"] == ["web1.example.com"]
    assert found["10.0.0.50"]["zone"] is True
    assert found["2001:db8::50"]["zone"] is False


def test_a_silent_server_spoils_its_own_answers_only(dns):
    dns.state["controllers"]["dc2"]["answers"] = "silent"
    found = asked(dns)
    silent = next(one for one in found["servers"] if one["name"] == "dc2.example.com")
    assert silent["answers"] == []
    assert "did not answer within 0.3 seconds" in silent["problem"]
    assert of(found, "dc1")["code"] == "NOERROR"


def test_a_name_of_a_zone_that_the_server_does_not_hold_is_refused(dns):
    found = asked(dns, names=["intranet.elsewhere.example.net"])
    answer = found["servers"][0]["answers"][0]
    assert (answer["zone"], answer["authoritative"], answer["code"]) == ("", False, "REFUSED")


OTHER = "portal.example.net"


@pytest.fixture
def two_zones(dns):
    """A zone that dc1 alone has, for a second name of the farm."""
    added = {
        **zones.zone("example.net", aging=False, servers=("dc1.example.com",)),
        zones.node_of(OTHER, "example.net"): zones.node(
            [{"type": "A", "data": intranet.VIRTUAL[0], "ttl": 3600, "stamp": 0}], zones.SYSTEM
        ),
    }
    dns.state["objects"] |= added
    dns.state["controllers"]["dc2"]["behind"] = dict.fromkeys(added)
    return dns


@pytest.mark.parametrize("names", [[NAME, OTHER], [OTHER, NAME]])
def test_a_server_is_asked_for_itself_only_for_names_of_the_zones_that_it_holds(two_zones, names):
    found = asked(two_zones, names=names)
    one, two = found["servers"]
    assert (sorted(one["names"]), sorted(two["names"])) == (sorted([*names, *NODES]), sorted([NAME, *NODES]))
    assert [answer["name"] for answer in two["answers"]] == two["names"]
    assert (of(found, "dc1", OTHER)["zone"], of(found, "dc1")["zone"]) == ("example.net", "example.com")
    assert of(found, "dc2", "web1")["authoritative"]


def test_a_server_that_nodes_use_is_asked_for_names_of_other_servers_too(two_zones):
    found = asked(two_zones, names=[NAME, OTHER], servers=[two_zones.server("dc2"), two_zones.server("dc1")])
    assert not of(found, "dc2", OTHER)["authoritative"]
    assert of(found, "dc2", OTHER)["code"] == "REFUSED"
    assert of(found, "dc1", OTHER)["authoritative"]


def test_a_silent_server_was_asked_for_the_names_of_its_zone_alone(two_zones):
    two_zones.state["controllers"]["dc2"]["answers"] = "silent"
    found = asked(two_zones, names=[NAME, OTHER])
    silent = next(one for one in found["servers"] if one["name"] == "dc2.example.com")
    assert (silent["answers"], sorted(silent["names"])) == ([], sorted([NAME, *NODES]))


def test_an_answer_that_does_not_fit_a_datagram_comes_over_tcp(dns):
    many = [{"type": "A", "data": f"10.1.{n // 200}.{n % 200}", "ttl": 60, "stamp": 0} for n in range(400)]
    dns.state["objects"][zones.node_of(NAME)] = zones.node(many, zones.SYSTEM)
    assert len(of(asked(dns), "dc1")["addresses"]) == 400


def test_a_port_where_nobody_listens_is_said_at_once():
    with pytest.raises(DirectoryError, match=r"the DNS server 127\.88\.0\.77 \(port 9\)"):
        DnsSession("127.88.0.77", 9, seconds=0.3).ask(NAME, "A")


def test_without_dnspython_it_says_how_to_install_it(monkeypatch, dns):
    def missing(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name="dns")

    monkeypatch.setattr(library.importlib, "import_module", missing)
    with pytest.raises(DirectoryError, match="the Python package dnspython is not installed for"):
        read({"names": [NAME], "addresses": [], "nodes": NODES, "servers": [dns.server("dc1")], "domain": ""}, {})
