from __future__ import annotations

from collections.abc import Iterator

import pytest

from lab import simulation
from lab.directory.server import ANY
from lab.winrm.server import Ports
from lab.wired import WiredLab
from tests.wire.connections import Connect, Listener, by_ansible, by_pywinrm
from tests.wire.wire import Wire

NETWORK = "127.43.0"
NODES = 3  # a node is drained only where others stay
CONNECTIONS: dict[str, Connect] = {"Ansible's connection": by_ansible, "own connection": by_pywinrm}


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredLab]:
    lab = WiredLab(tmp_path_factory.mktemp("lab"), NETWORK, NODES, Ports(0, 0), ANY, 0)
    yield lab
    lab.close()


@pytest.fixture(params=CONNECTIONS)
def connect(request: pytest.FixtureRequest) -> Connect:
    return CONNECTIONS[request.param]


@pytest.fixture
def wire(lab: WiredLab, connect: Connect) -> Wire:
    """Basic over TLS."""
    return Wire(lab, connect, _listener(lab, "https", "basic"))


@pytest.fixture
def encrypted_wire(lab: WiredLab, connect: Connect) -> Wire:
    """Messages that NTLM encrypts, over http."""
    return Wire(lab, connect, _listener(lab, "http", "ntlm"))


def _listener(lab: WiredLab, scheme: str, transport: str) -> Listener:
    ports = lab.server.ports
    return Listener(
        simulation.address(lab.network, 1),
        ports.https if scheme == "https" else ports.http,
        lab.endpoint.account,
        scheme,
        transport,
        lab.folder / "ca.pem",
    )
