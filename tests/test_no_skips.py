"""CI fails where a test is skipped, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TESTS = {
    "a test": "import pytest\n\n\ndef test_skips() -> None:\n    pytest.skip('why')\n",
    "a file": "import pytest\n\npytest.importorskip('fnord')\n",
}


@pytest.mark.parametrize("text", TESTS.values(), ids=TESTS)
@pytest.mark.parametrize(("value", "code"), [("", (0, 5)), ("1", (1, 2))], ids=["elsewhere", "in CI"])
def test_a_skip(value: str, code: tuple[int, int], text: str, tmp_path: Path) -> None:
    """5: no test was left. 2: interrupted by an error in a file."""
    (tmp_path / "test_it.py").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.no_skips", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "NLB_KERBEROS_NO_SKIPS": value, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in code, done.stdout
    assert ("where NLB_KERBEROS_NO_SKIPS is set" in done.stdout) is bool(value)
