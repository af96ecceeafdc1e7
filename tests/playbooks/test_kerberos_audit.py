"""The exit codes of bin/kerberos-audit, as docs/running.md has them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.playbooks.controller import ROOT, Controller

PROGRAM = ROOT / "bin" / "kerberos-audit"


def code_of(controller: Controller, *arguments: str) -> int:
    options = ["-i", str(controller.inventory), "-e", f"kerberos_audit_path={controller.work}/kerberos-audit.json"]
    environment = {**os.environ, "NLB_KERBEROS_LAB": str(controller.lab), **controller.environment}
    command = [str(PROGRAM), *options, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode


def drift(controller: Controller) -> None:
    controller.inject("dns_registration/hosts-file-overrides", "web1")


def unread(controller: Controller) -> None:
    drift(controller)
    controller.lose("web2")


def not_described(controller: Controller) -> None:
    (controller.inventory / "group_vars" / "intranet.yml").unlink()


def as_described(controller: Controller) -> None:
    """Nothing is changed."""


@pytest.mark.parametrize(
    ("situation", "options", "code"),
    [
        (as_described, (), 0),
        (drift, (), 100),
        (drift, ("-e", "kerberos_fails_on=drift"), 100),
        (unread, (), 101),
        (not_described, (), 2),
        (as_described, ("-e", "kerberos_hosts=nobody"), 2),
    ],
)
def test_codes(situation, options, code, controller: Controller) -> None:
    situation(controller)
    assert code_of(controller, *options) == code


@pytest.mark.parametrize(
    ("ended", "written", "code"),
    [
        (0, None, 70),
        (0, "drift", 100),
        (2, "not fixed", 102),
        (2, "could not check", 101),
        (2, "compliant", 2),
        (2, None, 2),
        (4, None, 4),
        (99, "drift", 99),
    ],
)
def test_how_a_run_ends_and_what_it_has_written(ended, written, code, tmp_path: Path) -> None:
    stand_in = tmp_path / "ansible-playbook"
    line = f"""echo '{{"run": "x", "status": "{written}"}}' > "$file"\n""" if written else ""
    taken = """file=$(printf %s "$variables" | sed 's/.*: "//; s/"}$//')\n"""
    last = "for variables; do :; done\n"
    stand_in.write_text(f"#!/bin/sh\n{last}{taken}{line}exit {ended}\n", encoding="utf-8")
    stand_in.chmod(0o755)
    folder = tmp_path / "of this run"
    folder.mkdir()
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "TMPDIR": str(folder)}
    assert subprocess.run([PROGRAM, "-i", "a b"], env=environment, check=False).returncode == code
    assert list(folder.iterdir()) == [], "its temporary file is removed"
