"""Two DNS servers of the lab, over a directory that a test may change."""

from collections.abc import Iterator

import pytest

from lab.directory import forest
from lab.directory.file import DirectoryState
from lab.dns import zones
from lab.dns.wired import WiredDns

ADDRESSES = {"dc1": "127.88.0.5", "dc2": "127.88.0.6", "dc3": "127.88.0.7"}


class Dns:
    """state: of the directory. Each test has one of its own; changed has to be told."""

    def __init__(self) -> None:
        self.state: DirectoryState = {}
        self.reset()
        self.wired = WiredDns(lambda: self.state, ADDRESSES)

    def reset(self) -> None:
        self.state = {"objects": {**forest.objects(), **zones.objects(3)}, "controllers": forest.controllers()}

    def server(self, name: str) -> str:
        """As a description has it."""
        return f"{ADDRESSES[name]}:{self.wired.port}"


@pytest.fixture(scope="module")
def servers() -> Iterator[Dns]:
    found = Dns()
    yield found
    found.wired.close()


@pytest.fixture
def dns(servers: Dns) -> Dns:
    servers.reset()
    return servers
