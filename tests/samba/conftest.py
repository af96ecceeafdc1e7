"""One Samba for all tests: a child process of the system's Python, which has the bindings that no package index has."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from lab import healthy, intranet
from lab.node_files import States
from lab.samba import farm
from lab.samba.baked import PYTHON
from lab.samba.domain import Domain, lacking
from lab.samba.farm import Farm
from lab.samba.sites import INSTEAD
from tests.samba import states
from tests.samba.wire_rows import Change, initial

ORACLE = Path(__file__).with_name("oracle.py")

Ask = Callable[[dict[str, Any]], Any]
Directed = Callable[[Sequence[Change]], None]


def not_here(why: str) -> None:
    pytest.fail(why) if os.environ.get("NLB_KERBEROS_REQUIRE_SAMBA") else pytest.skip(why)


def has_samba() -> bool:
    probe = [PYTHON, "-c", "import samba.security"]
    return Path(PYTHON).exists() and subprocess.run(probe, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="session")
def samba() -> Iterator[Ask]:
    """Answers a question for oracle.py. Without Samba the test is skipped, except where NLB_KERBEROS_REQUIRE_SAMBA is
    set (CI)."""
    if not has_samba():
        not_here(f"no Samba: run lab/samba/install.sh, so that {PYTHON} can import samba")
    command = [PYTHON, str(ORACLE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:

        def ask(question: dict[str, Any]) -> Any:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(json.dumps(question) + "\n")
            child.stdin.flush()
            answer = json.loads(child.stdout.readline())
            assert "error" not in answer, (answer, question)
            return answer["answer"]

        yield ask


@pytest.fixture(scope="session")
def domain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Domain]:
    """A domain controller with the accounts of the lab."""
    if why := lacking(plan := states.domain()):
        not_here(why)
    started = Domain(plan, tmp_path_factory.mktemp("samba") / "domain")
    yield started
    started.close()


@pytest.fixture(scope="session")
def of_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    if why := farm.lacking():
        not_here(why)
    lab = tmp_path_factory.mktemp("lab")
    started = Farm(lab, tmp_path_factory.mktemp("samba") / "farm")
    yield started
    started.close()


@pytest.fixture
def nodes(of_lab: Farm) -> States:
    """All healthy."""
    (of_lab.lab / INSTEAD).unlink(missing_ok=True)
    states = States(of_lab.lab)
    for number in (1, 2, 3):
        states.write(intranet.name(number), healthy.node(number))
    return states


@pytest.fixture(scope="session")
def directory(of_lab: Farm) -> Directed:
    """Brings dc1 to what it began with, but for these changes; writes nothing where that is so already."""
    last: list[Sequence[Change]] = []

    def directed(changes: Sequence[Change]) -> None:
        if last != [list(changes)]:
            of_lab.domain.change("dc1", *initial(), *changes)
            last[:] = [list(changes)]

    return directed
