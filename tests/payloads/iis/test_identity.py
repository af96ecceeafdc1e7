"""write_iis in the engine: an identity and its password, which go nowhere else; copies of the configuration."""

import base64
import json

import pytest

from lab.facts import process_activation
from lab.windows.worker import Engine
from tests.payloads.exchange import Call, ask, request, run
from tests.payloads.iis.identity import ACCOUNT, BUILT_IN, CANARY, IDENTITY, node, written


def test_an_identity_is_written_with_its_password(engine: Engine) -> None:
    answer = ask(engine, node(), written())
    assert answer.data == {}
    pool = answer.state["iis"]["pools"][1]
    assert (pool["identity_type"], pool["user_name"], pool["state"]) == ("SpecificUser", ACCOUNT, "Started")
    assert [stored["account"] for stored in answer.state["process_activation"]["passwords"]] == [ACCOUNT]
    assert len(answer.state["configuration"]["copies"]) == 1


@pytest.mark.parametrize("wrong", [{}, {"name": "gone"}, {"identity_type": "Nobody"}], ids=["well", "absent", "wrong"])
def test_a_password_is_in_no_answer_and_in_no_state(engine: Engine, wrong: dict[str, str]) -> None:
    write = written(**wrong)
    entry = {"id": "1", "text": json.dumps({"pools": [IDENTITY]})}
    calls = [
        Call("write_journal", {"entries": [entry]}),
        write,
        Call("read_iis"),
        Call("read_user_rights"),
        Call("read_journal"),
    ]
    result = run(engine, node(), request(calls, ["10.0.0.11"], stop=False))
    shown = base64.b64decode(result.stdout.splitlines()[-1]).decode()
    assert ('"error"' in shown) is bool(wrong)
    for text in (shown, result.stderr, json.dumps(result.state, ensure_ascii=False), json.dumps(result.state)):
        assert CANARY not in text
        assert "c4n4ry" not in text


def test_what_is_in_the_file_is_encrypted(engine: Engine) -> None:
    script = r'@{ text = "$(Get-Content -LiteralPath C:\Windows\System32\inetsrv\config\applicationHost.config)" }'
    _, answer = ask(engine, node(), written(), Call("test", script=script)).answers
    assert "c4n4ry" not in answer["data"]["text"]
    assert "[enc:IISWASOnlyCngProvider:" in answer["data"]["text"]


@pytest.mark.parametrize("rivals", [1, 2])
def test_another_administrator_who_was_faster_is_waited_for(engine: Engine, rivals: int) -> None:
    answer = ask(engine, node(rivals=rivals), written())
    assert answer.data == {}
    assert answer.state["iis"]["pools"][1]["user_name"] == ACCOUNT


def test_after_five_attempts_it_is_an_error_and_nothing_has_changed(engine: Engine) -> None:
    before = node(rivals=5)
    answer = ask(engine, before, written())
    assert answer.error["type"] == "System.IO.FileLoadException"
    assert answer.state["iis"] == before["iis"]


def test_a_pool_that_does_not_start_is_named_with_the_event_of_windows(engine: Engine) -> None:
    answer = ask(engine, node(), written("n0t th1s"))
    assert "pool Intranet answers with 503" in answer.error["message"]
    assert "event 5021: The identity of application pool Intranet is invalid." in answer.error["message"]
    assert "n0t" not in answer.error["message"]


def test_events_of_other_pools_are_no_failure(engine: Engine) -> None:
    state = node()
    state["iis"]["pools"][0].update(state="Stopped", identity_type="SpecificUser", user_name=r"EXAMPLE\gone")
    script = """
        Add-Type -Path C:\\Windows\\System32\\inetsrv\\Microsoft.Web.Administration.dll
        $manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
        $null = $manager.get_ApplicationPools()['DefaultAppPool'].Start()
        @{}
    """
    first, second = ask(engine, state, Call("test", script=script), written()).answers
    assert (first["data"], second.get("error")) == ({}, None)


def test_a_password_that_another_computer_has_encrypted_is_none(engine: Engine) -> None:
    state = node()
    stored = {"pool": "Intranet", "account": ACCOUNT, "password": "[enc:IISWASOnlyCngProvider:AAAA:enc]"}
    state["configuration"]["copies"] = [[stored]]
    kept = {**IDENTITY, "expected": BUILT_IN, "password": "kept"}
    answer = ask(engine, state, Call("write_iis", {"pools": [kept]}))
    assert answer.error["message"].startswith(f"this node has no password of {ACCOUNT} for pool Intranet")


@pytest.mark.parametrize(
    ("stored", "has"),
    [(process_activation.token(CANARY), True), ("[enc:IISWASOnlyCngProvider:AAAA:enc]", False)],
    ids=["own", "another computer's"],
)
def test_of_a_stored_password_only_whether_the_node_can_decrypt_it_is_shown(
    engine: Engine, stored: str, has: bool
) -> None:
    state = node()
    process_activation.run_as(state, state["iis"]["pools"][1], ACCOUNT, CANARY)
    state["process_activation"]["passwords"][0]["password"] = stored
    found = {pool["name"]: pool["has_password"] for pool in ask(engine, state, Call("read_iis")).data["pools"]}
    assert found == {"DefaultAppPool": False, "Intranet": has}


def test_a_young_copy_stays_however_many_come_after_it(engine: Engine) -> None:
    """Tries with a wrong password must not push out the copy that has the former identity."""
    folder = r"C:\ProgramData\nlb.kerberos\configuration"
    young = rf"""
        $null = New-Item -Path {folder} -ItemType Directory -Force
        $day = [DateTime]::UtcNow.AddDays(-30).ToString('yyyyMMdd')
        $file = 'C:\Windows\System32\inetsrv\config\applicationHost.config'
        foreach ($one in 11..22) {{ Copy-Item -LiteralPath $file -Destination "{folder}\${{day}}T0000$one.config" }}
        @{{}}
    """
    names = rf"@{{ names = @(Get-ChildItem -LiteralPath {folder} | ForEach-Object {{ $_.Name }}) }}"
    *_, shown = ask(engine, node(), Call("test", script=young), written(), Call("test", script=names)).answers
    assert len(shown["data"]["names"]) == 13


def test_no_more_than_ten_old_copies_of_the_configuration_are_kept(engine: Engine) -> None:
    state = node()
    state["configuration"]["copies"] = [
        [{"pool": "Intranet", "account": ACCOUNT, "password": process_activation.token(str(number))}]
        for number in range(10)
    ]
    copies = ask(engine, state, written()).state["configuration"]["copies"]
    assert copies == [*state["configuration"]["copies"][1:], []]


def test_a_pool_whose_state_is_not_shown_is_unknown(engine: Engine) -> None:
    answer = ask(engine, node(stopped=True), Call("read_iis"))
    assert {pool["state"] for pool in answer.data["pools"]} == {"Unknown"}
    assert {site["state"] for site in answer.data["sites"]} == {"Unknown"}


def test_what_a_process_leaves_that_ends_between_both_changes_of_an_identity(engine: Engine) -> None:
    """The identity can be restored without its password, and a note names the pool."""
    state = node()
    process_activation.run_as(state, state["iis"]["pools"][1], ACCOUNT, CANARY)
    again = {"name": "Intranet", "logon": "again", "state": "Started"}
    expected = {"identity_type": "SpecificUser", "user_name": ACCOUNT}
    killed = "function global:Start-Sleep { if ($args[1] -eq 10) { throw 'ended' } }\n@{}"
    write = Call("write_iis", {"pools": [{**again, "expected": expected}]})
    answer = ask(engine, state, Call("test", script=killed), write)
    assert answer.answers[1]["error"]["message"] == "ended"
    left = answer.state["iis"]["pools"][1]
    assert (left["identity_type"], left["user_name"]) == ("ApplicationPoolIdentity", ACCOUNT)
    assert [stored["account"] for stored in answer.state["process_activation"]["passwords"]] == [ACCOUNT]
    assert answer.state["configuration"]["unfinished"] == [{"pool": "Intranet", "account": ACCOUNT}]
    assert ask(engine, answer.state, Call("read_iis")).data["unfinished"] == ["Intranet"]


def test_a_site_that_answers_by_https_only_is_asked_so(engine: Engine) -> None:
    state = node()
    state["iis"]["sites"][1]["bindings"] = [{"protocol": "https", "information": "*:443:intranet.example.com"}]
    assert ask(engine, state, written()).data == {}


def test_a_pool_whose_site_nobody_can_ask_gets_no_identity(engine: Engine) -> None:
    state = node()
    state["iis"]["sites"][1]["state"] = "Stopped"
    answer = ask(engine, state, written())
    assert answer.error["message"].startswith("no site of pool Intranet is started with a binding of http or https")
    assert answer.state["iis"] == state["iis"]


@pytest.mark.parametrize("service", ["WAS", "W3SVC"])
def test_a_pool_is_not_proved_while_a_service_is_stopped(engine: Engine, service: str) -> None:
    state = node()
    next(one for one in state["iis"]["services"] if one["name"] == service)["state"] = "Stopped"
    assert "0x80070426" in ask(engine, state, written()).error["message"]


def test_an_exception_in_one_pool_makes_that_pool_unknown_and_no_other(engine: Engine) -> None:
    state = node()
    state["process_activation"]["unreadable"] = ["DefaultAppPool"]
    answer = ask(engine, state, Call("read_iis")).data
    assert {pool["name"]: pool["state"] for pool in answer["pools"]} == {
        "DefaultAppPool": "Unknown",
        "Intranet": "Started",
    }
    assert [one["pool"] for one in answer["unread"]] == ["DefaultAppPool"]


def test_a_service_that_stays_busy_is_an_error_after_half_a_minute(engine: Engine) -> None:
    state = node()
    state["process_activation"]["delays"]["busy"] = 1000
    answer = ask(engine, state, written())
    assert "0x800710D8" in answer.error["message"]
