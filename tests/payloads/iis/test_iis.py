"""read_iis in the engine, through the bootstrap, over a real applicationHost.config."""

from typing import Any

import pytest

from lab.facts import iis, process_activation
from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Call, ask

READ = cases.load("iis/read")
INETSRV = "Windows/System32/inetsrv"
APPLICATION_HOST = f"{INETSRV}/config/applicationHost.config"


def node() -> dict[str, Any]:
    return {**cases.node(), "iis": iis.iis()}


@pytest.mark.parametrize("case", READ.values(), ids=READ)
def test_the_read_prints_the_state(engine: Engine, case: dict[str, Any]) -> None:
    pools = [{name: value for name, value in pool.items() if name != "has_password"} for pool in case["iis"]["pools"]]
    state = {**cases.node(), "iis": {**case["iis"], "pools": pools}}
    answer = ask(engine, state, Call("read_iis"))
    assert answer.data == case["iis"]
    assert answer.state == state


def test_a_node_without_iis_is_no_node_without_pools(engine: Engine) -> None:
    answer = ask(engine, cases.node(), Call("read_iis"))
    assert answer.error["message"].startswith("IIS is not installed on this node: there is no C:\\Windows")


MALFORMED = "<configuration><system.applicationHost>"
UNKNOWN = "<configuration><configSections/><system.applicationHost/></configuration>"
FAILURES = {
    "the file is damaged": ({"files": {APPLICATION_HOST: MALFORMED}}, "COMException", "is not well-formed XML"),
    "the file is gone": (
        {"files": {APPLICATION_HOST: None}},
        "FileNotFoundException",
        "Cannot read configuration file",
    ),
    "the sections are not declared": (
        {"files": {APPLICATION_HOST: UNKNOWN}},
        "COMException",
        "missing a section declaration",
    ),
    "the account has no rights": ({"denied": True}, "UnauthorizedAccessException", "insufficient permissions"),
    "the configuration system is gone": (
        {"files": {f"{INETSRV}/nativerd.dll": None}},
        "RuntimeException",
        "is not registered",
    ),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_what_cannot_be_read_is_an_error_and_not_nothing(
    engine: Engine, failure: tuple[dict[str, Any], str, str]
) -> None:
    configuration, kind, text = failure
    state = {**node(), "iis_configuration": configuration}
    answer = ask(engine, state, Call("read_iis"))
    assert answer.error["type"].endswith(kind)
    assert text in answer.error["message"]
    assert answer.state == state


def test_an_iis_that_knows_no_logon_types_logs_on_as_a_batch_job(engine: Engine) -> None:
    script = r"""
        $schema = 'C:\Windows\System32\inetsrv\config\schema\IIS_schema.xml'
        $text = (Get-Content -LiteralPath $schema -Raw) -replace '(?s)<attribute name="logonType".*?</attribute>'
        Set-Content -LiteralPath $schema -Value $text
        @{}
    """
    _, answer = ask(engine, node(), Call("test", script=script), Call("read_iis")).answers
    assert answer["data"] == process_activation.read(node(), {})


CHANGES = r"""
    Add-Type -Path C:\Windows\System32\inetsrv\Microsoft.Web.Administration.dll
    $manager = New-Object -TypeName Microsoft.Web.Administration.ServerManager
    $model = $manager.get_ApplicationPools()['Intranet'].get_ProcessModel()
    $model.IdentityType = 'NetworkService'
    $model.GetAttribute('userName').Delete()
    $manager.get_Sites()['Intranet'].get_Applications()['/reports'].ApplicationPoolName = 'DefaultAppPool'
    $null = $manager.get_ApplicationPools().Add('Another')
    $manager.CommitChanges()
    @{}
"""


def test_what_a_job_writes_into_the_file_is_in_the_state_after_it(engine: Engine) -> None:
    before = node()
    wanted = changed(
        before,
        {
            "iis.pools.1.identity_type": "NetworkService",
            "iis.pools.1.user_name": "",
            "iis.pools.1.worker_processes": [],
            "iis.sites.1.applications.1.pool": "DefaultAppPool",
        },
    )
    wanted["iis"]["pools"].append({**iis.iis()["pools"][0], "name": "Another"})
    assert ask(engine, before, Call("test", script=CHANGES)).state == wanted


def test_somebody_who_was_faster_is_not_overwritten(engine: Engine) -> None:
    state = {**node(), "iis_configuration": {"rivals": 2}}
    answer = ask(engine, state, *[Call("test", script=CHANGES)] * 3)
    first, second, third = answer.answers
    assert first["error"]["type"] == second["error"]["type"] == "System.IO.FileLoadException"
    assert "the file has changed on disk" in second["error"]["message"]
    assert third["data"] == {}
    assert answer.state["iis_configuration"]["rivals"] == 0
    assert [pool["name"] for pool in answer.state["iis"]["pools"]] == ["DefaultAppPool", "Intranet", "Another"]


def test_configuration_that_is_shared_is_read_where_it_is(engine: Engine) -> None:
    redirection = """<configuration><configSections><section name="configurationRedirection" /></configSections>
        <configurationRedirection enabled="true" path="\\\\files\\iis" /></configuration>"""
    files = {f"{INETSRV}/config/redirection.config": redirection, "UNC/files/iis/applicationHost.config": MALFORMED}
    state = {**node(), "iis_configuration": {"files": files}}
    answer = ask(engine, state, Call("read_iis"))
    assert "\\\\files\\iis\\applicationHost.config" in answer.error["message"]
    assert answer.state == state
