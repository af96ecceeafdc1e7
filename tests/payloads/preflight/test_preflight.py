"""read_preflight in the engine: its answer about every real payload, and of scripts that a node does not understand."""

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.optional_commands import OPTIONAL
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import healthy, intranet
from lab.facts import cluster
from lab.windows.worker import Engine
from tests.payloads import cases
from tests.payloads.exchange import Call, ask

REAL = dict(scripts())
READS = {
    "read_cluster": {"virtual_addresses": [], "connections": False},
    "read_host_trust": {},
    "read_http_service": {},
}


def look(engine: Engine, scripts: dict[str, str]) -> dict[str, Any]:
    answer = ask(engine, cases.node(), Call("read_preflight", {"scripts": scripts}))
    assert answer.state == cases.node(), "it only looks"
    return {facts["payload"]: facts for facts in answer.data["payloads"]}


def of_script(engine: Engine, script: str) -> dict[str, Any]:
    facts: dict[str, Any] = look(engine, {"doctored": script})["doctored"]
    return facts


@pytest.fixture(scope="module")
def real(engine: Engine) -> dict[str, Any]:
    return look(engine, REAL)


@pytest.mark.parametrize("payload", REAL)
def test_a_real_payload_is_understood(real: dict[str, Any], payload: str) -> None:
    assert real[payload]["errors"] == []
    strange = [one for one in real[payload]["commands"] if not one["found"] or one["unknown_parameters"]]
    assert strange == []


def test_commands_are_named_once_and_without_the_payloads_own_functions(real: dict[str, Any]) -> None:
    names = [one["name"] for one in real["write_dns_registration"]["commands"]]
    assert names == [
        "ConvertTo-Json",
        "Get-CimInstance",
        "Get-Item",
        "Get-NetAdapter",
        "Get-NetIPAddress",
        "Join-Path",
        "Move-Item",
        "New-ItemProperty",
        "Register-DnsClient",
        "Remove-Item",
        "Remove-ItemProperty",
        "Set-Content",
        "Set-DnsClient",
        "Set-NetIPAddress",
        "Test-Path",
    ]


def test_a_command_that_is_not_there(engine: Engine) -> None:
    facts = of_script(
        engine, REAL["write_dns_registration"].replace("Register-DnsClient", "Register-DnsServant -Twice")
    )
    assert [one for one in facts["commands"] if not one["found"]] == [
        {"name": "Register-DnsServant", "found": False, "unknown_parameters": []}
    ]


def test_a_parameter_that_is_not_there(engine: Engine) -> None:
    facts = of_script(
        engine, REAL["read_dns_registration"].replace("-IncludeHidden", "-IncludeHidden -Veiled -Cloaked:$true")
    )
    assert [one for one in facts["commands"] if one["unknown_parameters"]] == [
        {"name": "Get-NetAdapter", "found": True, "unknown_parameters": ["Cloaked", "Veiled"]}
    ]


def test_a_script_that_does_not_parse(engine: Engine) -> None:
    (error,) = of_script(engine, "'first line'\nif ($true) { 'x'")["errors"]
    assert error["line"] == 2
    assert "}" in error["message"]


@pytest.mark.parametrize(
    "script",
    [
        "Get-ChildItem -LiteralPath C:\\ -ErrorAction Ignore -OutVariable x",
        "Get-Content -PSPath C:\\x -Encoding UTF8 -Raw",
        "get-childitem -literalpath C:\\",
        "function Get-Own($Thing) { $Thing }; Get-Own -Thing 1; get-own -Thing 2",
        "& { 'a block' }; & $command -Whatever",
        "",
    ],
    ids=["common parameters", "an alias and those of the provider", "any case", "own function", "no name", "nothing"],
)
def test_what_is_no_reason_to_complain(engine: Engine, script: str) -> None:
    facts = of_script(engine, script)
    assert facts["errors"] == []
    assert [one for one in facts["commands"] if not one["found"] or one["unknown_parameters"]] == []


def test_an_alias_is_not_the_command_that_was_meant(engine: Engine) -> None:
    assert of_script(engine, "gci")["commands"] == [{"name": "gci", "found": False, "unknown_parameters": []}]


def test_a_program_is_found_in_the_folder_of_windows_and_nowhere_else(engine: Engine) -> None:
    gone = "Remove-Item -LiteralPath C:\\Windows\\System32\\secedit.exe -Force; @{}"
    scripts = {"doctored": '& "$env:SystemRoot\\System32\\secedit.exe" /export -whatever'}
    asked = Call("read_preflight", {"scripts": scripts})
    before, _, after = ask(engine, cases.node(), asked, Call("test", script=gone), asked).answers
    found = {"name": "secedit.exe", "found": True, "unknown_parameters": []}
    assert before["data"]["payloads"][0]["commands"] == [found]
    assert after["data"]["payloads"][0]["commands"] == [{**found, "found": False}]


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_command_that_is_called_optional_is_used_and_its_payload_answers_without_it(
    engine: Engine, name: str
) -> None:
    payloads = {text: payload for payload, text in REAL.items() if name in text and payload in READS}
    (payload,) = payloads.values()
    gone = Call("test", script=f"Remove-Item -LiteralPath C:\\Windows\\System32\\{name} -Force; @{{}}")
    state = cluster.joined(healthy.node(1), [healthy.node(2)])
    own, _ = intranet.own_addresses(1)
    _, answer = ask(engine, state, gone, Call(payload, READS[payload]), addresses=[own]).answers
    assert "data" in answer, answer
