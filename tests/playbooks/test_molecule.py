"""The molecule scenarios, which verify by other means than our modules."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_every_scenario() -> None:
    done = subprocess.run(
        ["molecule", "test", "--all"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=900
    )
    output = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    assert done.returncode == 0, output
    scenarios = {path.parent.name for path in (ROOT / "extensions" / "molecule").glob("*/verify.yml")}
    # The arrow between the two depends on the terminal.
    assert set(re.findall(r"(\w+) \S+ verify: Executed: Successful", output)) == scenarios
