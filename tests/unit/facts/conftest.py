"""The lab's directory with its servers, healthy again for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions

from lab.directory import healthy
from lab.directory.file import DirectoryState
from lab.directory.wired import WiredDirectory
from tests.playbooks.controller import own_network

Change = Callable[[DirectoryState], object]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredDirectory]:
    wired = WiredDirectory(Path(tmp_path_factory.mktemp("directory")), own_network(3))
    yield wired
    wired.close()


@pytest.fixture
def lab(running: WiredDirectory) -> WiredDirectory:
    running.directory.file.write(healthy.directory(3))
    return running


def change(lab: WiredDirectory, how: Change) -> None:
    state = lab.directory.file.read()
    how(state)
    lab.directory.file.write(state)


def sessions(lab: WiredDirectory, *controllers: str, **options: Any) -> Sessions:
    """controllers: short names; dc1 and dc2 where none are given."""
    return Sessions(
        *(r"EXAMPLE\auditor", lab.password),
        **{
            "domain": "example.com",
            "domain_controllers": [f"{lab.addresses[name]}:{lab.ports.ldap}" for name in controllers or ("dc1", "dc2")],
            "global_catalogs": [f"{lab.addresses[name]}:{lab.ports.catalog}" for name in ("dc1", "dc2")],
            "seconds": 2,
            **options,
        },
    )
