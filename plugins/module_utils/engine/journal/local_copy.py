# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A copy of a run's journal on the machine that connects, where the option journal_copy is given."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from .entries import Entry


def keep_in(journal_copy: str, host: str) -> Callable[[Entry], None]:
    """A function that writes each entry to this folder. host: names the files.

    Raises ValueError, to be shown to the user.
    """
    folder = Path(journal_copy)
    if not folder.is_dir():
        raise ValueError(
            f"journal_copy: {folder} is not a folder on the machine that connects to the node; "
            "create it first, readable by you alone"
        )
    return lambda entry: _keep(folder, host, entry)


def _keep(folder: Path, host: str, entry: Entry) -> None:
    """On disk before the node is changed: a copy that is still in memory would be lost in a crash."""
    path = folder / f"{host}-{entry.id}.json"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(entry.text())
        file.flush()
        os.fsync(file.fileno())
