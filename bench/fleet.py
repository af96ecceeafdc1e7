"""What an audit of a fleet writes: where, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS

OUTPUT = "output"  # what the command has printed
HISTORY, REPORT = "history", "kerberos-audit.json"
BEGIN = re.compile(r"^Run \d{8}T\d{6}Z-")
PRINTED, TEXT, LEDGERS, JSON = "lines printed", "lines of the report's text", "history", "json"
LINES = (PRINTED, TEXT)

Sizes = Mapping[str, int]  # lines, or bytes: of all files of a format, and of the largest one of a farm


def folder(work: Path) -> Path:
    return work / "fleet"


def history(work: Path) -> Path:
    return folder(work) / HISTORY


def variables(work: Path) -> dict[str, Any]:
    """Every format, and the history. Makes the folders, which an audit does not."""
    history(work).mkdir(parents=True, exist_ok=True)
    for name, rendering in RENDERINGS.items():
        if rendering.folder:
            (folder(work) / name).mkdir(exist_ok=True)
    return {
        "kerberos_audit_path": str(folder(work) / REPORT),
        "kerberos_history": str(history(work)),
        "kerberos_reports": {name: str(folder(work) / name) for name in RENDERINGS},
        "kerberos_fails_on": ["could not check"],
    }


def written(work: Path) -> Sizes:
    """After an audit, or a report on the fleet."""
    lines = (work / OUTPUT).read_text(encoding="utf-8").splitlines()
    return {
        PRINTED: len(lines),
        TEXT: len(_text(lines)),
        JSON: (folder(work) / REPORT).stat().st_size,
        **{name: _size(folder(work) / name, sum) for name in RENDERINGS},
        **{largest(name): _size(folder(work) / name, max) for name, one in RENDERINGS.items() if one.folder},
        LEDGERS: _size(history(work), sum),
    }


def kept(work: Path) -> Sizes:
    """After the runs of a year."""
    return {LEDGERS: _size(history(work), sum)}


def largest(name: str) -> str:
    return f"{name} of a farm"


def _size(path: Path, of: Callable[[list[int]], int]) -> int:
    return of([file.stat().st_size for file in (path.iterdir() if path.is_dir() else [path])])


def _text(lines: list[str]) -> list[str]:
    """The report among what Ansible prints: from its heading to the result of its task."""
    begin = next(number for number, line in enumerate(lines) if BEGIN.match(line))
    end = next(number for number, line in enumerate(lines) if number > begin and line.startswith("ok: ["))
    return lines[begin:end]
