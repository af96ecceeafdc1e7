"""The labs of the bench, in one process."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import laboratory
from bench.counts import Counts
from bench.shape import Shape


@pytest.fixture
def few_files() -> Iterator[None]:
    """As many as a shell allows at first, in small: what it starts may allow itself more."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    own = len(list(Path("/proc/self/fd").iterdir()))  # of a process that has run other tests before
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(64, own + 16), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.usefixtures("few_files")
def test_more_nodes_than_a_shell_allows_files(tmp_path: Path) -> None:
    """Each node listens on two sockets."""
    with laboratory.running(tmp_path, Shape(nodes=20, farms=2)) as lab:
        assert lab.take() == Counts()
