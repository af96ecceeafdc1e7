from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.playbooks.controller import ROOT, Controller
from tests.playbooks.wire import WiredLab


@pytest.fixture(scope="session")
def network(worker_id: str) -> str:
    """A loopback network of this test process alone: the labs of several do not meet."""
    number = int(worker_id.removeprefix("gw")) if worker_id != "master" else 0
    return f"127.{78 + number}.0"


@pytest.fixture(scope="session")
def lab(network: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("lab")
    command = [sys.executable, "-m", "lab", "--folder", str(folder)]
    subprocess.run([*command, "up", "--network", network], cwd=ROOT, check=True)
    yield folder
    subprocess.run([*command, "down"], cwd=ROOT, check=True)


@pytest.fixture(scope="module")
def wired(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredLab]:
    number = int(worker_id.removeprefix("gw")) if worker_id != "master" else 0
    lab = WiredLab(tmp_path_factory.mktemp("wired"), f"127.{120 + number}.0")
    yield lab
    lab.close()


@pytest.fixture
def controller(lab: Path, network: str, tmp_path: Path) -> Controller:
    inventory = tmp_path / "inventory"
    shutil.copytree(ROOT / "inventory" / "lab", inventory)
    hosts = inventory / "hosts.yml"
    hosts.write_text(hosts.read_text(encoding="utf-8").replace("127.77.0", network), encoding="utf-8")
    return Controller(lab, inventory, tmp_path)
