"""Servers by name or address, with or without a port."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server, server


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("DC1.example.com", Server("dc1.example.com")),
        ("dc1:10389", Server("dc1", 10389)),
        ("10.0.0.5", Server("10.0.0.5")),
        ("10.0.0.5:53", Server("10.0.0.5", 53)),
        ("2001:DB8::5", Server("2001:db8::5")),
        ("[2001:db8::5]", Server("2001:db8::5")),
        ("[2001:db8::5]:5353", Server("2001:db8::5", 5353)),
        ("", None),
        ("dc1:", None),
        ("dc1:0", None),
        ("dc1:65536", None),
        ("dc1:ldap", None),
        ("10.0.0", None),
        ("10.0.0.256:53", None),
        ("ldap://dc1", None),
        ("dc1.example.com/", None),
        ("[dc1]:389", None),
        ("[10.0.0.5", None),
        ("dc 1", None),
    ],
)
def test_a_server(text: str, found: Server | None) -> None:
    assert server(text) == found


@pytest.mark.parametrize("text", ["dc1", "dc1:389", "10.0.0.5", "10.0.0.5:53", "2001:db8::5", "[2001:db8::5]:53"])
def test_a_server_is_written_as_it_is_read(text: str) -> None:
    assert str(server(text)) == text
