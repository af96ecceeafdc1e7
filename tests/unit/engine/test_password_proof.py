"""Whether the service account's password is tried at a domain controller; that it is accepted there: tests/samba."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import library
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError, LogonRefusedError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.logon import Logon
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import password_proof
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.password_proof import NotProvedError, prove
from ansible_collections.nlb.kerberos.plugins.module_utils.model.servers import Server

ACCOUNT = {
    **{"user": "svc-intranet", "domain": "example.com", "managed": False, "controller": "dc1.example.com:389"},
    **{"attempts": 5, "locks": True},
}
PASSWORD = "a canary"


@pytest.fixture(autouse=True)
def tried(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was tried: user, realm, domain controller. The last one may be an error to raise."""
    found: list[Any] = []

    def prove_password(logon: Logon, server: Server, realm: str, seconds: float) -> None:
        answers = [one for one in found if isinstance(one, Exception)]
        found.append((logon.user, realm, server.host))
        if answers:
            raise answers[0]

    monkeypatch.setattr(password_proof, "prove_password", prove_password)
    monkeypatch.setattr(password_proof, "module", lambda name: None)
    return found


def test_it_is_tried_once_at_the_domain_controller_that_has_told_of_the_account(tried: list[Any]) -> None:
    assert prove(ACCOUNT, PASSWORD) == ""
    assert tried == [("svc-intranet@EXAMPLE.COM", "EXAMPLE.COM", "dc1.example.com")]


def test_a_refused_one_is_given_to_no_node(tried: list[Any]) -> None:
    tried.append(LogonRefusedError("dc1: the user name or the password is wrong"))
    with pytest.raises(NotProvedError, match=r"refused: dc1: .* wrong\. Nothing was changed"):
        prove(ACCOUNT, PASSWORD)


@pytest.mark.parametrize("attempts", [0, 1, 2])
def test_with_few_attempts_left_none_is_made(tried: list[Any], attempts: int) -> None:
    with pytest.raises(NotProvedError, match=rf"not tried: {attempts} more wrong ones lock the account"):
        prove({**ACCOUNT, "attempts": attempts}, PASSWORD)
    assert tried == []


def test_where_no_number_locks_the_account_it_is_tried(tried: list[Any]) -> None:
    assert prove({**ACCOUNT, "attempts": None, "locks": False}, PASSWORD) == ""
    assert len(tried) == 1


@pytest.mark.parametrize(
    ("account", "why"),
    [
        (None, "nothing is known of the service account"),
        ({**ACCOUNT, "managed": True}, "managed by the domain"),
        ({**ACCOUNT, "attempts": None}, "how many wrong passwords lock"),
        ({**ACCOUNT, "controller": ""}, "which domain controller to ask"),
    ],
)
def test_what_is_not_known_leaves_the_proof_to_the_nodes(
    tried: list[Any], account: Mapping[str, Any] | None, why: str
) -> None:
    assert why in prove(account, PASSWORD)
    assert tried == []


def test_a_silent_domain_controller_or_a_missing_package_leaves_the_proof_to_the_nodes(
    tried: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried.append(DirectoryError("dc1: no key distribution center answers"))
    assert "no key distribution center answers; it is proved on one pool" in prove(ACCOUNT, PASSWORD)

    def absent(name: str) -> None:
        raise DirectoryError(library.missing(name, ModuleNotFoundError(name=name)))

    monkeypatch.setattr(password_proof, "module", absent)
    assert "python3-gssapi" in prove(ACCOUNT, PASSWORD)
