"""The lab's Microsoft.Web.Administration does what Windows' own does, case by case."""

from pathlib import Path
from typing import Any

import pytest

from lab.facts import iis
from lab.windows import catalogue
from lab.windows.worker import Engine
from tests.payloads import cases
from tests.payloads.exchange import Call, ask
from tests.payloads.static.command_catalogue import RECORDED
from tests.standins import iis_contract

# Processes that share a session's tests would each make what all of these look at.
pytestmark = pytest.mark.xdist_group("contract of IIS")

RUNNER = Path(__file__).with_name("iis_contract.ps1").read_text(encoding="utf-8")
CASES = {case["id"]: case for case in (*iis_contract.recorded(), *iis_contract.further())}


@pytest.fixture(scope="module")
def results(engine: Engine) -> dict[str, Any]:
    """All cases in one job: nothing of a case is left for the next but what is in the files."""
    arguments = {"cases": [iis_contract.request(case) for case in CASES.values()]}
    state = {**cases.node(), "iis": iis.iis()}
    data: dict[str, Any] = ask(engine, state, Call("test", arguments, script=RUNNER)).data
    return data


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_comes_out_as_on_windows(results: dict[str, Any], case: dict[str, Any]) -> None:
    found = results[case["id"]]
    assert iis_contract.agrees(found, case["expected"]), f"{found!r}, not {case['expected']!r}"


MEMBERS = r"""
    # What .NET itself asks of a collection is no member that a payload would look for.
    $ofDotNet = 'CopyTo', 'IsSynchronized', 'SyncRoot', 'value__', '.ctor'
    $members = @{}
    foreach ($type in [NlbKerberos.Lab.IisServer].Assembly.GetTypes()) {
        if (-not $type.IsPublic -or $type.Namespace -ne 'Microsoft.Web.Administration') { continue }
        $own = $type.GetMembers('Public, Instance, Static, DeclaredOnly') | Where-Object { -not $_.IsSpecialName }
        $members[$type.FullName] = @($own | ForEach-Object { $_.Name } | Where-Object { $_ -notin $ofDotNet })
    }
    $members
"""


def test_nothing_is_there_that_windows_does_not_have(engine: Engine) -> None:
    found = ask(engine, cases.node(), Call("test", script=MEMBERS)).data
    documented = catalogue.load(RECORDED / "microsoft-web-administration.json")["types"]
    unknown = {
        f"{name}.{member}"
        for name, members in found.items()
        for member in members
        if member not in documented[name]["members"]
    }
    assert "CommitChanges" in found["Microsoft.Web.Administration.ServerManager"]
    assert unknown == set()
