"""A run that is forked is what the command would have been: each of the other tests relies on it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.playbooks import ansible_playbook
from tests.playbooks.ansible_playbook import ROOT, Ended, Server
from tests.playbooks.controller import Controller

RUNS = {
    "audit that fails on drift": (("playbooks/audit.yml", "-vvvvv", "-e", '{"kerberos_fails_on": ["drift"]}'), 2),
    "fix as a plan": (("fix-kerberos.yml", "--check", "--diff"), 0),
    "no playbook": (("nowhere.yml",), 1),
}


@pytest.mark.parametrize("run", RUNS)
def test_a_fork_prints_and_returns_what_the_command_does(run: str, controller: Controller) -> None:
    controller.inject("site_acl/readers-lack-access", "web1")
    controller.inject("dns_registration/own-adapter-not-registered", "web2")
    arguments, code = RUNS[run]
    arguments = (*arguments, "-i", str(controller.inventory), "-e", f"kerberos_audit_path={controller.work}/audit.json")
    lab = {"NLB_KERBEROS_LAB": str(controller.lab)}
    command = ansible_playbook.by_command(arguments, ROOT, lab)
    audit = _audit(controller)
    fork = ansible_playbook.by_fork(arguments, lab)
    assert (fork.code, command.code) == (code, code)
    assert _lines(fork) == _lines(command)
    assert _audit(controller) == audit


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """With a folder of its own for temporary files."""
    server = Server({"ANSIBLE_LOCAL_TEMP": str(tmp_path / "temporary")})
    yield server
    server.close()
    assert not list((tmp_path / "temporary").iterdir())


def playbook(folder: Path, *tasks: dict[str, object]) -> str:
    path = folder / "playbook.yml"
    path.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    return str(path)


def test_a_fork_has_its_own_environment_and_temporary_folder_and_leaves_nothing(server: Server, tmp_path: Path) -> None:
    copied = tmp_path / "copied"
    copy = playbook(tmp_path, {"copy": {"content": "{{ lookup('env', 'WORD') }}", "dest": str(copied)}})
    for word in ("first", "second"):
        assert server.run([copy], {**os.environ, "WORD": word}).code == 0
        assert copied.read_text(encoding="utf-8") == word
        (servers_own,) = (tmp_path / "temporary").iterdir()
        (templates,) = servers_own.iterdir()
        assert templates.name.startswith("templates-")


def test_a_template_that_an_earlier_run_has_compiled_is_rendered_anew(server: Server, tmp_path: Path) -> None:
    written = tmp_path / "written"
    tasks = (
        {"copy": {"content": "{{ lookup('env', 'WORD') }}", "dest": str(written)}},
        {"copy": {"content": "last", "dest": str(written)}, "when": "lookup('env', 'WORD') == 'third'"},
    )
    runs = playbook(tmp_path, *tasks)
    for word, expected in (("first", "first"), ("second", "second"), ("third", "last"), ("fourth", "fourth")):
        ended = server.run([runs], {**os.environ, "WORD": word})
        assert ended.code == 0, ended.output
        assert written.read_text(encoding="utf-8") == expected


def test_a_fork_that_takes_too_long_is_ended_and_the_next_one_runs(server: Server, tmp_path: Path) -> None:
    waits = playbook(tmp_path, {"pause": {"seconds": 60}})
    with pytest.raises(subprocess.TimeoutExpired):
        server.run([waits], os.environ, limit=1)
    assert server.run(["--version"], os.environ).code == 0


def _audit(controller: Controller) -> str:
    path = controller.work / "audit.json"
    return _same_in_every_run(path.read_text(encoding="utf-8")) if path.exists() else ""


def _lines(ended: Ended) -> list[str]:
    """Nodes answer in any order; a fork need not load the collections again."""
    lines = _same_in_every_run(ended.output).splitlines()
    return sorted(line for line in lines if not line.startswith("Loading collection "))


def _same_in_every_run(text: str) -> str:
    """Without identifiers, temporary folders, and nodes' answers as they come over the wire, which have the time."""
    varying = (
        r"ansible-local-[^'\"]+",
        r"[0-9a-f]{8}-[0-9a-f-]{27}",
        r"0x[0-9a-f]+",
        r"\d{8}T\d{6}Z-[0-9a-f]{9}",
        r"\d{4}-\d\d-\d\d(T|\s+)\d\d:\d\d:\d\d(\.\d+)?",  # the report breaks lines
        r"(?<=bin/python)3?(?=\))",
        r"\b\d+ s; nlb",
        r'"seconds": \d+',
        r"WINRM RESULT .*",
    )
    return re.sub("|".join(varying), "", text, flags=re.IGNORECASE)
