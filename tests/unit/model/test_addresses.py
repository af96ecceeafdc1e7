"""IP addresses as administrators and Windows write them."""

from ipaddress import ip_address

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model import addresses


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("10.0.0.50", "10.0.0.50"),
        ("2001:0DB8:0:0::0050", "2001:db8::50"),
        ("fe80::1%4", "fe80::1"),
        ("FE80::1%Ethernet 2", "fe80::1"),
    ],
)
def test_an_address_is_read_in_any_spelling_and_without_its_scope(text, address):
    assert addresses.parse(text) == ip_address(address)


@pytest.mark.parametrize("text", ["", "intranet", "10.0.0", "10.0.0.050", "10.0.0.50/24", "10.0.0.50:80", " 10.0.0.50"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match="does not appear to be an IPv4 or IPv6 address"):
        addresses.parse(text)


def test_a_list_option_keeps_its_order():
    given = ["2001:DB8::50", "10.0.0.50"]
    assert addresses.parse_option(given, "x") == (ip_address("2001:db8::50"), ip_address("10.0.0.50"))


@pytest.mark.parametrize("given", [None, [], "10.0.0.50", 10, {"10.0.0.50"}, {"a": "10.0.0.50"}])
def test_what_is_no_list_of_addresses_is_refused(given):
    with pytest.raises(ValueError, match=r"^own_addresses: found .*, expected a list of IP addresses such as "):
        addresses.parse_option(given, "own_addresses")


@pytest.mark.parametrize(
    ("given", "words"),
    [("intranet", "'intranet'"), ("", "''"), (None, "nothing"), (10, "10"), (["10.0.0.50"], '["10.0.0.50"]')],
)
def test_an_item_that_is_no_address_is_named_by_its_position(given, words):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        addresses.parse_option(["10.0.0.50", given], "own_addresses")
    assert str(caught.value) == (
        f"own_addresses[1]: found {words}, expected an IP address such as 10.0.0.50 or 2001:db8::50"
    )


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("fe80::1%4", "link-local"),
        ("169.254.7.7", "link-local"),
        ("127.0.0.1", "loopback"),
        ("::1", "loopback"),
        ("224.0.0.251", "multicast"),
        ("ff02::1", "multicast"),
        ("0.0.0.0", "unspecified"),
        ("::", "unspecified"),
    ],
)
def test_an_address_that_clients_cannot_reach_is_refused(given, kind):
    with pytest.raises(
        ValueError, match=rf"^x\[0\]: found \S+ \({kind}\), expected an address that clients can reach$"
    ):
        addresses.parse_option([given], "x")


@pytest.mark.parametrize("given", ["10.0.0.11", "192.168.1.1", "fd00::11", "fec0::11", "8.8.8.8"])
def test_an_address_that_clients_can_reach_is_taken(given):
    assert addresses.parse_option([given], "x") == (ip_address(given),)


def test_an_address_given_twice_in_another_spelling_is_refused():
    with pytest.raises(ValueError, match=r"^x: 2001:db8::50 is given twice; remove one$"):
        addresses.parse_option(["2001:db8::50", "10.0.0.50", "2001:DB8:0::50"], "x")


def test_what_is_repeated_is_returned_once_and_in_order():
    assert addresses.repeated("banana") == ["a", "n"]
    assert addresses.repeated([]) == []
