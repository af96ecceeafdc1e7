"""The engine that runs payloads over the lab's stand-ins."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.windows.worker import Engine


@pytest.fixture(scope="session")
def engine(pwsh: Path) -> Iterator[Engine]:
    """One pool of workers for all tests; it may be asked from any event loop."""
    pool = Engine(pwsh)
    yield pool
    asyncio.run(pool.close())
