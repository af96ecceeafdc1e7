"""write_user_rights in the engine: what secedit needs is not left behind."""

import pytest

from lab.windows.worker import Engine
from tests.payloads import cases
from tests.payloads.exchange import Call, ask

SID = "S-1-5-21-1004336348-1177238915-682003330-1120"
ADDED = {"right": "SeBatchLogonRight", "grant": [SID], "remove": []}
LEFT = "@{ left = @(Get-ChildItem -Path C:\\ProgramData\\nlb.kerberos\\rights.* | ForEach-Object { $_.Name }) }"


LOG = "----- Error 5: Access is denied. \tError opening the database."


@pytest.mark.parametrize(("option", "shown"), [("/export", ""), ("/configure", LOG)])
def test_what_secedit_refuses_is_an_error_with_the_end_of_its_log_and_leaves_no_file(
    engine: Engine, option: str, shown: str
) -> None:
    script = f"& (Get-Module -Name NlbKerberosNode) {{ $script:seceditRefuses = '{option}' }}; @{{}}"
    calls = [Call("test", script=script), Call("write_user_rights", {"rights": [ADDED]}), Call("test", script=LEFT)]
    _, second, third = ask(engine, cases.node_of("user_rights"), *calls).answers
    assert second["error"]["message"] == f"secedit {option} ended with 1: {shown}"
    assert third["data"]["left"] == []


def test_what_secedit_writes_beside_its_database_is_not_left_either(engine: Engine) -> None:
    calls = [Call("write_user_rights", {"rights": [ADDED]}), Call("test", script=LEFT)]
    written, left = ask(engine, cases.node_of("user_rights"), *calls).answers
    assert (written["data"], left["data"]["left"]) == ({}, [])
