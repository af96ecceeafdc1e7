"""What a client says of its settings, in the engine: the same as the emulation, for each fault too."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.settings import TREES

from lab import clients
from lab.concerns.browser_policy import state as emulated
from lab.concerns.browser_policy.faults import FAULTS
from lab.intranet import NAMES
from lab.windows.worker import Engine
from tests.payloads.exchange import Call, ask

ARGUMENTS = {"names": list(NAMES), "trees": [dict(tree) for tree in TREES]}
READ = Call("read_browser_policy", ARGUMENTS)


def in_order(answer: dict[str, Any]) -> dict[str, Any]:
    hives = [
        {**hive, "values": sorted(hive["values"], key=lambda one: (one["key"].lower(), one["name"]))}
        for hive in answer["hives"]
    ]
    return {**answer, "hives": hives}


def asked(engine: Engine, state: dict[str, Any]) -> dict[str, Any]:
    result = ask(engine, copy.deepcopy(state), READ, addresses=(), computer="pc1")
    assert result.state == state  # it only reads
    data: dict[str, Any] = result.data
    return data


@pytest.mark.parametrize("fault", [None, *FAULTS], ids=lambda fault: fault.name if fault else "healthy")
def test_the_engine_reads_what_the_emulation_does(engine: Engine, fault: Any) -> None:
    state = clients.client(1)
    if fault:
        fault.inject(state, 1)
    assert in_order(asked(engine, state)) == in_order(emulated.read(state, ARGUMENTS))


def test_lists_of_sites_files_and_aliases_are_read_as_they_are(engine: Engine) -> None:
    state = clients.client(1)
    policy = state["browser_policy"]
    policy["hives"][1]["values"] += [
        emulated.value(rf"{emulated.INTERNET}\ZoneMap\Domains\example.com\intranet", "https", 1),
        emulated.value(rf"{emulated.INTERNET}\ZoneMap", "IEHarden", 0),
        emulated.value(rf"{emulated.POLICY}\ZoneMapKey", "https://*.example.com", "2"),
        emulated.value(r"Software\Policies\Mozilla\Firefox\Authentication\SPNEGO", "1", "example.com"),
    ]
    policy["firefox_policies"] = '{"policies": {}}'
    policy["firefox_defaults"] = ["autoconfig.js", "channel-prefs.js"]
    policy["firefox_profiles"] = [
        {"sid": emulated.USER, "profile": f"{name}.default", "lines": lines, "problem": ""}
        for name, lines in (("a", []), ("b", ['user_pref("network.negotiate-auth.trusted-uris", ".example.com");']))
    ]
    policy["resolved"][0]["aliases"] = ["web.example.com"]
    assert in_order(asked(engine, state)) == in_order(emulated.read(state, ARGUMENTS))


def test_a_line_of_a_profile_that_is_too_long_is_a_problem_of_that_profile(engine: Engine) -> None:
    state = clients.client(1)
    long = f'user_pref("network.negotiate-auth.trusted-uris", "{"a" * 8000}");'
    state["browser_policy"]["firefox_profiles"] = [
        {"sid": emulated.USER, "profile": "a.default", "lines": [long], "problem": ""}
    ]
    (profile,) = asked(engine, state)["firefox_profiles"]
    assert profile["lines"] == []
    assert "longer than 8000 characters" in profile["problem"]


def test_what_is_too_much_is_cut_and_said(engine: Engine) -> None:
    state = clients.client(1)
    state["browser_policy"]["hives"][0]["values"] += [
        emulated.value(rf"{emulated.POLICY}\ZoneMapKey", f"site{number}.example.com", "1") for number in range(4000)
    ]
    answer = asked(engine, state)
    assert (answer["cut"], len(answer["hives"][0]["values"])) == (True, 4000)
    assert len(answer["hives"][1]["values"]) == 4


def test_another_computer_than_the_client_runs_nothing(engine: Engine) -> None:
    result = ask(engine, clients.client(1), READ, addresses=(), computer="PC2")
    assert result.node["wrong_node"]
    assert result.node["computer_name"] == "PC1"
    assert "error" in result.answers[0]


def test_without_the_policies_of_names_the_rest_is_read(engine: Engine) -> None:
    provoked = "& (Get-Module -Name NlbKerberosNode) { $State.browser_policy.Remove('rules') }\n@{}"
    result = ask(engine, clients.client(1), Call("provoke", script=provoked), READ, addresses=(), computer="PC1")
    answer = result.answers[1]["data"]
    assert (answer["rules"], len(answer["resolved"]), len(answer["hives"])) == ([], 2, 2)
