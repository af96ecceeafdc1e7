"""Facts of an account, from what its attributes have."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.entry import Entry
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.account import Account, Detail
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.accounts import (
    account,
    detail,
    dn_of_domain,
    domain_of_dn,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.shape import ACCOUNT, DETAIL
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch

NOW = datetime(2026, 11, 29, 10, 30, tzinfo=UTC)  # a Sunday
DOMAINS = [{"domain": "example.com", "netbios": "EXAMPLE", "sid": ""}]


def facts(**attributes: str | bytes) -> Detail:
    given = {name.replace("_", "-").lower(): (_bytes(value),) for name, value in attributes.items()}
    found = detail(Entry("CN=a", given), "dc1", 5)
    assert mismatch(found, DETAIL) is None
    return Detail.from_answer(found)


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


def test_of_an_object_that_shows_nothing_nothing_is_known() -> None:
    found = facts()
    assert (found.locked, found.password_expired, found.protected_user, found.attempts_left) == (None, None, None, None)
    assert (found.key_version, found.encryption_types, found.groups_known) == (None, None, False)
    assert (found.disabled, found.must_change, found.may_delegate, found.writable) == (False, False, False, False)


@pytest.mark.parametrize(
    ("attributes", "fact"),
    [
        ({"userAccountControl": "514"}, "disabled"),
        ({"userAccountControl": "66048"}, "password_never_expires"),
        ({"msDS_User_Account_Control_Computed": "16"}, "locked"),
        ({"msDS_User_Account_Control_Computed": "8388608"}, "password_expired"),
        ({"pwdLastSet": "0"}, "must_change"),
        ({"userAccountControl": str(0x80200)}, "may_delegate"),
        ({"userAccountControl": str(0x1000200)}, "may_delegate"),
        ({"msDS_AllowedToDelegateTo": "MSSQLSvc/sql1"}, "may_delegate"),
        ({"allowedAttributesEffective": "servicePrincipalName"}, "writable"),
    ],
)
def test_a_fact(attributes: dict[str, str], fact: str) -> None:
    assert getattr(facts(**attributes), fact) is True
    assert not getattr(facts(), fact)


@pytest.mark.parametrize(("value", "expired"), [("0", False), ("9223372036854775807", False), ("1", True)])
def test_an_account_that_expires(value: str, expired: bool) -> None:
    assert facts(accountExpires=value).expired(NOW) is expired


@pytest.mark.parametrize(("bad", "left"), [("0", 5), ("4", 1), ("9", 0)])
def test_wrong_passwords_that_are_left(bad: str, left: int) -> None:
    assert facts(badPwdCount=bad).attempts_left == left


def test_logon_hours_are_of_utc_and_begin_on_sunday() -> None:
    tenth_on_sunday = bytes([0, 4, *bytes(19)])
    assert facts(logonHours=tenth_on_sunday).may_log_on_at(NOW)
    assert not facts(logonHours=tenth_on_sunday).may_log_on_at(NOW.replace(hour=11))
    assert not facts(logonHours=tenth_on_sunday).may_log_on_at(NOW.replace(day=30))
    assert facts(logonHours=tenth_on_sunday).hours_allowed == 1
    assert facts(logonHours=bytes([0xFF] * 21)).logon_hours is None
    assert (facts().hours_allowed, facts(logonHours=bytes(21)).hours_allowed) == (168, 0)
    assert not facts(logonHours=bytes(21)).may_log_on_at(NOW)


@pytest.mark.parametrize("data", [b"", b"x", b"\1\0\4\x80" + b"\xff" * 16])
def test_a_list_of_readers_that_cannot_be_read_is_not_known(data: bytes) -> None:
    assert facts(msDS_GroupMSAMembership=data).may_read_password(frozenset()) is None


@pytest.mark.parametrize(
    ("classes", "kind"),
    [
        (["top", "user"], "user"),
        (["top", "user", "computer"], "computer"),
        (["top", "user", "computer", "msDS-GroupManagedServiceAccount"], "gmsa"),
        (["top", "user", "computer", "msDS-ManagedServiceAccount"], "msa"),
        (["top", "contact"], "other"),
    ],
)
def test_the_kind_is_that_of_the_most_special_class(classes: list[str], kind: str) -> None:
    assert made(objectClass=classes).kind == kind


def made(**attributes: Any) -> Account:
    given = {name.lower(): tuple(map(_bytes, values)) for name, values in attributes.items()}
    found = account(Entry("CN=a,OU=x\\,DC=evil,DC=Example,DC=com", given), DOMAINS)
    assert mismatch(found, ACCOUNT) is None
    return Account.from_answer(found)


def test_the_domain_is_that_of_the_name_of_the_object() -> None:
    found = made(sAMAccountName=["svc"])
    assert (found.domain, found.netbios, found.shown) == ("example.com", "EXAMPLE", r"EXAMPLE\svc")
    assert domain_of_dn(dn_of_domain("child.example.com")) == "child.example.com"
    assert domain_of_dn("CN=a") == ""


def test_a_service_principal_name_is_found_in_any_case() -> None:
    found = made(servicePrincipalName=["http/INTRANET"])
    assert found.spelling("HTTP/intranet") == "http/INTRANET"
    assert found.spelling("HTTP/intrane") is None


def test_values_that_are_no_text_are_shown_all_the_same() -> None:
    assert made(sAMAccountName=[b"\xff\xfe"], objectSid=[b"x"]).sid == ""
