"""The bootstrap in the engine: on which node it runs, in what order, and what it does with secrets and errors."""

from datetime import UTC, datetime, timedelta

import pytest

from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import ADDRESS, BOOTSTRAP, Call, ask, request, run

OFF = {"disable_dynamic_update": 1}
CONSTRAINED = "$ErrorActionPreference = 'Stop'\n$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'"
FAILS = Call("fails", script="throw 'on purpose'")


def test_the_node_is_described(engine: Engine) -> None:
    node = ask(engine, cases.node()).node
    assert abs(datetime.fromisoformat(node.pop("time")).replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=1)
    assert node == {
        "computer_name": "WEB1",
        "domain": "example.com",
        "addresses": ["10.0.0.11", "2001:db8::11", "fe80::11%4", "10.0.0.50", "127.0.0.1", "::1"],
        "powershell": "5.1.17763.1",
        "wrong_node": False,
    }


def test_on_another_node_nothing_runs(engine: Engine) -> None:
    calls = Call("read_dns_registration"), Call("write_dns_registration", OFF)
    answer = ask(engine, cases.node(), *calls, addresses=["10.0.0.12", "10.0.0.13"])
    assert answer.node["wrong_node"] is True
    messages = [one["error"]["message"] for one in answer.answers]
    assert messages == ["this computer has none of the addresses 10.0.0.12, 10.0.0.13"] * 2
    assert answer.state == cases.node()


@pytest.mark.parametrize("address", ["10.0.0.50", "fe80::11", "2001:DB8::11"])
def test_any_address_of_the_node_will_do(engine: Engine, address: str) -> None:
    assert ask(engine, cases.node(), addresses=["10.9.9.9", address]).node["wrong_node"] is False


def test_an_address_that_is_only_kept_for_an_adapter_that_is_gone_is_none_of_the_node(engine: Engine) -> None:
    """As on a copy of a node, with network cards of its own."""
    state = changed(cases.node(), {"[+]": {"network": {"removed": [{"address": "10.0.0.12", "index": 12}]}}})
    node = ask(engine, state, addresses=["10.0.0.12"]).node
    assert node["wrong_node"] is True
    assert "10.0.0.12" not in node["addresses"]


def test_answers_come_in_the_order_of_the_calls(engine: Engine) -> None:
    answer = ask(engine, cases.node(), Call("read_journal"), FAILS, Call("read_dns_registration"))
    assert [one["payload"] for one in answer.answers] == ["read_journal", "fails", "read_dns_registration"]
    assert "on purpose" in answer.answers[1]["error"]["message"]
    assert "data" in answer.answers[2]


def test_stop_ends_at_the_first_error(engine: Engine) -> None:
    answer = ask(engine, cases.node(), FAILS, Call("write_dns_registration", OFF), stop=True)
    assert [one["payload"] for one in answer.answers] == ["fails"]
    assert answer.state == cases.node()


def test_secrets_reach_the_call_they_belong_to(engine: Engine) -> None:
    script = "param($Arguments, $Secrets)\n@{ names = @($Secrets.Keys); text = $Secrets[[string] $Arguments.name] }"
    calls = (
        Call("first", {"name": "password"}, {"password": "pä$$wörd'\"`"}, script),
        Call("none", {"name": "password"}, {}, script),
        Call("second", {"name": "key"}, {"key": "x" * 70_000}, script),
    )
    answers = [one["data"] for one in ask(engine, cases.node(), *calls).answers]
    assert answers == [
        {"names": ["password"], "text": "pä$$wörd'\"`"},
        {"names": [], "text": None},
        {"names": ["key"], "text": "x" * 70_000},
    ]


def test_an_account_that_is_no_administrator_is_refused(engine: Engine) -> None:
    state = changed(cases.node(), {"computer.administrator": False})
    result = run(engine, state, request([Call("write_dns_registration", OFF)], [ADDRESS], stop=False))
    assert (result.stdout, result.exit_code) == ("nlb.kerberos refused: EXAMPLE\\ansible is no administrator\r\n", 0)
    assert result.state == state


def test_an_older_powershell_is_refused_in_plain_words(engine: Engine) -> None:
    state = changed(cases.node(), {"computer.powershell": "4.0"})
    result = run(engine, state, request([Call("write_dns_registration", OFF)], [ADDRESS], stop=False))
    assert (result.stdout, result.exit_code) == ("nlb.kerberos refused: PowerShell 4.0\r\n", 0)
    assert result.state == state


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("[IntPtr]::Size", "4"), "32-bit PowerShell"),
        (("[Version] '5.1'", "[Version] '99.0'"), "PowerShell 5.1.17763.1"),
        (("$ErrorActionPreference = 'Stop'", CONSTRAINED), "language mode ConstrainedLanguage"),
    ],
    ids=["32 bits", "too old", "constrained language"],
)
def test_a_powershell_that_cannot_run_payloads_says_so(engine: Engine, change: tuple[str, str], reason: str) -> None:
    state = cases.node()
    script = BOOTSTRAP.replace(*change)
    assert script != BOOTSTRAP
    result = run(engine, state, request([Call("write_dns_registration", OFF)], [ADDRESS], stop=True), script)
    assert result.stdout.strip() == f"nlb.kerberos refused: {reason}"
    assert result.state == state


def test_long_paths_are_allowed_before_anything_uses_a_path() -> None:
    """.NET Framework keeps the value of these switches from its first use on: no payload can set them later."""
    lines = [line for line in map(str.strip, BOOTSTRAP.splitlines()) if line and not line.startswith("#")]
    names = "UseLegacyPathHandling", "BlockLongPaths"
    switches = [f"[AppContext]::SetSwitch('Switch.System.IO.{name}', $false)" for name in names]
    at = lines.index(switches[0])
    assert lines[at : at + 2] == switches
    assert not [line for line in lines[:at] if "Path" in line or "Get-" in line or "\\" in line]
