# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Where the history of a farm is: its files in the folder, and the lock that a run holds while it uses them."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import SHARED
from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name

STATE, LINES = ".json", ".jsonl"


@dataclass(frozen=True)
class Files:
    """stem: the names of the files without their ends. What the farm is called, the files themselves say."""

    folder: Path
    stem: str

    @property
    def state(self) -> Path:
        return self.folder / f"{self.stem}{STATE}"

    @property
    def lines(self) -> Path:
        return self.folder / f"{self.stem}{LINES}"

    @property
    def guess(self) -> str:
        """The farm's name, where its files do not say it: that of a long one is cut in the names of its files."""
        return unquote(self.stem)

    @contextmanager
    def locked(self, for_writing: bool) -> Iterator[None]:
        """Of two runs at once one waits for the other. Who only reads makes no file."""
        path = self.folder / f".{self.stem}.lock"
        if not for_writing and not path.exists():
            yield
            return
        flags = os.O_RDONLY | os.O_CREAT if for_writing else os.O_RDONLY
        descriptor = os.open(path, flags | os.O_NOFOLLOW, SHARED)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if for_writing else fcntl.LOCK_SH)
            yield
        finally:
            os.close(descriptor)


def files_of(folder: Path, farm: str) -> Files:
    return Files(folder, file_name(farm))


def found_in(folder: Path) -> list[Files]:
    """Those of every farm. A report that was written into the same folder is no history."""
    paths = [folder / name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208
    paths = [path for path in paths if path.suffix in (STATE, LINES) and not path.is_dir()]
    with_lines = {path.stem for path in paths if path.suffix == LINES}
    others = {path.stem for path in paths if path.stem not in with_lines and not _is_report(path)}
    return [Files(folder, stem) for stem in sorted(with_lines | others)]


def _is_report(path: Path) -> bool:
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, OSError, RecursionError):
        return False
    return isinstance(content, dict) and {"schema", "mode", "farms"} <= set(content)
