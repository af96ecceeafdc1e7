from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.checkout import build
from tests.playbooks.controller import ROOT, Controller, inventory_of, own_network
from tests.playbooks.wire import WiredLab


@contextmanager
def running(folder: Path, network: str, execution: str) -> Iterator[Path]:
    command = [sys.executable, "-m", "lab", "--folder", str(folder)]
    subprocess.run([*command, "up", "--network", network, "--execution", execution], cwd=ROOT, check=True)
    try:
        yield folder
    finally:
        subprocess.run([*command, "down"], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def network() -> str:
    return own_network(0)


@pytest.fixture(scope="session")
def lab(network: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Emulated: for what the playbooks do, whatever runs on the nodes. tests/equivalence compares both executions."""
    with running(tmp_path_factory.mktemp("lab"), network, "emulated") as folder:
        yield folder


@pytest.fixture(scope="session")
def powershell_lab(pwsh: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """For runs through all layers: the real payloads in PowerShell, over WinRM, from ansible-playbook."""
    with running(tmp_path_factory.mktemp("powershell"), own_network(3), "powershell") as folder:
        yield folder


@dataclass(frozen=True)
class Installed:
    """The collection, built and installed: its folder, the variables that lead Ansible there and nowhere else, and the
    archive that it is of."""

    folder: Path
    environment: dict[str, str]
    archive: Path

    def run(self, *command: str) -> str:
        """What a command of Ansible prints that finds this collection only."""
        environment = {**os.environ, **self.environment}
        done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def install(self, archive: Path, *options: str) -> None:
        self.run("ansible-galaxy", "collection", "install", "--offline", str(archive), "-p", str(self.folder), *options)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    (folder / "ansible.cfg").touch()
    environment = {"ANSIBLE_CONFIG": f"{folder}/ansible.cfg", "ANSIBLE_COLLECTIONS_PATH": str(folder)}

    archive = build(ROOT, folder)
    found = Installed(folder, environment, archive)
    found.install(archive)
    return found


@pytest.fixture(scope="module")
def wired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredLab]:
    lab = WiredLab(tmp_path_factory.mktemp("wired"), own_network(1))
    yield lab
    lab.close()


@pytest.fixture
def controller(lab: Path, network: str, tmp_path: Path) -> Controller:
    return Controller(lab, inventory_of(network, tmp_path / "inventory"), tmp_path)


@pytest.fixture
def in_one_process(controller: Controller) -> Controller:
    """For runs of which the connection is no part. A file in which no run has one uses it by a mark."""
    controller.one_process = True
    return controller


@pytest.fixture
def powershell(powershell_lab: Path, tmp_path: Path) -> Controller:
    return Controller(powershell_lab, inventory_of(own_network(3), tmp_path / "inventory-of-powershell"), tmp_path)
