"""A masked answer has the same findings as the answer itself, and does not identify the node."""

import json
import re

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import COMPUTER_CONCERNS, CONCERNS, face
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.model import addresses
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.masking.addresses import MaskedAddresses
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.masking.fields import Masking, masked
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.answer_shapes import texts

always = settings(max_examples=100)

COMPUTER, DOMAIN = "WEB10", "contoso.com"
LABELS = ("web10", "web1", "contoso", "com", "intranet", "fabrikam", "x")
ADDRESSES = ["10.0.0.11", "10.0.0.12", "10.0.0.50", "172.16.0.9", "fd00::11", "fd00::12", "fec0:0:0:ffff::1"]
OTHERS = ["fe80::5efe:10.0.0.11%4", "fe80::abcd%7", "169.254.7.7", "127.0.0.1"]
GUIDS = [f"{{6F4C7C3E-1234-4000-8000-{number:012X}}}" for number in range(1, 5)]
STARTED = "2026-01-05 06:00:00"
BLANKS = st.sampled_from([" ", "\t", "   "])
UNUSUAL = st.text(st.sampled_from("aB 1.:%-#_ä☃İ,"), max_size=12)


def spellings(text):
    address = addresses.parse(text)
    return [text] if address.version == 4 else [text, address.exploded.upper(), f"{text}%4"]


SPELT = st.sampled_from([spelt for text in ADDRESSES for spelt in spellings(text)])


AROUND = st.sampled_from(["", "x", "-", "1", ":", ".", "%", "x:", "::"])
# In text that a user typed, with something before and after; a digit makes another address of it, or none.
GLUED = st.builds("{}{}{}".format, AROUND, SPELT, AROUND)


@st.composite
def host_names(draw):
    labels = [
        draw(st.sampled_from([label, label.upper()]))
        for label in draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=3))
    ]
    return ".".join(labels) + draw(st.sampled_from(["", "", "."]))


TEXTS = st.one_of(
    host_names(), SPELT, UNUSUAL, st.sampled_from(["LAN", "vEthernet (WEB10)", "to 10.0.0.12:80", "contosoLAN"])
)


@st.composite
def hosts_lines(draw):
    tokens = [draw(SPELT | UNUSUAL), *draw(st.lists(host_names() | UNUSUAL, min_size=1, max_size=3))]
    comment = draw(st.sampled_from(["", "#fabrikam", " # of WEB10"]))
    return draw(BLANKS).join(tokens) + comment


@st.composite
def nodes(draw):
    """A description and an answer of its node, which may have drifted in every way."""
    known = draw(st.permutations(ADDRESSES))
    names = draw(st.lists(host_names(), min_size=1, max_size=3, unique_by=lambda name: name.lower().rstrip(".")))
    arguments = {
        "own_addresses": known[:2],
        "virtual_addresses": known[2:4],
        "names": [name.rstrip(".") for name in names],
    }
    number = st.sampled_from([None, 0, 1])
    adapters = [
        {
            "id": guid,
            "index": index,
            "name": draw(TEXTS),
            "registers": draw(st.none() | st.booleans()),
            "disable_dynamic_update": draw(number),
            "ipv6_settings": draw(st.booleans()),
            "registration_enabled_ipv6": draw(number),
            "dns_servers": draw(st.lists(SPELT, max_size=2)),
            "dns_suffix": draw(st.just("") | host_names()),
            "addresses": [
                {
                    "address": text,
                    "skip_as_source": draw(st.booleans()),
                    "persistent_skip_as_source": draw(st.none() | st.booleans()),
                    "state": draw(st.sampled_from(["Preferred", "Preferred", "Duplicate", "Tentative"])),
                }
                for text in draw(st.lists(SPELT | st.sampled_from(OTHERS), unique=True, max_size=5))
            ],
        }
        for index, guid in enumerate(GUIDS[: draw(st.integers(0, 3))])
    ]
    answer = {
        "adapters": adapters,
        "disable_dynamic_update": draw(number),
        "registration_enabled": draw(number),
        "policies": {"registration_enabled": draw(number), "register_adapter_name": draw(number)},
        "dns_server_role": {
            "running": draw(st.booleans()),
            "publish_addresses": draw(st.none() | st.lists(SPELT | GLUED, max_size=3).map(",".join) | UNUSUAL),
            "listen_addresses": draw(st.none() | st.lists(SPELT, max_size=3).map(" ".join)),
        },
        "hosts": draw(st.lists(hosts_lines(), max_size=3)),
        "suffix_search_list": draw(st.lists(host_names(), max_size=2)),
        "started": STARTED,
        "earlier": {
            "started": STARTED,
            "values": [
                {"setting": setting, "before": draw(number)}
                for setting in ("disable_dynamic_update", f"adapters {GUIDS[0]} disable_dynamic_update")
            ],
            "problem": None,
        },
    }
    return arguments, answer


def is_address(word):
    try:
        return bool(addresses.parse(word))
    except ValueError:
        return False


def findings(arguments, answer):
    return dns_registration.findings([answer], Plan.from_arguments(dns_registration, arguments).intent)


def essence(finding, mask, hosts, names, adapters=()):
    """All of a finding through the masks, where the order of names and addresses in a sentence means nothing."""
    subject, _, on = finding.subject.partition("hosts file on ")
    where = ("hosts file on", *sorted(map(names, on.split(", ")))) if on else mask(subject)
    found = hosts(finding.found) if on else finding.found
    words = re.split("[, ]+", finding.reason)
    reason = sorted(mask(word) if is_address(word) or word in adapters else word for word in words)
    key = finding.key and tuple(map(mask, finding.key))
    return repr((finding.control, where, finding.state, found, finding.wanted, key, finding.remedy, reason))


def both(arguments, answer):
    """The masking that has seen all of it, and what it made of it."""
    masking = Masking([COMPUTER, DOMAIN], dns_registration.MASKING)
    for _ in range(2):
        after = masking.data(arguments, ""), masking.data(answer, "")
    return masking, after


@always
@given(nodes())
def test_findings_of_the_masked_answer_are_the_masked_findings(node):
    masking, after = both(*node)
    assert after == masked(*node, [COMPUTER, DOMAIN], dns_registration.MASKING)
    adapters = {adapter["name"] for adapter in node[1]["adapters"]}
    before = sorted(essence(f, masking.text, masking.hosts_line, masking.names, adapters) for f in findings(*node))
    assert sorted(essence(f, str, str, str) for f in findings(*after)) == before


@always
@given(nodes())
def test_no_name_no_address_and_no_identifier_is_left(node):
    text = json.dumps(masked(*node, LABELS, dns_registration.MASKING)).lower()
    for telling in (*(label for label in LABELS if len(label) >= 4), "abcd", "6f4c7c3e"):
        assert telling not in text
    assert not re.search(r"(?<!\d)172\.16", text), "with a digit before it, it is another address, or none"


@always
@given(st.lists(st.ip_addresses(), unique=True, max_size=60))
def test_addresses_stay_apart_and_keep_their_kind(given):
    masks = MaskedAddresses()
    found = [addresses.parse(masks.mask(str(address))) for address in given]
    assert len(set(found)) == len(given)
    for address, mask in zip(given, found, strict=True):
        for kind in ("version", "is_link_local", "is_multicast", "is_loopback", "is_unspecified"):
            assert getattr(address, kind) == getattr(mask, kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fe80::c0a8:1%4", "fe80::1%4"),
        ("fe80::c0a8:1%eth0", "fe80::1%scope0"),
        ("169.254.7.7", "169.254.0.1"),
        ("10.0.0.11,10.0.0.12", "192.0.2.1,192.0.2.2"),
        ("to 10.0.0.11:8080", "to 192.0.2.1:8080"),
        ("10.0.0.11.5 and 999.0.0.1", "192.0.2.1.5 and 999.0.0.1"),
        ("[fd00::1]:80", "[2001:db8::1]:80"),
        ("IP:fd00::1, vpn-fd00::2.", "IP:2001:db8::1, vpn-2001:db8::2."),
        ("to fe80::5efe:10.0.0.11%4.", "to fe80:0000:0000:0000:0000:0000:0000:0001%4."),
        ("10.0.0.1155 12:30:59 00:11:22:33:44:55", "10.0.0.1155 12:30:59 00:11:22:33:44:55"),
        ("127.0.0.1 ::1 0.0.0.0", "127.0.0.1 ::1 0.0.0.0"),
        ("LAN", "LAN"),
        ("vEthernet (Web1)", "vEthernet (name1)"),
        ("WEB1.contoso.com", "name1.name2.name3"),
        ("contosoLAN of contoso.", "name2LAN of name2."),
        ("common", "common"),
        ("6f4c7c3e-1234-4000-8000-00000000000a", "00000000-0000-4000-8000-000000000001"),
    ],
)
def test_what_a_text_becomes(text, expected):
    assert Masking(["WEB1", "contoso.com"]).text(text) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("10.0.0.50\tintranet  Intranet.contoso.com.", "192.0.2.1\tname1  name1.name2.name3."),
        ("10.0.0.50 intranet # asked for by J. Doe", "192.0.2.1 name1 # comment"),
        ("::1 Intranet#glued", "::1 name1# comment"),
    ],
)
def test_what_a_line_of_the_hosts_file_becomes(line, expected):
    assert Masking([]).hosts_line(line) == expected


def test_more_addresses_than_documentation_has_are_refused():
    masks = MaskedAddresses()
    found = {masks.mask(f"10.1.{number // 250}.{number % 250}") for number in range(762)}
    assert len(found) == 762
    with pytest.raises(ValueError, match=r"more addresses to mask than 192\.0\.2\.0/24, 198\.51\.100\.0/24"):
        masks.mask("10.2.0.1")


def test_an_address_in_too_many_spellings_is_refused():
    masks = MaskedAddresses()
    spelt = ["fd00::a", "FD00::a", "fd00::A", "FD00::A"]
    assert len({masks.mask(text) for text in spelt}) == len(spelt)
    with pytest.raises(ValueError, match="fd00::a has more than 4 spellings"):
        masks.mask("fd00:0::a")


def test_a_field_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match=r"not known how to mask printers\.name"):
        masked({}, {"printers": [{"name": "CONTOSO-LP"}]}, [], dns_registration.MASKING)


@pytest.mark.parametrize("concern", [*CONCERNS, *COMPUTER_CONCERNS], ids=face)
def test_every_text_of_a_concern_can_be_masked(concern):
    arguments = {name for name, option in concern.ARGUMENT_SPEC.items() if re.search("str|path", json.dumps(option))}
    assert arguments | {path for shape in concern.SHAPES.values() for path in texts(shape)} == set(concern.MASKING)


@pytest.mark.parametrize("kept", ["", "4", "0x29", "2E050780"])
def test_a_number_in_an_event_is_kept(kept):
    assert Masking([]).event_field(kept) == kept


def test_a_name_in_an_event_has_the_mask_that_it_has_elsewhere():
    masking = Masking(["web1.example.com"])
    assert masking.event_field("web1$") == "name1$"
    assert masking.event_field("HTTP/web1.example.com@EXAMPLE.COM") == "HTTP/name1.name2.name3@name2.name3"
    assert masking.event_field("EXAMPLE.COM") == "name2.name3"
    assert masking.event_field(r"EXAMPLE\anna") == rf"name2\{masking.whole('anna')}"
    assert "Payroll" not in masking.event_field("The Payroll pool")
