"""Answers that no payload prints, made of real ones: one part is missing, twice, empty, or something else."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Place = tuple[str | int, ...]

ODD = (None, True, 0, -1, 2**63, 10**400, 1.5, "", "\u202e\x9b\n", "x" * 40, [], [None], {}, {"": ""})
LONG = "x" * 5000
MISSING, TWICE = object(), object()


@dataclass(frozen=True)
class Change:
    """Of one part of a case's answers. to: MISSING, TWICE (in its list), or another value."""

    place: Place
    to: Any

    def __str__(self) -> str:
        to = {id(MISSING): "is missing", id(TWICE): "is there twice"}.get(id(self.to), f"is {repr(self.to)[:40]}")
        return f"{'.'.join(map(str, self.place))} {to}"

    def of(self, answers: Sequence[Any]) -> list[Any]:
        """These answers with it."""
        found = copy.deepcopy(list(answers))
        *above, name = self.place
        holder = found
        for one in above:
            holder = holder[one]  # type: ignore[call-overload]
        if self.to is MISSING:
            del holder[name]  # type: ignore[arg-type]
        elif self.to is TWICE:
            holder.append(copy.deepcopy(holder[name]))  # type: ignore[call-overload]
        else:
            holder[name] = copy.deepcopy(self.to)  # type: ignore[call-overload]
        return found


def changes(answers: Sequence[Any]) -> list[Change]:
    """Every change of every part."""
    return [change for place, value in _parts(list(answers)) for change in _changes(place, value)]


def missing_members(answers: Sequence[Any]) -> list[Change]:
    return [Change(place, MISSING) for place, _ in _parts(list(answers)) if isinstance(place[-1], str)]


def _parts(value: Any, here: Place = ()) -> Iterator[tuple[Place, Any]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in parts:
        yield (*here, name), inner
        yield from _parts(inner, (*here, name))


def _changes(place: Place, value: Any) -> Iterator[Change]:
    if len(place) > 1:  # as many answers as calls
        yield Change(place, MISSING)
        if isinstance(place[-1], int):
            yield Change(place, TWICE)
    for odd in (*ODD, *_similar(value)):
        if odd != value or type(odd) is not type(value):
            yield Change(place, odd)


def _similar(value: Any) -> list[Any]:
    """Of the same type, so that the shape holds."""
    if isinstance(value, str):
        return [LONG, value.upper(), value + " ", value[:-1], value[::-1], "S-1-5-99999999999999999999", "D:(", "%4"]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, -value, 10**9]
    return [value[::-1]] if isinstance(value, list) else []
