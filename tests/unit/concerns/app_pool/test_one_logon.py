"""Which pools are written first, where several log on with one password."""

from types import SimpleNamespace

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.app_pool.one_logon import one_of_each_account

SERVICE, OTHER, MANAGED = r"EXAMPLE\svc-intranet", r"EXAMPLE\svc-other", r"EXAMPLE\gmsa-web$"


def pool(account=""):
    kind = "SpecificUser" if account else "ApplicationPoolIdentity"
    return SimpleNamespace(identity_type=kind, user_name=account)


POOLS = {"one": pool(), "two": pool(), "three": pool(SERVICE.upper()), "four": pool(OTHER), "five": pool(MANAGED)}


def identity(name, account, **further):
    return {"name": name, "identity_type": "SpecificUser", "user_name": account, **further}


def names(changes):
    return tuple([change["name"] for change in part] for part in one_of_each_account(changes, POOLS))


@pytest.mark.parametrize(
    ("changes", "first", "others"),
    [
        ([], [], []),
        ([identity("one", SERVICE, password="given")], ["one"], []),
        ([identity("one", SERVICE, password="given"), identity("two", SERVICE, password="given")], ["one"], ["two"]),
        ([identity("one", SERVICE, password="given"), {"name": "three", "logon": "again"}], ["one"], ["three"]),
        ([{"name": "three", "state": "Started"}, identity("one", SERVICE, password="kept")], ["three"], ["one"]),
        ([identity("one", SERVICE, password="given"), {"name": "four", "worker_processes": []}], ["one", "four"], []),
        ([identity("one", MANAGED, state="Started"), {"name": "five", "state": "Started"}], ["one", "five"], []),
        ([{"name": "three", "state": "Stopped"}, identity("one", SERVICE, password="given")], ["three", "one"], []),
        ([{"name": "one", "identity_type": "LocalSystem"}, {"name": "two", "state": "Started"}], ["one", "two"], []),
    ],
)  # fmt: skip
def test_one_pool_of_each_account_comes_first(changes, first, others):
    assert names(changes) == (first, others)
