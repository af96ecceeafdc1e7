"""Domains that are made once, into .cache, and copied for whoever starts one."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PYTHON = "/usr/bin/python3"  # the only one that has Samba's bindings
BAKED = ROOT / ".cache" / "samba"
WHERE = "{folder}"  # stands for the folder in the settings of a baked domain
# What a domain is made by: it is made again where one of them has changed.
MAKERS = ("addresses", "bake", "changes", "controller", "join", "tls")
# In namespaces of its own; who is not root is root in one of users.
USERS = () if os.geteuid() == 0 else ("--user", "--map-root-user")
APART = ("unshare", *USERS, "--net", "--mount", "--")


def copied(plan: Mapping[str, Any], folder: Path) -> None:
    """Into a new folder: dc1, and dc2 where the plan has a second domain controller; keytabs."""
    shutil.copytree(_baked(plan), folder, ignore=_sockets)
    for settings in folder.glob("dc*/smb.conf"):
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace(f"{WHERE}/", f"{folder}/"), encoding="utf-8")


def lacking(plan: Mapping[str, Any]) -> str:
    """What keeps a domain of this plan from being made here, or copied; empty where nothing does."""
    if os.geteuid() == 0 or os.access(_folder(plan), os.R_OK):
        return ""
    return f"a domain of Samba is made by root; others need a copy that is theirs: {_folder(plan)}"


def _folder(plan: Mapping[str, Any]) -> Path:
    """Of the domain of this plan, made or not."""
    version = subprocess.run(["samba", "--version"], capture_output=True, check=True, env=environment()).stdout
    made_by = b"".join((HERE / f"{name}.py").read_bytes() for name in MAKERS)
    return BAKED / hashlib.sha256(version + made_by + json.dumps(plan, sort_keys=True).encode()).hexdigest()[:16]


def _baked(plan: Mapping[str, Any]) -> Path:
    """The folder with the domain of this plan, made where it is not there."""
    folder = _folder(plan)
    BAKED.mkdir(parents=True, exist_ok=True)
    with (BAKED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            new = BAKED / f"{folder.name}.new"
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(mode=0o700)
            command = [*APART, PYTHON, "-m", "lab.samba.bake", str(new)]
            done = subprocess.run(
                command, input=json.dumps(plan), text=True, capture_output=True, env=environment(), check=False
            )
            if done.returncode:
                raise RuntimeError(f"{done.stdout}{done.stderr}")
            for settings in new.glob("dc*/smb.conf"):  # without where it was made: a checkout may be moved or copied
                text = settings.read_text(encoding="utf-8")
                settings.write_text(text.replace(f"{new}/", f"{WHERE}/"), encoding="utf-8")
            new.rename(folder)
    return folder


def _sockets(folder: str, names: Sequence[str]) -> list[str]:
    """That a domain controller has left behind."""
    return [name for name in names if Path(folder, name).is_socket()]


def environment() -> dict[str, str]:
    """For programs of Samba, and for those of this folder in the system's Python."""
    return {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin", "PYTHONPATH": str(ROOT)}
