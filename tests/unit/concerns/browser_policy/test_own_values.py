"""Where Windows keeps the sites of a host, and what a fix writes there."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.changes import writes
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.own_values import (
    domain_key,
    present,
    wanted,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.settings import INTERNET, POLICY
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("intranet", "intranet"),
        ("example.com", "example.com"),
        ("intranet.example.com", r"example.com\intranet"),
        ("intranet.web.example.com", r"example.com\intranet.web"),
        ("intranet.example.de", r"example.de\intranet"),
        ("intranet.abc.de", ""),
        ("intranet.example.co.uk", ""),
    ],
)
def test_a_host_is_below_its_domain_where_that_is_sure(name: str, key: str) -> None:
    assert domain_key(name) == key


@pytest.mark.parametrize(
    ("path", "name", "data"),
    [
        (rf"{INTERNET}\Zones\1", "1A00", 0x20000),
        (rf"{INTERNET}\Zones\2", "1A00", 0),
        (INTERNET, "EnableNegotiate", 1),
        (rf"{INTERNET}\ZoneMap\Domains\intranet", "*", 1),
    ],
)
def test_what_a_fix_writes(path: str, name: str, data: int) -> None:
    assert wanted(("S-1-5-21-1", path, name)) == data


def test_every_value_that_a_fix_may_write_is_read_again() -> None:
    answer = {"sid": "", "values": [{"key": INTERNET.upper(), "name": "enablenegotiate", "data": 0}]}
    found = present([answer], ["intranet", "intranet.abc.de"])
    assert found["", INTERNET, "EnableNegotiate"] == 0
    assert len(found) == 1 + 2 + 6
    assert all(path.startswith(INTERNET) for _, path, _ in found)


@pytest.mark.parametrize("key", [None, ("", rf"{POLICY}\Zones\1", "1A00")])
def test_nothing_else_is_written(key: tuple[str, ...] | None) -> None:
    with pytest.raises(ValueError, match="no write can fix ZONE-2 logon"):
        writes([Finding("ZONE-2", "logon", State.DRIFT, key=key)], (), {})
