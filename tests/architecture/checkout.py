"""A copy of the checkout, as git knows it: what a release is built of."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).exists()]


def copy_checkout(folder: Path, version: str | None = None) -> Path:
    """version: of the copy, if it is to be another."""
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)
    if version is not None:
        galaxy = folder / "galaxy.yml"
        text = galaxy.read_text(encoding="utf-8")
        galaxy.write_text(re.sub(r"(?m)^version: .*$", f"version: {version}", text), encoding="utf-8")
    return folder


def build(checkout: Path, folder: Path) -> Path:
    """The archive."""
    command = ["ansible-galaxy", "collection", "build", "--output-path", str(folder), str(checkout)]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = folder.glob("nlb-kerberos-*.tar.gz")
    return path
