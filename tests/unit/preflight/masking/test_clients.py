"""What is recorded of a client is a case with the same findings, and shows no site, user or program of anybody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.masking.fields import Masking
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.recording import recorded

from tests.decisions import case as cases
from tests.decisions import checks

NAMES = ["PC1", "example.com", "web1"]
TELLING = ("intranet.", "example", "svc-", "portal", "1004336348", "web1", "jo", "10.0.0.", "10.8.0.")
FILES = (*cases.files("browser_policy"), *cases.files("evidence_on_client"))


@pytest.mark.parametrize("path", FILES, ids=cases.sentence)
def test_a_masked_recording_of_a_client_is_a_case_with_the_same_findings(path: Path) -> None:
    given = cases.read(path)
    if given.reading.problem:
        return  # what could not be read is not recorded
    found = recorded(given.reading, NAMES)
    case = cases.case(path.parent.name, found)
    for check in checks.ALL:
        check(case)
    before, after = (sorted((f.control, f.state) for f in one.findings) for one in (given.reading, case.reading))
    assert before == after
    words = json.dumps({name: found[name] for name in ("arguments", "given")}).lower()
    assert [one for one in TELLING if one in words] == []


@pytest.mark.parametrize(
    ("mask", "text", "masked"),
    [
        ("registry_key", r"Software\ZoneMap\Domains\example.com\web1", r"Software\ZoneMap\Domains\name1.name2\name3"),
        ("registry_key", r"Internet Settings\Zones\1", r"Internet Settings\Zones\1"),
        ("registry_text", "https://*.example.com", "https://*.name1.name2"),
        ("registry_text", "*.example.com, web1:8080", "*.name1.name2, name3:8080"),
        ("registry_text", "EnableNegotiate", "EnableNegotiate"),
        ("registry_text", "ntlm,negotiate", "ntlm,negotiate"),
        ("registry_text", r"C:\Users\anna\AppData\Local\Google\Chrome\Application\chrome.exe", "chrome.exe"),
        ("registry_text", r'"D:\anna\own browser.exe"', "program.exe"),
        ("registry_text", "", ""),
        ("registry_text", "http://[fd00::50]:81;10.0.0.5", "http://[2001:db8::1]:81;192.0.2.1"),
        ("firefox_policies", '{"policies": {"Homepage": "anna"}}', '{"policies": {}}'),
        ("firefox_policies", '{"policies": {"Authentication": {"SPNEGO": [".example.com", 4], "Locked": true}}}',
         '{"policies": {"Authentication": {"SPNEGO": [".name1.name2", 4], "Locked": true}}}'),
        ("firefox_policies", "no JSON of anna", "{"),
        ("firefox_policies", '["anna"]', "{"),
    ],
)  # fmt: skip
def test_sites_and_users_are_masked_and_words_of_windows_kept(mask: str, text: str, masked: str) -> None:
    masking = Masking(["example.com", "web1"])
    assert getattr(masking, mask)(text) == masked
