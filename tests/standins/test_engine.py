"""The workers behind the lab's nodes: jobs do not see each other, and a worker that dies is replaced."""

import asyncio
from pathlib import Path

import pytest

from lab import healthy
from lab.windows import assembly
from lab.windows.worker import Engine, Job, WorkerEndedError
from tests.payloads import cases
from tests.payloads.exchange import run


def stdout(engine: Engine, script: str, stdin: bytes = b"") -> str:
    return run(engine, cases.node(), stdin, script).stdout


@pytest.mark.parametrize(
    ("script", "code"), [("exit 3", 3), ("'x'; exit 0", 0), ("throw 'x'", 1), ("1", 0), ("Write-Error x", 1)]
)
def test_the_exit_code_is_that_of_powershell(engine: Engine, script: str, code: int) -> None:
    assert run(engine, cases.node(), b"", script).exit_code == code


def test_standard_input_arrives_line_by_line(engine: Engine) -> None:
    assert stdout(engine, "@($input).Count; 'end'", b"a\nb\r\nc") == "3\r\nend\r\n"


def test_what_was_printed_before_an_error_is_kept(engine: Engine) -> None:
    result = run(engine, cases.node(), b"", "'before'; throw 'on purpose'")
    assert result.stdout == "before\r\n"
    assert "on purpose" in result.stderr


def test_what_is_written_to_the_console_is_captured(engine: Engine) -> None:
    assert stdout(engine, "[Console]::Out.WriteLine('direct'); Write-Host 'shown'") == "direct\nshown\r\n"


@pytest.mark.parametrize(
    ("leave", "look"),
    [
        ("$global:left = 1", "Test-Path -LiteralPath Variable:left"),
        ("$env:LEFT = 1", "Test-Path -LiteralPath Env:LEFT"),
        ("function global:Get-Left { 1 }", "Test-Path -LiteralPath Function:Get-Left"),
        ("Set-Content -LiteralPath C:\\left.txt -Value x", "Test-Path -LiteralPath C:\\left.txt"),
        ("$null = New-Item -Path HKLM:\\SOFTWARE\\Left -Force", "Test-Path -LiteralPath HKLM:\\SOFTWARE\\Left"),
        ("$null = New-PSDrive -Name L -PSProvider FileSystem -Root / -Scope Global", "Test-Path -LiteralPath L:\\"),
        ("Set-Location -LiteralPath C:\\Windows", "(Get-Location).Path -like 'C:?Windows'"),
        ("Write-Error left -ErrorAction SilentlyContinue", "[bool] $Error.Count"),
        ("$global:ErrorActionPreference = 'Stop'", "$ErrorActionPreference -eq 'Stop'"),
        ("$global:LASTEXITCODE = 7", "$LASTEXITCODE -eq 7"),
        ("Set-StrictMode -Version 3", "try { $null = $unknown; $false } catch { $true }"),
        ("Set-Alias -Name left -Value Get-Item -Scope Global", "Test-Path -LiteralPath Alias:left"),
        ("New-Module -Name Left { } | Import-Module -Global", "[bool] (Get-Module -Name Left)"),
        (
            "& (Get-Module -Name NlbKerberosNode) { $script:accounts = 'left' }",
            "(& (Get-Module -Name NlbKerberosNode) { $accounts }) -eq 'left'",
        ),
    ],
)
def test_a_job_leaves_nothing_to_the_next_one(engine: Engine, leave: str, look: str) -> None:
    first, found = stdout(engine, f"$PID\n{leave}\n{look}").split()
    assert found == "True"
    assert stdout(engine, f"$PID\n{look}").split() == [first, "False"], "in the same process"


def test_a_job_that_is_over_keeps_no_memory(engine: Engine) -> None:
    def megabytes() -> float:
        return int(run(engine, healthy.node(1), b"", "[GC]::GetTotalMemory($true)").stdout) / 1e6

    megabytes()
    before = megabytes()
    for _ in range(20):
        run(engine, healthy.node(1), b"", "1")
    assert megabytes() - before < 10


def test_a_worker_that_dies_reports_what_it_printed_and_is_replaced(engine: Engine) -> None:
    with pytest.raises(WorkerEndedError, match="ended with 7: last words"):
        stdout(engine, "[Console]::Out.WriteLine('last words'); [Environment]::Exit(7)")
    assert stdout(engine, "'here'") == "here\r\n"


def test_a_state_that_the_standins_cannot_show_is_an_error(engine: Engine) -> None:
    with pytest.raises(WorkerEndedError, match="the stand-ins cannot show this state"):
        run(engine, {**cases.node(), "journal": {}}, b"", "1")


def test_jobs_run_side_by_side(engine: Engine) -> None:
    async def three() -> list[str]:
        jobs = [Job(f"Start-Sleep -Milliseconds 100; {number}", b"", cases.node()) for number in range(3)]
        return [result.stdout for result in await asyncio.gather(*(engine.run(job) for job in jobs))]

    assert asyncio.run(three()) == ["0\r\n", "1\r\n", "2\r\n"]


def test_two_workers_that_compile_at_once_leave_one_assembly(
    pwsh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly, "FOLDER", tmp_path)

    async def two() -> list[str]:
        pool = Engine(pwsh)
        try:
            results = await asyncio.gather(*(pool.run(Job("$PID", b"", cases.node())) for _ in range(2)))
        finally:
            await pool.close()
        return [result.stdout for result in results]

    assert len(set(asyncio.run(two()))) == 2
    assert [path.suffix for path in tmp_path.iterdir()] == [".dll"]
