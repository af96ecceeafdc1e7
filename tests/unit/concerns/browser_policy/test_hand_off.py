"""What is handed off mends what it is handed off for: a client with these values sends a ticket."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy import concern
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State

from tests.decisions.case import files, read, sentence

LINE = re.compile(r"\[HKEY_(LOCAL_MACHINE|CURRENT_USER)\\(?P<key>[^]]+)\] \"(?P<name>.*?)\"=(?P<data>.+)")
CASES = {sentence(path): read(path) for path in files("browser_policy")}


def handed_off(answers: Any, intent: Any) -> list[Finding]:
    found = concern.findings(answers, intent)
    return [one for one in found if one.state is State.DRIFT and one.remedy is Remedy.HAND_OFF]


def applied(answers: Any, lines: list[str]) -> Any:
    """As regedit would, of the computer or of each user."""
    changed = deepcopy(list(answers))
    for line in lines:
        match = LINE.fullmatch(line)
        assert match, line
        key, name, text = match["key"], match["name"], match["data"]
        data = int(text.removeprefix("dword:"), 16) if text.startswith("dword:") else text[1:-1]
        for hive in changed[0]["hives"]:
            if bool(hive["sid"]) is (match[1] == "CURRENT_USER"):
                same = (key.casefold(), name.casefold())
                others = [one for one in hive["values"] if (one["key"].casefold(), one["name"].casefold()) != same]
                hive["values"] = [*others, {"key": key, "name": name, "data": data}]
    return changed


@pytest.mark.parametrize("name", CASES)
def test_with_the_values_that_are_handed_off_nothing_is(name: str) -> None:
    answers, intent = CASES[name].answers, CASES[name].plan.intent
    found = handed_off(answers, intent)
    lines = [line for one in found for line in one.commands]
    assert all(one.commands for one in found if one.control.startswith("ZONE"))
    assert handed_off(applied(answers, lines), intent) == [one for one in found if not one.commands]


def zone_of_case(name: str) -> Finding:
    case = CASES[f"browser_policy/{name}"]
    return next(one for one in handed_off(case.answers, case.plan.intent) if one.control == "ZONE-1")


@pytest.mark.parametrize(
    ("name", "first"), [("a-user-listed-https-alone", True), ("the-full-name-is-in-no-list", False)]
)
def test_the_first_list_of_a_policy_ends_the_others_which_is_said(name: str, first: bool) -> None:
    assert ("no longer count" in zone_of_case(name).reason) is first


def test_a_list_of_the_users_policy_is_continued_there() -> None:
    case = CASES["browser_policy/the-full-name-is-in-no-list"]
    answers = deepcopy(case.answers)
    computer, user = (one["values"] for one in answers[0]["hives"])
    policy = [one for one in computer if "Policies" in one["key"]]
    user += policy
    computer[:] = [one for one in computer if one not in policy]
    found = next(one for one in handed_off(answers, case.plan.intent) if one.control == "ZONE-1")
    assert all(line.startswith("[HKEY_CURRENT_USER") for line in found.commands)
