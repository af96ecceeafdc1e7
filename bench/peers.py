"""The collections that we are measured beside, as the package `ansible` ships them, in a folder of the bench's own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PINNED = "ansible==12.3.0"  # goes with ansible-core 2.19, and has ansible.windows 3.3.0 and microsoft.iis 1.1.0
CACHE = Path(__file__).parent.parent / ".cache" / "bench"
NAMES = ("ansible/windows", "microsoft/iis")
FOLDER = CACHE / "-".join([PINNED.replace("==", "-"), *NAMES]).replace("/", ".")


def fetch() -> None:
    """Into a collections path that has these and nothing else, once. Raises CalledProcessError."""
    if FOLDER.is_dir():
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as fetched:
        unpacked = Path(fetched) / "unpacked"
        _unpack(_wheel(Path(fetched)), unpacked)
        try:  # last, so that a folder of this name is always whole
            unpacked.rename(FOLDER)
        except OSError:
            if not FOLDER.is_dir():  # else another process was faster
                raise


def _wheel(into: Path) -> Path:
    """Not installed: a hundred collections beside the project's own tools would be found by all of them."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--only-binary", ":all:", "--dest", str(into), PINNED], check=True)
    return next(into.glob("ansible-*.whl"))


def _unpack(wheel: Path, into: Path) -> None:
    inside = tuple(f"ansible_collections/{name}/" for name in NAMES)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(into, [name for name in archive.namelist() if name.startswith(inside)])
