"""Who is logged on with Kerberos, and with which settings; the logon itself is tests/samba/test_kerberos.py's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import key_distribution_center
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.krb5_settings import settings
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon


@pytest.mark.parametrize("user", [r"EXAMPLE\reader", r"example.com\reader", "reader@example.com", "reader@EXAMPLE.COM"])
def test_a_user_of_the_domain_has_a_name_in_kerberos(user: str) -> None:
    assert key_distribution_center.realm_of(Logon(user, "x"), "EXAMPLE.COM") == "reader@EXAMPLE.COM"


@pytest.mark.parametrize(
    "user",
    ["reader", r"OTHER\reader", "reader@example", "reader@other.example", r"child.example.com\reader", r"EXAMPLE" "\\"],
)
def test_a_user_of_another_domain_is_not_tried(user: str) -> None:
    """One of the same name here has another password."""
    with pytest.raises(key_distribution_center.NoTicketError, match="is not a user of EXAMPLE"):
        key_distribution_center.realm_of(Logon(user, "x"), "EXAMPLE.COM")


def test_without_a_realm_nobody_is_tried() -> None:
    with pytest.raises(key_distribution_center.NoTicketError):
        key_distribution_center.realm_of(Logon("reader@", "x"), "")


def test_the_settings_are_in_effect_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRB5_CONFIG", "/etc/own")
    monkeypatch.delenv("KRB5CCNAME", raising=False)
    with settings("EXAMPLE.COM", "10.0.0.5"):
        file = Path(os.environ["KRB5_CONFIG"])
        text = file.read_text(encoding="utf-8")
        assert not Path(os.environ["KRB5CCNAME"].removeprefix("FILE:")).exists()
    assert "kdc = 10.0.0.5" in text
    assert "default_realm = EXAMPLE.COM" in text
    assert "admin_server" not in text
    assert not file.exists()
    assert os.environ["KRB5_CONFIG"] == "/etc/own"
    assert "KRB5CCNAME" not in os.environ
