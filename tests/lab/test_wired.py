"""The simulated farm in the process of a test."""

from __future__ import annotations

import gc
import socket
from pathlib import Path

from lab.wired import WiredLab
from tests.playbooks.controller import own_network


def test_it_closes_a_connection_whose_handshake_has_not_begun(tmp_path: Path) -> None:
    lab = WiredLab(tmp_path, own_network(1), nodes=1)
    with socket.create_connection((lab.endpoint.address, lab.server.ports.https)) as client:
        lab.finish()  # it was accepted
        lab.close()
        gc.collect()  # what is left open would warn now, which fails a test
        assert client.recv(1) == b""
