"""The command setspn, as the domain's administrator runs it: with -D and -S, on the lab's directory."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lab.directory import changes
from lab.directory.changes import SPNS
from lab.directory.file import DirectoryState

COMMAND = "setspn"
REMOVE, ADD = "-D", "-S"


def of_report(path: Path) -> list[str]:
    """The lines with setspn that a report hands over, in its order, each once. path: kerberos-audit.json."""
    farms = json.loads(path.read_text(encoding="utf-8"))["farms"]
    given = (line for farm in farms for finding in farm["findings"] for line in finding.get("commands", ()))
    return list(dict.fromkeys(line for line in given if line.startswith(f"{COMMAND} ")))


def run(state: DirectoryState, line: str) -> None:
    """Raises ValueError where setspn changes nothing."""
    option, name, account = parsed(line)
    target = object_of(state["objects"], account)
    holders = [held for held, one in state["objects"].items() if name.lower() in map(str.lower, one.get(SPNS, ()))]
    if option == REMOVE:
        if target not in holders:
            raise ValueError(f"{account} does not hold {name}")
        changes.remove_names(state, target, [name])
    else:
        if holders:
            raise ValueError(f"Duplicate SPN found, aborting operation: {'; '.join(holders)}")
        changes.add_names(state, target, [name])


def parsed(line: str) -> tuple[str, str, str]:
    """-D or -S, the service principal name, and the account. Raises ValueError."""
    words = _words(line)
    if len(words) != 4 or words[0] != COMMAND or words[1] not in (REMOVE, ADD):
        raise ValueError(f"found {line!r}, expected setspn -D or -S with a service principal name and an account")
    return words[1], words[2], words[3]


def _words(line: str) -> list[str]:
    """As PowerShell takes them: a backslash is one, and what is in single quotes is as it is."""
    lexer = shlex.shlex(line, posix=True)
    lexer.whitespace_split, lexer.escape, lexer.quotes, lexer.commenters = True, "", "'", ""
    return list(lexer)


def object_of(objects: Mapping[str, Any], account: str) -> str:
    """The object that an account of the farm's domain is. Raises ValueError where there is none."""
    wanted = account.rpartition("\\")[2].lower()
    for found, one in objects.items():
        if wanted in map(str.lower, one.get("sAMAccountName", ())):
            return found
    raise ValueError(f"the directory has no account {account}")
