"""The findings of a masked answer about authentication are those of the answer itself, without the farm's names."""

import json
from dataclasses import replace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import (
    concern as windows_authentication,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.masking.fields import Masking, masked

from tests.decisions import case as cases

NODE = ["WEB1", "example.com"]


@pytest.fixture(params=cases.files("windows_authentication"), ids=cases.sentence)
def node(request):
    """Arguments and answers of each case of the concern."""
    case = cases.read(request.param)
    return case.arguments, [*case.answers]


def essence(arguments, answers):
    reading = replace(cases.node("windows_authentication"), arguments=arguments).reading_of(answers)
    found = [(f.control, f.state, f.remedy, len(f.key or ())) for f in reading.findings]
    return found, [(change.key[2:], change.wanted) for change in reading.changes()]


def test_findings_of_the_masked_answers_are_those_of_the_answers(node):
    assert essence(*masked(*node, NODE, windows_authentication.MASKING)) == essence(*node)


def test_no_name_is_left(node):
    text = json.dumps(masked(*node, NODE, windows_authentication.MASKING)).lower()
    for telling in ("intranet", "example", "svc-", "reports", "web1", "10.0.0."):
        assert telling not in text


@pytest.mark.parametrize(
    ("mask", "text", "expected"),
    [
        (Masking.location, "Default Web Site/", "name1/"),
        (Masking.location, "Intranet/reports/2025", "name1/part1/part2"),
        (Masking.service_principal, "HTTP/Intranet.example.com:8080", "HTTP/name1.name2.name3:8080"),
        (Masking.account, "WEB1$", "name1$"),
        (Masking.url, "HTTP://INTRANET.EXAMPLE.COM:80/", "HTTP://name1.name2.name3:80/"),
        (Masking.url, "HTTPS://+:443/Reports/", "HTTPS://+:443/part1/"),
        (Masking.url, "HTTP://*:80/", "HTTP://*:80/"),
        (Masking.url, "HTTP://INTRANET:8000:10.1.2.3/", "HTTP://name1:8000:192.0.2.1/"),
        (Masking.url, "HTTP://[2001:db9::1]:8000/", "HTTP://[2001:db8::1]:8000/"),
        (Masking.url, "HTTP://+:80/WSMAN/", "HTTP://+:80/WSMAN/"),
    ],
)
def test_what_a_text_becomes(mask, text, expected):
    assert mask(Masking([]), text) == expected


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("Negotiate", "Negotiate"),
        ("NTLM", "NTLM"),
        ("Negotiate:Kerberos", "Negotiate:Kerberos"),
        ("ContosoSSO", "name1"),
    ],
)
def test_a_provider_that_is_not_of_windows_is_masked(text, mask):
    assert Masking([]).provider(text) == mask
