"""One running directory for each file of tests, healthy again for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.directory import healthy
from lab.directory.wired import WiredDirectory
from tests.lab.directory.client import Client
from tests.playbooks.controller import own_network


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredDirectory]:
    wired = WiredDirectory(Path(tmp_path_factory.mktemp("directory")), own_network(3))
    yield wired
    wired.close()


@pytest.fixture
def lab(running: WiredDirectory) -> WiredDirectory:
    running.directory.file.write(healthy.directory(3))
    running.server.counters.__init__()  # type: ignore[misc]
    return running


@pytest.fixture
def bound(lab: WiredDirectory) -> Iterator[Client]:
    """To dc1, as an ordinary user of the domain, sealed."""
    with Client(lab.addresses["dc1"], lab.ports.ldap) as client:
        assert client.negotiate("EXAMPLE\\auditor", lab.password).code == 0
        yield client
