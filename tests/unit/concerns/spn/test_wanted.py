"""The account that should hold the names, where the directory has another number of them than one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.spn.wanted import Wanted
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.directory import Directory

from lab import intranet
from tests.decisions import case as cases

NAME = intranet.SERVICE_ACCOUNT
DIRECTORY = Directory.from_answer(cases.node("spn").answers[-1])


def wanted(**changed: Any) -> Wanted:
    asked = replace(DIRECTORY.asked(NAME), **changed)

    class One:
        @staticmethod
        def asked(name: str) -> Any:
            assert name == NAME
            return asked

    return Wanted.of(One(), NAME, ["web1"])  # type: ignore[arg-type]


def test_one_account_is_the_one() -> None:
    found = wanted()
    assert (found.exists, found.problem) == (True, "")
    assert found.account is not None
    assert found.account.sid == intranet.ACCOUNT_SID


def test_an_account_that_is_not_there_is_told_apart_from_one_that_is_not_known() -> None:
    assert (wanted(found=()).exists, wanted(found=()).problem) == (False, f"the directory has no account {NAME}")
    unread = wanted(found=(), problem="dc1 is silent")
    assert (unread.exists, unread.problem) == (None, "dc1 is silent")


def test_of_several_none_is_the_one() -> None:
    several = wanted(found=DIRECTORY.asked(NAME).found * 2)
    assert (several.exists, several.account) == (None, None)
    assert several.problem == f"several accounts are called {NAME}"
