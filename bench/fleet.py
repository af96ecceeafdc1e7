"""What an audit of a fleet writes: where, how much of it, and the most that it may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS

OUTPUT = "output"  # what a command has printed
HISTORY, REPORT = "history", "kerberos-audit.json"
HEADING = re.compile(r"^Run \d{8}T\d{6}Z-")

Sizes = Mapping[str, int]  # lines, or bytes: of all files of a format, and of the largest one of a farm
PRINTED, TEXT = "lines printed", "lines of the report's text"
LINES = (PRINTED, TEXT)
JSON, LEDGERS = "json", "history"
KB, MB = 1024, 1024 * 1024


def largest(name: str) -> str:
    return f"{name} of a farm"


# Of a thousand nodes, all but ten of which are well, and of a history of a year.
LIMITS: Sizes = {
    TEXT: 200,
    "html": 5 * MB // 2,
    largest("junit"): 100 * KB,
    "metrics": 500 * KB,
    "summary": 16 * KB,
    LEDGERS: 10 * MB,
}


def said(name: str) -> str:
    return name if name in LINES else f"{name}, KB"


def shown(name: str, size: float) -> float:
    """In lines or KB."""
    return size if name in LINES else size / KB


def history(work: Path) -> Path:
    return _folder(work) / HISTORY


def variables(work: Path) -> dict[str, Any]:
    """Every format, and the history. Makes the folders, which an audit does not."""
    history(work).mkdir(parents=True, exist_ok=True)
    for name, rendering in RENDERINGS.items():
        if rendering.folder:
            (_folder(work) / name).mkdir(exist_ok=True)
    return {
        "kerberos_audit_path": str(_folder(work) / REPORT),
        "kerberos_history": str(history(work)),
        "kerberos_reports": {name: str(_folder(work) / name) for name in RENDERINGS},
        "kerberos_fails_on": ["could not check"],  # the drift is the bench's own
    }


def written(work: Path) -> Sizes:
    """After an audit, or a report on the fleet."""
    lines = (work / OUTPUT).read_text(encoding="utf-8").splitlines()
    return {
        PRINTED: len(lines),
        TEXT: len(_text(lines)),
        JSON: (_folder(work) / REPORT).stat().st_size,
        **{name: _size(_folder(work) / name, sum) for name in RENDERINGS},
        **{largest(name): _size(_folder(work) / name, max) for name, one in RENDERINGS.items() if one.folder},
        **kept(work),
    }


def kept(work: Path) -> Sizes:
    return {LEDGERS: _size(history(work), sum)}


def _folder(work: Path) -> Path:
    return work / "fleet"


def _size(path: Path, of: Callable[[list[int]], int]) -> int:
    return of([file.stat().st_size for file in (path.iterdir() if path.is_dir() else [path])])


def _text(lines: list[str]) -> list[str]:
    """The report among what Ansible prints: from its heading to the result of its task."""
    begin = next(number for number, line in enumerate(lines) if HEADING.match(line))
    end = next(number for number, line in enumerate(lines) if number > begin and line.startswith("ok: ["))
    return lines[begin:end]
