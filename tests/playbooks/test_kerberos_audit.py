"""The exit codes of bin/kerberos-audit with the real ansible-playbook, as docs/running.md has them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.playbooks.conftest import Installed
from tests.playbooks.controller import ROOT, Controller


def code_of(
    controller: Controller,
    *arguments: str,
    root: Path = ROOT,
    cwd: Path = ROOT,
    variables: Mapping[str, str] | None = None,
) -> int:
    options = ["-i", str(controller.inventory), "-e", f"kerberos_audit_path={controller.work}/kerberos-audit.json"]
    environment = {**os.environ, "NLB_KERBEROS_LAB": str(controller.lab), **(variables or {})}
    command = [str(root / "bin" / "kerberos-audit"), *arguments, *options]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False).returncode


def drift(controller: Controller) -> None:
    controller.inject("dns_registration/hosts-file-overrides", "web1")


def unread(controller: Controller) -> None:
    drift(controller)
    controller.lose("web2")


def not_described(controller: Controller) -> None:
    (controller.inventory / "group_vars" / "intranet.yml").unlink()


def as_described(controller: Controller) -> None:
    """Nothing is changed."""


def without_journal(controller: Controller) -> None:
    """Nothing is changed on a node whose journal cannot be written."""
    controller.inject("dns_registration/own-adapter-not-registered", "web1")
    state = controller.states.read("web1")
    del state["journal"]
    controller.states.write("web1", state)


@pytest.mark.parametrize(
    ("situation", "arguments", "code"),
    [
        (as_described, (), 0),
        (drift, ("-e", "kerberos_fails_on=drift"), 100),
        (unread, (), 101),
        (without_journal, ("fix_kerberos",), 102),
        (not_described, (), 2),
        (as_described, ("-e", "kerberos_hosts=nobody"), 2),
    ],
)
def test_codes(situation, arguments, code, controller: Controller) -> None:
    situation(controller)
    assert code_of(controller, *arguments) == code


def test_an_installed_collection_has_its_own_playbooks(
    installed: Installed, controller: Controller, tmp_path: Path
) -> None:
    """From a folder of its own, without the checkout."""
    drift(controller)
    folder = tmp_path / "of an administrator"
    folder.mkdir()
    root = installed.folder / "ansible_collections" / "nlb" / "kerberos"
    assert code_of(controller, root=root, cwd=folder, variables=installed.environment) == 100
