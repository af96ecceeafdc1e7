"""What tests of every kind share: where the project is, and the PowerShell engine."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from lab.windows.engine import find
from lab.windows.worker import Engine
from tests.groups import pytest_collection_modifyitems  # noqa: F401  # a hook
from tests.no_skips import pytest_make_collect_report, pytest_runtest_makereport  # noqa: F401  # hooks

ROOT = Path(__file__).parent.parent

pytest.register_assert_rewrite("tests.decisions.checks")  # so that what fails there shows both sides

# The same examples in every run, and however long one takes on a busy machine.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("same")


def pytest_collection_finish() -> None:
    """Thousands of collected tests live to the end: not to look at them again saves a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def pwsh() -> Path:
    """The PowerShell engine. Without one the test is skipped, except where NLB_KERBEROS_REQUIRE_PWSH is set (CI)."""
    found = find()
    if found is None:
        why = "no PowerShell: put pwsh on PATH, or its path into NLB_KERBEROS_PWSH"
        pytest.fail(why) if os.environ.get("NLB_KERBEROS_REQUIRE_PWSH") else pytest.skip(why)
    return found


@pytest.fixture(scope="session")
def engine(pwsh: Path) -> Iterator[Engine]:
    """One pool of workers for all tests of a session; it may be asked from any event loop."""
    started = Engine(pwsh)
    yield started
    asyncio.run(started.close())
