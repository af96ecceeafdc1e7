"""What users notice of a key switch: each sentence where it is so, and no other."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import Held, Holder
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.switch_notices import notices

NOBODY = Held("intranet.example.com")
STALE = Held("intranet", (Holder("EXAMPLE\\svc-old", "S-1-5-21-1-2-3-1002"),))
OLD_TICKETS, NO_SUCH_NAME = "issued for the former holder", "that there was no ticket for the name"
REFUSED, LATER = (
    "new tickets are refused on web2",
    "web3 lets clients in without a ticket until the names are registered",
)
NTLM, AS_BEFORE = "web1 gets the service account's key, users notice nothing: clients use NTLM", "tickets fail there"


@pytest.mark.parametrize(
    ("moved", "order", "expected"),
    [
        ([STALE], ((), (), ()), [OLD_TICKETS]),
        ([NOBODY], ((), (), ()), [NO_SUCH_NAME]),
        ([NOBODY, STALE], ((), (), ()), [OLD_TICKETS, NO_SUCH_NAME]),
        ([STALE], (("web1",), (), ()), [AS_BEFORE, OLD_TICKETS]),
        ([NOBODY], (("web1",), (), ()), [NTLM, NO_SUCH_NAME]),
        ([STALE], ((), ("web2",), ("web3",)), [REFUSED, LATER, OLD_TICKETS]),
    ],
)
def test_what_users_notice(
    moved: list[Held], order: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], expected: list[str]
) -> None:
    found = notices(moved, *order)
    assert len(found) == len(expected)
    assert [words in sentence for words, sentence in zip(expected, found, strict=True)] == [True] * len(expected)
