"""Firefox: a policy, one that does not lock, and what a user has set."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.firefox import firefox
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.firefox_preferences import (
    FirefoxFiles,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.settings import users

SID = "S-1-5-21-1-2-3-1001"
(USER,) = users([{"sid": "", "values": []}, {"sid": SID, "values": []}])
TRUSTED = 'user_pref("network.negotiate-auth.trusted-uris", "{}");'


def sends(lines: list[str] | None, policies: Any = None, host: str = "intranet.example.com") -> bool | None:
    """lines: of the user's only profile."""
    profiles = [] if lines is None else [{"sid": SID, "profile": "a.default", "lines": lines, "problem": ""}]
    answer = {
        "firefox_policies": None if policies is None else json.dumps({"policies": policies}),
        "firefox_defaults": ["channel-prefs.js"],
        "firefox_profiles": profiles,
    }
    return firefox(USER, FirefoxFiles.from_answer(answer), "https", host).sends


UNLOCKED = {"Authentication": {"SPNEGO": ["other.example.com"], "Locked": False}}


@pytest.mark.parametrize(
    ("lines", "policies", "expected"),
    [
        ([TRUSTED.format(".example.com")], None, True),
        ([TRUSTED.format("https://")], None, True),
        ([TRUSTED.format("http://")], None, False),
        ([TRUSTED.format(".example.com"), TRUSTED.format("")], None, False),  # user.js comes last
        ([], None, False),
        (None, None, None),
        ([TRUSTED.format(".example.com")], {"Authentication": {"SPNEGO": ["other.example.com"]}}, False),
        ([TRUSTED.format(".example.com")], UNLOCKED, True),
        ([], {"Authentication": {"SPNEGO": [".example.com"], "Locked": False}}, True),
        ([TRUSTED.format("other")], {"Authentication": {"SPNEGO": [".example.com"], "Locked": False}}, False),
        ([], {"Preferences": {"network.negotiate-auth.trusted-uris": {"Value": ".example.com"}}}, None),
        (['user_pref("network.negotiate-auth.trusted-uris", 1);'], None, None),
    ],
)
def test_what_decides(lines: list[str] | None, policies: Any, expected: bool | None) -> None:
    assert sends(lines, policies) is expected


def test_a_user_may_trust_every_name_without_dots() -> None:
    line = 'user_pref("network.negotiate-auth.allow-non-fqdn", true);'
    assert sends([line], host="intranet") is True
    assert sends([line]) is False
