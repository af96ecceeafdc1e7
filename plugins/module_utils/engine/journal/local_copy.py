# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The run that a task belongs to, and a copy of its journal on the machine that connects, where one is asked for."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..audit import Run
from .entries import Entry, checked_run


def new_run() -> str:
    """An identifier that sorts by time: runs are undone from the newest."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def run_of(args: Mapping[str, Any], host: str, check: bool) -> Run:
    """From the options run and journal_copy. Raises ValueError, to be shown to the user."""
    run = checked_run(args["run"]) if args.get("run") else new_run()
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    if not args.get("journal_copy"):
        return Run(run, time, check)
    folder = Path(args["journal_copy"])
    if not folder.is_dir():
        raise ValueError(
            f"journal_copy: {folder} is no folder on the machine that connects to the node; "
            "make it first, readable by you alone"
        )
    return Run(run, time, check, lambda entry: _keep(folder, host, entry))


def _keep(folder: Path, host: str, entry: Entry) -> None:
    """On disk before the node is written to: a copy that comes after a crash is none."""
    path = folder / f"{host}-{entry.id}.json"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(entry.text())
        file.flush()
        os.fsync(file.fileno())
