"""The report with every state, and the ledger of its first farm, from which each format is made in tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parent / "sample"


def every_state() -> dict[str, Any]:
    report: dict[str, Any] = json.loads((SAMPLE / "every-state.json").read_text())
    return report


def histories() -> dict[str, list[dict[str, Any]]]:
    return {"intranet": [json.loads(line) for line in (SAMPLE / "intranet.jsonl").read_text().splitlines()]}
