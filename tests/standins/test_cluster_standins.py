"""What Windows shows of the hosts of a cluster depends on the language, on remote control, and on who may ask whom."""

from __future__ import annotations

from typing import Any

import pytest

from lab import healthy
from lab.facts import cluster
from lab.windows.worker import Engine
from tests.payloads.exchange import Call, ask

NODES = '@(Get-NlbClusterNode -InterfaceName NLB | ForEach-Object { "$($_.HostPriority) $($_.State)" })'
NAMESPACE, CLASS = "root/MicrosoftNLB", "MicrosoftNLB_Node"
INSTANCES = (
    f'@(Get-CimInstance -Namespace {NAMESPACE} -ClassName {CLASS} | ForEach-Object {{ "$($_.Name) $($_.StatusCode)" }})'
)
KEY = f"New-CimInstance -ClientOnly -Namespace {NAMESPACE} -ClassName {CLASS} -Key Name -Property @{{ Name = '%s' }}"
OWN, OTHER = (f"(Get-CimInstance -InputObject ({KEY})).StatusCode" % key for key in ("10.0.0.50:1", "10.0.0.50:2"))
QUERY = '& "$env:SystemRoot\\System32\\nlb.exe" query all local'
STALE = {"enumeration": "stale"}
STOPPED, CONVERGING, DEFAULT = 1005, 1006, 1008


def shown(engine: Engine, script: str, driver: dict[str, Any], status: int = DEFAULT) -> Any:
    """By host 1; host 2 is stopped."""
    nodes = [healthy.node(1), healthy.node(2)]
    cluster.of_farm(nodes[0])["status"] = status
    cluster.of_farm(nodes[1])["status"] = STOPPED
    state = {**cluster.joined(nodes[0], nodes), "cluster_driver": driver}
    (answer,) = ask(engine, state, Call("test", script=f"@{{ shown = {script} }}")).answers
    return answer["data"]["shown"] if "data" in answer else answer["error"]["message"]


@pytest.mark.parametrize(
    ("script", "driver", "expected"),
    [
        (NODES, {}, ["1 Converged(default)"]),
        (NODES, {"language": "de"}, ["1 Konvergiert (Standard)"]),
        (NODES, STALE, ["1 Converged(default)", "2 Converged"]),
        (NODES, {"enumeration": "error"}, "The RPC server is unavailable."),
        (INSTANCES, {}, ["10.0.0.50:1 1008"]),
        (INSTANCES, STALE, ["10.0.0.50:1 1008", "10.0.0.50:2 1007"]),
        (INSTANCES, {"enumeration": "error"}, "The RPC server is unavailable."),
        (OWN, {"enumeration": "error"}, 1008),
        (OWN, {"status": "refused"}, "Provider load failure"),
        (OTHER, STALE, "Not found"),
    ],
)
def test_only_what_a_host_says_of_itself_is_true(
    script: str, driver: dict[str, Any], expected: Any, engine: Engine
) -> None:
    assert shown(engine, script, driver) == expected


@pytest.mark.parametrize(("status", "last"), [(DEFAULT, "1"), (CONVERGING, "1"), (STOPPED, None)])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_line_of_nlb_exe_has_nothing_but_hosts(status: int, last: str | None, language: str, engine: Engine) -> None:
    lines = shown(engine, f"@({QUERY})", {"language": language}, status)
    assert [line for line in lines if line.replace(", ", "").isdigit()] == [last] * (last is not None)
    assert "Cluster 10.0.0.50" in lines


def test_without_the_feature_there_is_no_program(engine: Engine) -> None:
    there = 'Test-Path -LiteralPath "$env:SystemRoot\\System32\\nlb.exe"'
    assert [shown(engine, there, {"query": query}) for query in (None, "missing")] == [True, False]
