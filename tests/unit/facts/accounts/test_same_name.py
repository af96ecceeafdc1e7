"""Pairs of names, and whether they mean one account."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.accounts.same_account import same_name

SID, OTHER_SID = "S-1-5-21-1-2-3-1105", "S-1-5-21-1-2-3-1106"
CASES = [
    (r"EXAMPLE\svc", r"example\SVC", True),
    (r"EXAMPLE\svc", r"EXAMPLE\svc2", False),
    (r"EXAMPLE\svc", r"OTHER\svc", False),
    (r"EXAMPLE\svc", r"example.com\svc", None),
    (r"EXAMPLE\svc", r"other.com\svc", None),
    (r"EXAMPLE\svc", "svc@example.com", None),
    (r"example.com\svc", "svc@example.com", True),
    (r"CORP\svc", "svc@corp.partner.example", None),
    (r"EXAMPLE\svc", "svc@corp.example.com", None),
    (r"EXAMPLE\svc", "web.service@example.com", None),
    (r"EXAMPLE\svc", r".\svc", False),
    (r"EXAMPLE\svc", "svc", None),
    (r"EXAMPLE\svc", "svc2", False),
    (r"EXAMPLE\svc", SID, None),
    (r"EXAMPLE\svc", r"EXAMPLE\svc$", False),
    (SID, SID.lower(), True),
    (SID, OTHER_SID, False),
]


@pytest.mark.parametrize(("one", "other", "same"), CASES)
def test_two_names(one, other, same):
    assert same_name(one, other) is same
    assert same_name(other, one) is same
