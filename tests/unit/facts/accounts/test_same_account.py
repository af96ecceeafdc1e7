"""Whether two names mean one account: by SID where the node has resolved both, else by name."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.accounts.tokens import Accounts

SVC, OTHER = "S-1-5-21-1-2-3-1120", "S-1-5-21-1-2-3-1121"


def same(one, other):
    names = {r"EXAMPLE\svc": SVC, "svc@corp.example.com": SVC, r"EXAMPLE\gone": None, "svc@example.com": OTHER}
    answer = [
        {"name": name, "sid": sid, "groups": [], "groups_known": True, "reason": ""} for name, sid in names.items()
    ]
    return Accounts.from_answer({"accounts": answer, "local_groups": []}, ()).same(one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (r"EXAMPLE\svc", r"example\SVC", True),
        (r"EXAMPLE\svc", "svc@corp.example.com", True),
        (r"EXAMPLE\svc", "svc@example.com", False),
        (r"EXAMPLE\svc", SVC, True),
        (r"EXAMPLE\svc", SVC.lower(), True),
        (r"EXAMPLE\svc", OTHER, False),
        (r"EXAMPLE\gone", r"EXAMPLE\svc", False),
        (r"EXAMPLE\gone", "gone@example.com", None),
        (r"EXAMPLE\gone", OTHER, None),
        (r"EXAMPLE\unasked", "svc@example.org", None),
    ],
    ids=[
        *("the case of names", "two names of one SID", "one name and two SIDs", "a SID", "a SID in lower case"),
        *("another SID", "not resolved, another name", "not resolved, spelled alike", "not resolved and a SID"),
        "neither is resolved",
    ],
)
def test_two_names(one, other, expected):
    assert same(one, other) is expected
    assert same(other, one) is expected
