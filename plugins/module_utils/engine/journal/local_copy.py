# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A copy of a run's journal on the machine that connects, where the option journal_copy is given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...model.file_names import file_name
from ..written_file import PRIVATE, write_file
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
    """On disk before the node is changed."""
    write_file(folder / f"{file_name(f'{host}-{entry.id}')}.json", entry.text(), PRIVATE)
