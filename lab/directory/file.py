"""The state of the lab's directory: one JSON file beside those of the nodes, to be read, edited and compared.

objects      distinguished name -> attribute -> its values, as values.py reads them. What follows from the name of an
             object (name, cn, distinguishedName, objectGUID) or from other objects (memberOf) is not in it
controllers  short name -> of a domain controller:
             host, domain; catalog: whether it is a global catalog; offset: seconds that its clock is ahead;
             answers: "yes", "silent" (it accepts connections, and says nothing) or "no" (it closes them);
             behind: what has not been replicated to it: name -> attributes with their former values; null: no object
             where they differ from the usual: lags: changes that others take stay behind; read_only: it takes none;
             writes: what becomes of changes that it is sent: trouble (modify.py has them), after skip others, so many
             times
writers      distinguished name -> SIDs that may write its service principal names; may be left out
passwords    sAMAccountName -> password, of the accounts that have one of their own. The others that can log on have the
             lab's password
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

DirectoryState = dict[str, Any]


def lines(state: DirectoryState) -> list[str]:
    """A line for each value, to be compared with those of another state."""
    of_objects = [
        f"{name} {attribute}: {value}"
        for name, attributes in state["objects"].items()
        for attribute, values in attributes.items()
        for value in values
    ]
    of_controllers = [
        f"{name} {key}: {json.dumps(value)}" for name, one in state["controllers"].items() for key, value in one.items()
    ]
    return sorted([*of_objects, *of_controllers])


class DirectoryFile:
    """of: the folder that the lab lives in."""

    def __init__(self, of: Path) -> None:
        self.path = of / "directory.json"
        self._seen: tuple[tuple[int, ...], DirectoryState] | None = None

    def read(self) -> DirectoryState:
        state: DirectoryState = json.loads(self.path.read_text(encoding="utf-8"))
        return state

    def version(self) -> tuple[int, ...]:
        """Another one, when the file was written."""
        status = self.path.stat()
        return (status.st_ino, status.st_mtime_ns, status.st_size)

    def looked_at(self) -> DirectoryState:
        """To be looked at only: the file is not read again while it is the same."""
        version = self.version()
        if self._seen is None or self._seen[0] != version:
            self._seen = (version, self.read())
        return self._seen[1]

    def write(self, state: DirectoryState) -> None:
        """Whole or not at all: another process may be reading."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(f".{os.getpid()}")
        new.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
        new.replace(self.path)
