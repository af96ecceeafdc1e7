from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.playbooks.controller import ROOT, Controller, own_network
from tests.playbooks.wire import WiredLab


@pytest.fixture(scope="session")
def network() -> str:
    return own_network(0)


@pytest.fixture(scope="session")
def lab(network: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("lab")
    command = [sys.executable, "-m", "lab", "--folder", str(folder)]
    subprocess.run([*command, "up", "--network", network], cwd=ROOT, check=True)
    yield folder
    subprocess.run([*command, "down"], cwd=ROOT, check=True)


@pytest.fixture(scope="module")
def wired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredLab]:
    lab = WiredLab(tmp_path_factory.mktemp("wired"), own_network(1))
    yield lab
    lab.close()


@pytest.fixture
def controller(lab: Path, network: str, tmp_path: Path) -> Controller:
    inventory = tmp_path / "inventory"
    shutil.copytree(ROOT / "inventory" / "lab", inventory)
    hosts = inventory / "hosts.yml"
    hosts.write_text(hosts.read_text(encoding="utf-8").replace("127.77.0", network), encoding="utf-8")
    return Controller(lab, inventory, tmp_path)
