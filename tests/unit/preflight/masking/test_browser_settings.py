"""The findings of a masked answer of a client are those of the answer itself, without names of sites and users."""

import json

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.settings import TREES
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import face
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.masking.fields import Masking
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.recording import recorded

from lab.faults import CLIENTS
from tests.decisions import case as cases
from tests.decisions import checks
from tests.faults.computer_in_process import read

NAMES = ["PC1", "example.com"]
TELLING = ("intranet.", "example", "contoso", "1004336348", "\\jo", '"jo"', "pc1", "web1", "svc-", "10.0.0.", "10.8.0.")
FILES = (*cases.files("browser_policy"), *cases.files("evidence_on_client"))


def same(reading):
    case = cases.case(face(reading.plan.concern), recorded(reading, NAMES))
    for check in checks.ALL:
        check(case)
    text = json.dumps([case.arguments, case.answers]).lower()
    assert [telling for telling in TELLING if telling in text] == []
    # Preflight requests no fix; what one may write follows from the country's part of a name, which is masked.
    fixed = bool(reading.plan.arguments.get("fixes"))
    before, after = (
        [(f.control, f.state, None if fixed else f.remedy) for f in one.findings] for one in (reading, case.reading)
    )
    assert before == after


@pytest.mark.parametrize("path", FILES, ids=cases.sentence)
def test_findings_of_the_masked_answers_are_those_of_the_answers(path):
    reading = cases.read(path).reading
    if not reading.problem:
        same(reading)


@pytest.mark.parametrize("fault", CLIENTS, ids=lambda fault: fault.name)
def test_a_recording_of_a_client_is_a_case_as_it_is(fault):
    for reading in read(1, fault):
        same(reading)
        assert recorded(reading, None)["why"] == recorded(reading, NAMES)["why"] == "A client as preflight recorded it."


def test_the_words_of_windows_and_of_browsers_are_kept():
    """Those that the payload is asked for."""
    masking = Masking([])
    for tree in TREES:
        assert masking.registry_key(tree["key"]) == tree["key"]
        assert [masking.setting(name) for name in tree["names"]] == tree["names"]


@pytest.mark.parametrize(
    ("line", "mask"),
    [
        (
            'user_pref("network.negotiate-auth.trusted-uris", "https://web1.example.com,.example.com");',
            'user_pref("network.negotiate-auth.trusted-uris", "https://name1.name2.name3,.name2.name3");',
        ),
        (
            'user_pref("network.negotiate-auth.allow-non-fqdn", true); // of jo',
            'user_pref("network.negotiate-auth.allow-non-fqdn", true);',
        ),
        ('user_pref("network.negotiate-auth.trusted-uris", jo);', "?"),
        ('lockPref("network.negotiate-auth.trusted-uris", "web1");', "?"),
        ('// user_pref("network.negotiate-auth.trusted-uris", "web1");', "//"),
    ],
)
def test_of_a_line_of_a_profile_only_the_sites_are_there_and_they_are_masked(line, mask):
    assert Masking([]).preference(line) == mask


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("1", "1"),
        ("negotiate,ntlm", "negotiate,ntlm"),
        ("web1.example.com", "name1.name2.name3"),
        ("https://*.example.com", "https://*.name2.name3"),
        ("*example.com, .example.com", "*name2.name3, .name2.name3"),
        ("http://web1.example.com:8080/start", "http://name1.name2.name3:8080/part1"),
        ("contoso://web1.example.com", "name4://name1.name2.name3"),
        ("jo", "name4"),
        ("4711", "name4"),
        ("10.0.0.11", "192.0.2.1"),
        (r"C:\Users\jo\AppData\chrome.exe", r"C:\Users\part1\part2\part3.exe"),
    ],
)
def test_what_a_setting_becomes(text, mask):
    assert Masking(["web1.example.com"]).setting(text) == mask


def test_the_keys_of_sites_are_masked_label_by_label():
    key = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings\ZoneMap\{}"
    masking = Masking(["web1.example.com"])
    assert masking.registry_key(key.format(r"Domains\example.com\web1")) == key.format(r"Domains\name2.name3\name1")
    assert masking.registry_key(key.format(r"Ranges\Range1")) == key.format(r"Ranges\Range1")


def test_a_site_that_cannot_be_masked_reliably_is_refused():
    with pytest.raises(ValueError, match=r"not known how to mask intra\*\.example\.com, with \* inside"):
        Masking([]).setting("intra*.example.com")


@pytest.mark.parametrize(
    ("content", "masked"),
    [
        ({"policies": {"Authentication": {"SPNEGO": ["a.b"], "AllowNonFQDN": {"SPNEGO": True}}, "Homepage": "c"}},
         '{"policies": {"Authentication": {"SPNEGO": ["name1.name2"], "AllowNonFQDN": {"SPNEGO": true}}}}'),
        ({"policies": {}}, '{"policies": {}}'),
        ({"other": "a.b"}, "{}"),
        ({"policies": ["a.b"]}, "0"),
        (["a.b"], "[]"),
        (7, "0"),
    ],
)  # fmt: skip
def test_of_the_policies_of_firefox_what_is_about_authentication_is_left(content, masked):
    assert Masking([]).policies_file(json.dumps(content)) == masked


def test_a_file_that_is_no_json_stays_one():
    assert Masking([]).policies_file('{"policies": contoso') == "{"
