"""The directory as its servers see it: what each domain controller has, who can log on, and a change of an object."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lab.directory import search
from lab.directory.accounts import ADMINISTRATOR, READER
from lab.directory.file import DirectoryFile, DirectoryState
from lab.directory.search import Found, Question
from lab.directory.view import View


class Directory:
    """folder: the one that the lab lives in, with its password."""

    def __init__(self, folder: Path) -> None:
        self.file = DirectoryFile(folder)
        self._password = folder / "password"
        self._views: dict[tuple[Any, ...], View] = {}

    def state(self) -> DirectoryState:
        """To be looked at only."""
        return self.file.looked_at()

    def view(self, controller: str, catalog: bool = False) -> View:
        state = self.state()
        key = (self.file.version(), controller, catalog)
        if key not in self._views:
            self._views = {known: view for known, view in self._views.items() if known[0] == key[0]}
            self._views[key] = View(state, controller, catalog)
        return self._views[key]

    def domains(self, controller: str) -> list[View]:
        """The controller's own domain, then each other one as a controller of that has it: trusts lead there."""
        known = self.state()["controllers"]
        others: dict[str, str] = {}
        for name, one in known.items():
            if one["domain"] != known[controller]["domain"]:
                others.setdefault(one["domain"], name)
        return [self.view(name) for name in (controller, *others.values())]

    def passwords(self) -> Mapping[str, str]:
        """sAMAccountName in lower case -> password."""
        lab = self._password.read_text(encoding="utf-8") if self._password.exists() else None
        known = {name.lower(): password for name, password in self.state()["passwords"].items()}
        return {**({ADMINISTRATOR: lab, READER: lab} if lab else {}), **known}

    def change(self, name: str, **attributes: list[Any]) -> None:
        """Of an object, on every domain controller that is not behind with it."""
        state = self.file.read()
        state["objects"][name] |= attributes
        self.file.write(state)

    def answer(
        self, question: Question, controller: str, catalog: bool = False, reader: frozenset[str] = frozenset()
    ) -> Found:
        """Without a connection. reader: SIDs of who asks; the default is anybody who has logged on."""
        return search.answer(question, self.view(controller, catalog), reader)
