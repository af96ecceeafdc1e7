# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A file that is written on the machine that connects: whole or not at all, and never through a symbolic link."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

PRIVATE = 0o600  # what shows how a node is configured
SHARED = 0o640  # what is made to be passed on: the report, the change record
READ_BY_OTHERS = 0o644  # what a service with a user of its own reads


def write_file(path: Path, content: str | bytes, mode: int) -> None:
    """Beside its place and then moved there, so that nobody reads half of it. A symbolic link there is replaced.

    mode: of the file, less what the umask takes, except where others must read it. Raises ValueError, to be shown to
    the user.
    """
    beside = path.parent / f".{path.name[:100]}.{token_hex(8)}"
    try:
        if not path.is_symlink() and path.exists() and not path.is_file():
            raise ValueError(f"{path} is no file; expected a file, or a name that is not used yet")
        try:
            _write(beside, content if isinstance(content, bytes) else content.encode(), mode)
            beside.replace(path)
        except BaseException:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
        _to_disk(path.parent)
    except OSError as error:
        raise ValueError(f"{path} cannot be written: {error.strerror or error}") from None


def _write(path: Path, content: bytes, mode: int) -> None:
    """On disk before this returns: what is still in memory would be lost in a crash."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(descriptor, "wb") as file:
        if mode == READ_BY_OTHERS:
            os.fchmod(descriptor, mode)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _to_disk(folder: Path) -> None:
    """The name of the file, too. Some file systems cannot do that for a folder, and keep it all the same."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
