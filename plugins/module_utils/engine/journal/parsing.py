# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The journal of a node as it was read: its entries, and the files that are none.

A computer that loses its power may leave a file that is empty or cut off. Such a file stops nothing: it is named, and
every other entry can be rolled back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from .entries import RUN, SCHEMA, Change, Entry

FOLDER = r"%ProgramData%\nlb.kerberos\journal"
ADDED = {"who", "done", "left"}  # by schema 2
NAMES = {field.name for field in fields(Entry)}


@dataclass(frozen=True)
class Unreadable:
    """id: the file's name without its ending, which begins with the run that has written it."""

    id: str
    reason: str

    def __str__(self) -> str:
        return rf"{FOLDER}\{self.id}.json is no valid entry ({self.reason}): examine it on the node"

    def may_be_of(self, run: str) -> bool:
        return self.id.startswith(f"{run}-")


@dataclass(frozen=True)
class Journal:
    """entries: the oldest first."""

    entries: tuple[Entry, ...]
    unreadable: tuple[Unreadable, ...]


def examine(answer: Mapping[str, Any]) -> Journal:
    """From the answer of read_journal."""
    found = [_entry(item["id"], item["text"]) for item in answer["entries"]]
    entries = sorted((one for one in found if isinstance(one, Entry)), key=lambda one: (one.moment, one.run))
    return Journal(tuple(entries), tuple(one for one in found if isinstance(one, Unreadable)))


def parse(answer: Mapping[str, Any]) -> list[Entry]:
    """The valid entries alone, the oldest first."""
    return list(examine(answer).entries)


def _entry(name: str, text: str) -> Entry | Unreadable:
    if not text.strip("\0 \r\n\t"):
        return Unreadable(name, "it is empty")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return Unreadable(name, "it is cut off, or is not JSON")
    if not isinstance(given, dict):
        return Unreadable(name, "it is not a JSON object")
    schema = given.get("schema")
    if type(schema) is not int or not 1 <= schema <= SCHEMA:
        return Unreadable(name, f"its schema is {schema!r}, expected 1 to {SCHEMA}: another version has written it")
    wanted = NAMES - ADDED if schema == 1 else NAMES
    if wrong := sorted(wanted ^ set(given)):
        return Unreadable(name, f"{wrong[0]} is missing" if wrong[0] in wanted else f"{wrong[0]} is not known")
    if reason := _wrong(given):
        return Unreadable(name, reason)
    changes = tuple(Change(**{**change, "key": tuple(change["key"])}) for change in given["changes"])
    left = tuple(given.get("left", ()))
    return Entry(**{**given, "changes": changes, "left": left})


def _wrong(given: Mapping[str, Any]) -> str:
    """The first field that is not as expected; empty where all are."""
    for name in ("run", "undoes"):
        if given[name] is None and name == "undoes":
            continue
        if not isinstance(given[name], str) or not RUN.fullmatch(given[name]):
            return f"{name} is not the name of a run"
    try:
        Entry(given["run"], given["time"], "", {}, ()).moment  # noqa: B018  # raises where it is no time
    except (ValueError, TypeError):
        return "time is not a time"
    if not isinstance(given["concern"], str) or not isinstance(given.get("who", ""), str):
        return "concern or who is not text"
    if not isinstance(given["arguments"], dict) or not isinstance(given.get("done", False), bool):
        return "arguments or done has another type"
    if not _texts(given.get("left", [])):
        return "left is not a list of texts"
    if not isinstance(given["changes"], list):
        return "changes is not a list"
    return next(
        (f"changes[{number}]: {wrong}" for number, one in enumerate(given["changes"]) if (wrong := _change(one))), ""
    )


def _change(given: Any) -> str:
    if not isinstance(given, dict):
        return "expected an object"
    wanted = {field.name for field in fields(Change)}
    if wrong := sorted(wanted ^ set(given)):
        return f"{wrong[0]} is missing" if wrong[0] in wanted else f"{wrong[0]} is not known"
    if not _texts([given["control"], given["subject"], given["irreversible"]]):
        return "control, subject or irreversible is not text"
    key = given["key"]
    if not isinstance(key, list) or not key or not all(isinstance(part, str | int) for part in key):
        return "key does not name a setting"
    return ""


def _texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(item, str) for item in given)
