r"""A path into test data, which names items of a list by what identifies them: ``sites[name=Intranet].bindings``.

``[field=value]`` is the one item that has this value; several side by side are for one item that has them all. A value
that is no text is written as in JSON (``[start=80]``), and one with brackets or quotes in it stands in quotes
(``[name="LAN [1]"]``).
"""

from __future__ import annotations

import json
import re
from typing import Any

Identity = tuple[tuple[str, str], ...]  # field and value of each [field=value] that stand side by side
Step = str | Identity

_NAME = r"[^.\[\]=]+"
_STEP = re.compile(rf'(?:^|\.)(?P<member>{_NAME})|\[(?P<field>{_NAME})=(?P<value>"(?:[^"\\]|\\.)*"|[^\[\]"]*)\]')


class PathError(ValueError):
    """A path that is not written as it must be, or leads nowhere in this data. To be shown to whoever wrote it."""


def at(data: Any, path: str) -> Any:
    """What the path leads to, and no copy of it. Raises PathError."""
    return followed(data, steps(path), path)


def steps(path: str) -> list[Step]:
    found: list[Step] = []
    end = 0
    while end < len(path):
        step = _STEP.match(path, end)
        if not step:
            raise PathError(f"{path}: found {path[end:]!r}, expected .member, [field=value] or, at the end, [+] or [-]")
        if step["member"] is not None:
            found.append(step["member"])
        else:
            value = json.loads(step["value"]) if step["value"].startswith('"') else step["value"]
            beside = found.pop() if found and isinstance(found[-1], tuple) else ()
            found.append((*beside, (step["field"], value)))
        end = step.end()
    return found


def followed(data: Any, way: list[Step], path: str) -> Any:
    """path: of which these are steps, for the message."""
    for step in way:
        data = member(data, step, path) if isinstance(step, str) else item(data, step, path)
    return data


def member(data: Any, name: str, path: str) -> Any:
    if isinstance(data, list):
        raise PathError(f"{path}: {name} is looked for in a list; name one of its items by [field=value]")
    if not isinstance(data, dict):
        raise PathError(f"{path}: {name} is looked for in {short(data)}, which has no members")
    if name not in data:
        raise PathError(f"{path}: there is no {name}; there is {', '.join(data) or 'nothing'}")
    return data[name]


def item(data: Any, identity: Identity, path: str) -> Any:
    if not isinstance(data, list):
        raise PathError(f"{path}: an item is looked for in {short(data)}, which is no list")
    found = [one for one in data if all(_has(one, field, value) for field, value in identity)]
    if len(found) == 1:
        return found[0]
    wanted = " and ".join(f"{field}={value}" for field, value in identity)
    there = "; ".join(_named(one, identity) for one in data) or "nothing"
    raise PathError(f"{path}: {len(found) or 'no'} items have {wanted}, expected one; there is {there}")


def text(value: Any) -> str:
    """As a value stands in a path, but for its quotes."""
    return value if isinstance(value, str) else json.dumps(value)


def short(value: Any) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 200 else f"{shown[:200]}..."


def _has(one: Any, field: str, value: str) -> bool:
    return isinstance(one, dict) and field in one and text(one[field]) == value


def _named(one: Any, identity: Identity) -> str:
    known = [f"{field}={text(one[field])}" for field, _ in identity if isinstance(one, dict) and field in one]
    return " and ".join(known) or short(one)
