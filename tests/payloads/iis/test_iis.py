"""What read_iis shows of what a job writes, over a real applicationHost.config."""

from typing import Any

from lab.facts import process_activation
from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Call, ask


def node() -> dict[str, Any]:
    return cases.node_of("iis")


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
            "iis.pools[name=Intranet].identity_type": "NetworkService",
            "iis.pools[name=Intranet].user_name": "",
            "iis.pools[name=Intranet].worker_processes": [],
            "iis.sites[name=Intranet].applications[path=/reports].pool": "DefaultAppPool",
            "iis.pools[+]": {**before["iis"]["pools"][0], "name": "Another"},
        },
    )
    assert ask(engine, before, Call("test", script=CHANGES)).state == wanted


def test_another_change_of_the_file_is_not_overwritten(engine: Engine) -> None:
    state = {**node(), "iis_configuration": {"rivals": 2}}
    answer = ask(engine, state, *[Call("test", script=CHANGES)] * 3)
    first, second, third = answer.answers
    assert first["error"]["type"] == second["error"]["type"] == "System.IO.FileLoadException"
    assert "the file has changed on disk" in second["error"]["message"]
    assert third["data"] == {}
    assert answer.state["iis_configuration"]["rivals"] == 0
    assert [pool["name"] for pool in answer.state["iis"]["pools"]] == ["DefaultAppPool", "Intranet", "Another"]
