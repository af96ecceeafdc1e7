"""What is installed for tests and tools is pinned: one release of each package, and its files by their hashes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
PIN = re.compile(r"[a-z0-9][a-z0-9.-]*(\[[a-z,]+\])?==[0-9][A-Za-z0-9.]*( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


@pytest.mark.parametrize("name", ["demo", "smoke", "dev"])
def test_every_release_and_every_file_is_pinned(name: str) -> None:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        assert PIN.fullmatch(line) or HASH.fullmatch(line), line


@pytest.mark.parametrize("name", ["demo", "smoke", "dev"])
def test_what_is_asked_for_is_pinned(name: str) -> None:
    pinned = {line.split("==")[0] for line in _lines(f"{name}.txt") if "==" in line}
    asked = {re.split(r"[=<>; ]", line)[0].lower().replace("_", "-") for line in _asked(name)}
    assert asked <= pinned


def test_the_tests_of_the_other_pythons_use_the_releases_of_all_others() -> None:
    smoke, dev = ({line for line in _lines(f"{name}.txt") if "==" in line} for name in ("smoke", "dev"))
    assert {line.split()[0] for line in smoke} <= {line.split()[0] for line in dev}


def test_pip_takes_no_other_file() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in makefile.splitlines() if "pip install" in line]
    assert installs
    # What was built of a pinned source is taken from where it was built.
    assert all("--require-hashes" in line or "--no-index --no-deps .cache/wheels/" in line for line in installs)
    assert all("--require-hashes" in line for line in makefile.splitlines() if "pip wheel" in line)
    assert "--require-hashes" in (ROOT / "noxfile.py").read_text(encoding="utf-8")


def _asked(name: str) -> list[str]:
    found = []
    for line in _lines(f"{name}.in"):
        found += _asked(line.split()[1].removesuffix(".in")) if line.startswith("-r ") else [line]
    return found


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
