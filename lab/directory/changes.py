"""Changes of the directory's state, as an administrator makes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lab.directory.file import DirectoryState

SPNS = "servicePrincipalName"


def attributes(state: DirectoryState, name: str) -> dict[str, list[Any]]:
    """Of the object of this name."""
    found: dict[str, list[Any]] = state["objects"][name]
    return found


def add_names(state: DirectoryState, account: str, names: Iterable[str]) -> None:
    """Service principal names. No domain controller looks whether another account has them."""
    attributes(state, account).setdefault(SPNS, []).extend(names)


def remove_names(state: DirectoryState, account: str, names: Iterable[str]) -> None:
    gone = {name.lower() for name in names}
    kept = attributes(state, account)
    kept[SPNS] = [name for name in kept.get(SPNS, []) if name.lower() not in gone]


def move_names(state: DirectoryState, names: Iterable[str], of: str, to: str) -> None:
    given = list(names)
    remove_names(state, of, given)
    add_names(state, to, given)


def not_replicated(state: DirectoryState, controller: str, name: str, former: dict[str, list[Any]] | None) -> None:
    """The controller still has these values of the object; None: it has no such object yet."""
    state["controllers"][controller]["behind"][name] = former


def take(state: DirectoryState, controller: str, name: str, attribute: str, values: list[Any]) -> None:
    """A change that this domain controller takes: the last one counts. Those that lag keep the former values."""
    former = attributes(state, name).get(attribute, [])
    for other, one in state["controllers"].items():
        behind = one["behind"]
        if other == controller:
            behind.get(name, {}).pop(attribute, None)
            if name in behind and not behind[name]:
                del behind[name]
        elif one.get("lags"):
            behind.setdefault(name, {}).setdefault(attribute, list(former))
    attributes(state, name)[attribute] = values


def replicate(state: DirectoryState, controller: str) -> None:
    """It has heard of everything."""
    state["controllers"][controller]["behind"] = {}
