"""read_user_rights, write_user_rights and write_iis in the engine: what goes wrong, and which text goes nowhere."""

import base64
import copy
import json
from dataclasses import replace
from typing import Any

import pytest

from lab import intranet
from lab.concerns.site_acl import state as site_acl
from lab.facts import accounts, iis, process_activation, user_rights
from lab.windows.worker import Engine
from tests.payloads import cases
from tests.payloads.exchange import Call, ask, request, run

ACCOUNT = intranet.SERVICE_ACCOUNT
CANARY = "c4n4ry<&>'\" %1 ]]> ü 6d1e"
HELD = user_rights.HOLDERS["SeBatchLogonRight"]
BUILT_IN = {"identity_type": "ApplicationPoolIdentity", "user_name": ""}
ASKED = Call("read_user_rights")
IDENTITY = {"name": "Intranet", "identity_type": "SpecificUser", "user_name": ACCOUNT, "password": "given"}


def node(**iis_configuration: Any) -> dict[str, Any]:
    """A node whose site runs with a built-in identity, and where a lease has made our folder."""
    state = {
        **cases.node(),
        "iis": iis.iis(),
        "process_activation": process_activation.healthy(),
        "user_rights": user_rights.healthy(),
        "accounts": accounts.healthy(1),
        "site_acl": site_acl.healthy(),
        "configuration": process_activation.no_copies(),
        "lease": {"run": "run", "until": "2026-01-01 00:00:00"},
        **({"iis_configuration": iis_configuration} if iis_configuration else {}),
    }
    state["process_activation"]["accounts"][0]["password"] = process_activation.token(CANARY)
    process_activation.run_as(state, state["iis"]["pools"][1], None)
    return copy.deepcopy(state)


def written(password: str = CANARY, **further: Any) -> Call:
    return Call("write_iis", {"pools": [{**IDENTITY, "expected": BUILT_IN, **further}]}, {"password": password})


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
    calls = [Call("write_journal", {"entries": [entry]}), write, Call("read_iis"), ASKED, Call("read_journal")]
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
def test_somebody_who_was_faster_is_waited_for(engine: Engine, rivals: int) -> None:
    answer = ask(engine, node(rivals=rivals), written())
    assert answer.data == {}
    assert answer.state["iis"]["pools"][1]["user_name"] == ACCOUNT


def test_after_three_attempts_it_is_an_error_and_nothing_has_changed(engine: Engine) -> None:
    before = node(rivals=3)
    answer = ask(engine, before, written())
    assert answer.error["type"] == "System.IO.FileLoadException"
    assert answer.state["iis"] == before["iis"]


def test_a_pool_that_does_not_start_is_named_with_what_windows_said(engine: Engine) -> None:
    answer = ask(engine, node(), written("wrong"))
    assert "pool Intranet is Stopped" in answer.error["message"]
    assert "event 5021: The identity of application pool Intranet is invalid." in answer.error["message"]
    assert "wrong" not in answer.error["message"]


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


def test_a_shared_configuration_is_not_written(engine: Engine) -> None:
    state = node()
    state["iis"]["shared_configuration"] = {"enabled": True, "path": r"\\files\iis"}
    answer = ask(engine, state, written())
    assert r"the configuration is shared with other servers (\\files\iis)" in answer.error["message"]
    assert answer.state == state


def test_what_is_not_there_is_said_before_anything_is_changed(engine: Engine) -> None:
    state = node()
    call = written()
    gone = {"name": "gone", "state": "Started"}
    answer = ask(engine, state, replace(call, arguments={"pools": [*call.arguments["pools"], gone]}))
    assert answer.error["message"] == "IIS has no application pool gone any more"
    assert answer.state == state


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
def test_of_a_stored_password_only_whether_the_node_can_decrypt_it_is_told(
    engine: Engine, stored: str, has: bool
) -> None:
    state = node()
    process_activation.run_as(state, state["iis"]["pools"][1], ACCOUNT, CANARY)
    state["process_activation"]["passwords"][0]["password"] = stored
    found = {pool["name"]: pool["has_password"] for pool in ask(engine, state, Call("read_iis")).data["pools"]}
    assert found == {"DefaultAppPool": False, "Intranet": has}


@pytest.mark.parametrize(
    "read",
    [{"identity_type": "NetworkService", "user_name": ""}, {"identity_type": "SpecificUser", "user_name": ACCOUNT}],
    ids=["another built-in identity", "an account"],
)
def test_an_identity_that_somebody_has_changed_is_not_written(engine: Engine, read: dict[str, str]) -> None:
    state = node()
    answer = ask(engine, state, written(expected=read))
    assert answer.error["message"].startswith("the identity of pool Intranet is ApplicationPoolIdentity, and was read")
    assert answer.state == state


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


def test_a_pool_whose_state_nobody_says_is_unknown(engine: Engine) -> None:
    answer = ask(engine, node(stopped=True), Call("read_iis"))
    assert {pool["state"] for pool in answer.data["pools"]} == {"Unknown"}
    assert {site["state"] for site in answer.data["sites"]} == {"Unknown"}


def test_rights_are_read_as_secedit_writes_them(engine: Engine) -> None:
    """Names stand among SIDs, and rights that nobody holds are not there."""
    state = node()
    user_rights.holders(state, "SeServiceLogonRight")[:] = ["S-1-5-20", "svc_sql", "SQLServer2005SQLBrowserUser$DC02"]
    user_rights.holders(state, "SeDenyBatchLogonRight")[:] = [ACCOUNT]
    data = ask(engine, state, ASKED).data
    rights = {item["right"]: item["holders"] for item in data["rights"]}
    assert list(rights) == [item["right"] for item in state["user_rights"]["rights"]]
    assert rights["SeServiceLogonRight"] == ["S-1-5-20", "svc_sql", "SQLServer2005SQLBrowserUser$DC02"]
    assert rights["SeDenyServiceLogonRight"] == []
    sids = {item["text"]: item["sid"] for item in data["trustees"]}
    assert (sids[ACCOUNT], sids["svc_sql"], sids["S-1-5-20"]) == (intranet.ACCOUNT_SID, None, "S-1-5-20")


def test_of_several_policies_the_one_that_has_won_is_named(engine: Engine) -> None:
    state = node()
    state["user_rights"]["policies"] = [{"right": "SeBatchLogonRight", "source": "Server baseline"}]
    assert ask(engine, state, ASKED).data["policies"] == [{"right": "SeBatchLogonRight", "source": "Server baseline"}]


def test_a_right_that_somebody_has_changed_is_not_written(engine: Engine) -> None:
    state = node()
    item = {"right": "SeBatchLogonRight", "expected": HELD[1:], "holders": [*HELD, intranet.ACCOUNT_SID]}
    answer = ask(engine, state, Call("write_user_rights", {"rights": [item]}))
    assert answer.error["message"] == ("SeBatchLogonRight has other holders than when it was read: somebody changed it")
    assert answer.state == state


ADDED = {"right": "SeBatchLogonRight", "expected": HELD, "holders": [*HELD, intranet.ACCOUNT_SID]}
LEFT = "@{ left = @(Get-ChildItem -Path C:\\ProgramData\\nlb.kerberos\\rights.* | ForEach-Object { $_.Name }) }"


@pytest.mark.parametrize("option", ["/export", "/configure"])
def test_what_secedit_refuses_is_an_error_and_leaves_no_file(engine: Engine, option: str) -> None:
    script = f"& (Get-Module -Name NlbKerberosNode) {{ $script:seceditRefuses = '{option}' }}; @{{}}"
    calls = [Call("test", script=script), Call("write_user_rights", {"rights": [ADDED]}), Call("test", script=LEFT)]
    _, second, third = ask(engine, node(), *calls).answers
    assert second["error"]["message"] == f"secedit {option} ended with 1: no rights"
    assert third["data"]["left"] == []


def test_what_secedit_writes_beside_its_database_is_not_left_either(engine: Engine) -> None:
    calls = [Call("write_user_rights", {"rights": [ADDED]}), Call("test", script=LEFT)]
    written, left = ask(engine, node(), *calls).answers
    assert (written["data"], left["data"]["left"]) == ({}, [])
