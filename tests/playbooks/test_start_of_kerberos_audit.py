"""What bin/kerberos-audit makes of arguments, signals and exit codes: with a stand-in for ansible-playbook."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.playbooks.controller import ROOT

PROGRAM = ROOT / "bin" / "kerberos-audit"
STAND_IN = """#!{python}
import json, os, pathlib, signal, sys, time
folder = pathlib.Path({folder!r})
plan = json.loads((folder / "plan").read_text())
variables = [json.loads(value) for value in sys.argv[1:] if value.startswith("{{")]
status = next(found["kerberos_status_path"] for found in reversed(variables) if "kerberos_status_path" in found)
if plan["status"]:
    pathlib.Path(status).write_text(json.dumps({{"run": "x", "status": plan["status"]}}))
asked = {{"arguments": sys.argv[1:], "interrupts": signal.getsignal(signal.SIGINT) is signal.default_int_handler}}
asked["hangups"] = signal.getsignal(signal.SIGHUP) is signal.SIG_DFL
(folder / "asked.new").write_text(json.dumps(asked))
(folder / "asked.new").rename(folder / "asked")
time.sleep(plan["seconds"])
sys.exit(plan["code"])
"""


@dataclass
class StandIn:
    """folder: where it and what it has noted is. temporary: where the program may keep a file of its own."""

    folder: Path
    temporary: Path

    def plans(self, code: int = 0, status: str | None = "compliant", seconds: float = 0) -> None:
        plan = {"code": code, "status": status, "seconds": seconds}
        (self.folder / "plan").write_text(json.dumps(plan), encoding="utf-8")

    def end(self, process: subprocess.Popen[str]) -> tuple[int, str]:
        """Its exit code and output, which is at its end only when nobody has it open any more."""
        output, _ = process.communicate(timeout=20)
        return process.returncode, output

    def start(self, *arguments: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
        environment = {**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}", "TMPDIR": str(self.temporary)}
        return subprocess.Popen(
            [PROGRAM, *arguments],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=before,
        )  # fmt: skip

    def run(self, *arguments: str) -> tuple[int, str]:
        return self.end(self.start(*arguments))

    def asked(self) -> dict[str, object]:
        """What it was started with, once it was."""
        end = time.monotonic() + 20
        while not (self.folder / "asked").exists():
            assert time.monotonic() < end
            time.sleep(0.01)
        found: dict[str, object] = json.loads((self.folder / "asked").read_text(encoding="utf-8"))
        return found

    def arguments(self) -> list[str]:
        """Without the variable that only the program itself gives."""
        given = self.asked()["arguments"]
        assert isinstance(given, list)
        assert given[-2] == "-e"
        assert list(json.loads(given[-1])) == ["kerberos_status_path"]
        return given[:-2]


def reset(number: signal.Signals) -> None:
    signal.signal(number, signal.SIG_DFL)


def ignore(number: signal.Signals) -> None:
    signal.signal(number, signal.SIG_IGN)


@pytest.fixture
def stand_in(tmp_path: Path) -> Iterator[StandIn]:
    folder, temporary = tmp_path / "stand-in", tmp_path / "of this run"
    folder.mkdir()
    temporary.mkdir()
    program = folder / "ansible-playbook"
    program.write_text(STAND_IN.format(python=sys.executable, folder=str(folder)), encoding="utf-8")
    program.chmod(0o755)
    found = StandIn(folder, temporary)
    found.plans()
    yield found
    assert list(temporary.iterdir()) == [], "its temporary file is removed"


@pytest.mark.parametrize(
    ("ended", "written", "code"),
    [
        (0, "compliant", 0),
        (0, None, 70),
        (0, "drift", 100),
        (2, "drift", 100),
        (2, "not fixed", 102),
        (2, "could not check", 101),
        (0, "of a later version", 70),
        (2, "compliant", 2),
        (2, None, 2),
        (4, None, 4),
        (99, "drift", 99),
    ],
)
def test_how_a_run_ends_and_what_it_has_written(ended: int, written: str | None, code: int, stand_in: StandIn) -> None:
    stand_in.plans(ended, written)
    assert stand_in.run("-i", "x")[0] == code


@pytest.mark.parametrize(
    ("given", "playbook", "arguments"),
    [
        (("-i", "a b/c", "-e", "x='1 2' y=$HOME *"), "audit", ("-i", "a b/c", "-e", "x='1 2' y=$HOME *")),
        (("audit", "-i", "x"), "audit", ("-i", "x")),
        (("rollback", "-i", "x"), "rollback", ("-i", "x")),
        (("fix_kerberos", "--check", ""), "fix_kerberos", ("--check", "")),
        (("-i", "rollback"), "audit", ("-i", "rollback")),
        ((), "audit", ()),
    ],
)
def test_all_arguments_are_those_of_ansible_playbook(
    given: tuple[str, ...], playbook: str, arguments: tuple[str, ...], stand_in: StandIn
) -> None:
    assert stand_in.run(*given)[0] == 0
    assert stand_in.arguments() == [str(ROOT / "playbooks" / f"{playbook}.yml"), *arguments]


@pytest.mark.parametrize(
    ("given", "arguments"),
    [(("-i", "x", "--"), ("-i", "x")), (("--", "--help"), ("--help",)), (("rollback", "--", "-h"), ("-h",))],
)
def test_two_dashes_end_its_own_words(given: tuple[str, ...], arguments: tuple[str, ...], stand_in: StandIn) -> None:
    """ansible-playbook would take what comes after them, the variable of the status included, for playbooks."""
    assert stand_in.run(*given)[0] == 0
    assert stand_in.arguments()[1:] == list(arguments)


@pytest.mark.parametrize("given", [("--help",), ("-h",), ("rollback", "-i", "x", "--help")])
def test_help_starts_nothing_and_has_every_code(given: tuple[str, ...], stand_in: StandIn) -> None:
    code, output = stand_in.run(*given)
    assert code == 0
    assert not (stand_in.folder / "asked").exists()
    assert all(number in output.split() for number in ("0", "70", "100", "101", "102"))
    assert "fix_kerberos" in output


def test_a_playbook_of_the_collection_where_it_is_installed(stand_in: StandIn, tmp_path: Path) -> None:
    """Also through a symbolic link, such as from a folder of PATH."""
    root = tmp_path / "ansible_collections" / "nlb" / "kerberos"
    (root / "bin").mkdir(parents=True)
    (root / "bin" / "kerberos-audit").write_bytes(PROGRAM.read_bytes())
    (root / "bin" / "kerberos-audit").chmod(0o755)
    link = tmp_path / "kerberos-audit"
    link.symlink_to(root / "bin" / "kerberos-audit")
    environment = {**os.environ, "PATH": f"{stand_in.folder}:{os.environ['PATH']}", "TMPDIR": str(stand_in.temporary)}
    assert subprocess.run([link, "rollback", "-i", "x"], env=environment, check=False).returncode == 0
    assert stand_in.arguments() == ["nlb.kerberos.rollback", "-i", "x"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("status", [None, "compliant"])
def test_a_signal_ends_ansible_playbook_and_is_no_good_end(
    number: signal.Signals, status: str | None, stand_in: StandIn
) -> None:
    stand_in.plans(0, status, seconds=60)
    # These tests may run under nohup, which ignores one of them.
    process = stand_in.start("-i", "x", before=lambda: reset(number))
    stand_in.asked()
    process.send_signal(number)
    assert stand_in.end(process)[0] == 128 + number


def test_a_signal_that_comes_first_ends_ansible_playbook_too(stand_in: StandIn) -> None:
    """At any time: none of them may leave ansible-playbook behind, or the temporary file."""
    stand_in.plans(0, None, seconds=60)
    for delay in range(0, 100, 4):
        process = stand_in.start("-i", "x")
        time.sleep(delay / 1000)
        process.terminate()
        assert stand_in.end(process)[0] in (128 + signal.SIGTERM, -signal.SIGTERM)
        assert list(stand_in.temporary.iterdir()) == []


def test_ctrl_c_is_left_to_ansible_playbook(stand_in: StandIn) -> None:
    """A terminal sends it to both; ansible-playbook ends by itself, and with its own code."""
    stand_in.plans(99, None, seconds=0.5)
    # These tests may run in the background of a shell, which ignores it there.
    process = stand_in.start("-i", "x", before=lambda: reset(signal.SIGINT))
    asked = stand_in.asked()
    process.send_signal(signal.SIGINT)
    assert stand_in.end(process)[0] == 99
    assert asked["interrupts"]


def test_what_nohup_ignores_stays_ignored(stand_in: StandIn) -> None:
    stand_in.plans(0, seconds=0.5)
    process = stand_in.start("-i", "x", before=lambda: ignore(signal.SIGHUP))
    assert not stand_in.asked()["hangups"]
    process.send_signal(signal.SIGHUP)
    assert stand_in.end(process)[0] == 0


def test_without_ansible_playbook_it_says_what_to_do(stand_in: StandIn, tmp_path: Path) -> None:
    environment = {**os.environ, "PATH": str(tmp_path), "TMPDIR": str(stand_in.temporary)}
    command = [sys.executable, str(PROGRAM), "-i", "x"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 127
    assert "ansible-playbook is not in PATH" in done.stderr


def test_an_ansible_playbook_that_cannot_be_run(stand_in: StandIn) -> None:
    (stand_in.folder / "ansible-playbook").chmod(0o644)
    environment = {**os.environ, "PATH": str(stand_in.folder), "TMPDIR": str(stand_in.temporary)}
    command = [sys.executable, str(PROGRAM), "-i", "x"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 126
    assert "Traceback" not in done.stderr
    assert "ansible-playbook cannot be run" in done.stderr


def test_without_a_temporary_folder_it_says_what_to_do(stand_in: StandIn) -> None:
    """None of the folders that Python would try can be written to."""
    begin = f"""
import runpy, sys, tempfile
tempfile._candidate_tempdir_list = lambda: ["/proc"]
sys.argv = [{str(PROGRAM)!r}, "-i", "x"]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "TMPDIR" in done.stderr
