"""The table of whose key decrypts."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.authentication.decrypting_key import (
    OWN_ACCOUNT,
    decrypting_account,
)

ACCOUNT, COMPUTER = r"EXAMPLE\svc-intranet", r"EXAMPLE\WEB1$"
BUILT_IN = ("LocalSystem", "LocalService", "NetworkService", "ApplicationPoolIdentity")

CASES = [
    # identity type, kernel mode, useAppPoolCredentials -> whose key
    ("SpecificUser", True, False, COMPUTER),
    ("SpecificUser", True, True, ACCOUNT),
    ("SpecificUser", False, False, ACCOUNT),
    ("SpecificUser", False, True, ACCOUNT),
    *(
        (kind, kernel, credentials, COMPUTER)
        for kind in BUILT_IN
        for kernel in (True, False)
        for credentials in (True, False)
    ),
]


@pytest.mark.parametrize(("kind", "kernel", "credentials", "whose"), CASES)
def test_whose_key(kind: str, kernel: bool, credentials: bool, whose: str) -> None:
    key = decrypting_account(kind, ACCOUNT, COMPUTER, kernel, credentials)
    assert (key.account, key.of_computer) == (whose, whose == COMPUTER)
    assert key.reason


def test_a_computer_whose_name_is_not_known() -> None:
    assert decrypting_account("NetworkService", "", "", True, False).account == OWN_ACCOUNT
