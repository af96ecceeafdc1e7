# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the files and folders that a run will write to can be written: tried, before anything is changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS

REPORTS = "kerberos_reports"
BEGIN, A_NODE = 1_000_000, 500_000  # bytes that a run needs, and for each node


@dataclass(frozen=True)
class Written:
    """folder: whether the path is a folder that must exist. real_run_only: whether check mode writes nothing there."""

    folder: bool = False
    real_run_only: bool = False
    default: str = ""


WRITTEN: Mapping[str, Written] = {
    "kerberos_audit_path": Written(default="kerberos-audit.json"),
    "kerberos_change_record": Written(real_run_only=True),
    REPORTS: Written(),  # a path of its own for each format
    "kerberos_status_path": Written(),
    "kerberos_handoff": Written(folder=True),
    "kerberos_history": Written(folder=True, real_run_only=True),
    "kerberos_readings": Written(folder=True),
    "kerberos_recordings": Written(folder=True),
    "kerberos_evidence_path": Written(default="kerberos-evidence.zip"),
    "kerberos_journal_copy": Written(folder=True, real_run_only=True),
}


def expanded(path: Any) -> Path:
    """As Ansible expands an option that is a path."""
    return Path(os.path.expanduser(os.path.expandvars(str(path))))  # noqa: PTH111  # in Ansible's order


def written(name: str, value: Any) -> Iterator[tuple[str, Path, bool]]:
    """The paths of this variable, each with the name to show and whether it is a folder."""
    if name == REPORTS:
        for known, path in (value or {}).items():
            yield f"{name}.{known}", expanded(path), RENDERINGS[known].folder
    elif value:
        yield name, expanded(value), WRITTEN[name].folder


def twice(paths: Iterable[tuple[str, Path, bool]]) -> str:
    """What is wrong where two variables have the same file: one would replace the other's. Empty where none have."""
    found: dict[str, str] = {}
    for name, path, is_folder in paths:
        other = name if is_folder else found.setdefault(os.path.abspath(path), name)  # noqa: PTH100  # without ".."
        if other != name:
            return f"{name}: found {path}, which is the path of {other} too; expected one of its own"
    return ""


def check(given: Mapping[str, Any], nodes: int) -> None:
    """given: variable -> its value. Raises ValueError, to be shown to the user."""
    found = [one for name, value in given.items() for one in written(name, value)]
    problems = (twice(found), *(objection(shown, path, nodes, is_folder) for shown, path, is_folder in found))
    if wrong := next(filter(None, problems), ""):
        raise ValueError(wrong)


def objection(name: str, path: Path, nodes: int, is_folder: bool) -> str:
    """What is wrong with the path of this variable; empty where it can be written to."""
    folder = path if is_folder else path.absolute().parent
    begin = f"{name}: found {path}, but "
    if not folder.is_dir():
        return f"{begin}{folder} is not a folder on the controller; create it, or correct the path"
    if not is_folder and path.is_dir():
        return f"{begin}that is a folder; expected the path of a file"
    if not is_folder and path.exists() and not os.access(path, os.W_OK):
        return f"{begin}this user may not write to that file; let it, or choose another file"
    try:
        with tempfile.NamedTemporaryFile(dir=folder) as file:
            file.write(b" ")
        free = shutil.disk_usage(folder).free
    except OSError as error:
        why = f"nothing can be written to {folder} ({error.strerror})"
        return f"{begin}{why}; let this user write there, or correct the path"
    needed = BEGIN + nodes * A_NODE
    if free < needed:
        why = f"{folder} has {free:,} bytes free, expected at least {needed:,}"
        return f"{begin}{why}; make room, or choose another folder"
    return ""
