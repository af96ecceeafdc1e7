r"""Test data with something changed: one whole example, and cases that name what is different in it.

A change is a path (see tests/paths.py) and a value:

    "policies.registration_enabled": 0                          a member has this value
    "pools[name=Intranet].state": "Stopped"                     of the item whose name is Intranet
    "pools[name=Intranet]": {...}                               the item is this one instead
    "sites[name=Intranet].bindings[+]": {"protocol": "http"}    an item more, at the end; several in a list
    "providers[-]": "NTLM"                                      an item less; several in a list
    "bindings[-]": {"information": "*:80:"}                     the item with these members less
    "policies[+]": {"name": 1}                                  members more, of an object
    "policies[-]": "name"                                       a member less
    "=": {...}                                                  everything is this instead

A path that finds nothing, or a value that is there already, is an error: the case would not mean what it seems to mean.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from tests.paths import PathError, at, followed, item, member, short, steps, text

ADD, REMOVE, WHOLE = "[+]", "[-]", "="


def changed(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The data with these changes, one after the other. Raises PathError."""
    after: dict[str, Any] = copy.deepcopy(dict(data))
    for path, value in changes.items():
        new = copy.deepcopy(value)
        if path == WHOLE:
            after = new
        elif path.endswith(ADD):
            _add(at(after, path.removesuffix(ADD)), new, path)
        elif path.endswith(REMOVE):
            _remove(at(after, path.removesuffix(REMOVE)), new, path)
        else:
            _set(after, new, path)
    return after


def _set(data: Any, value: Any, path: str) -> None:
    if not path:
        raise PathError(f"found no path, expected one such as policies.enabled; {WHOLE} replaces everything")
    *way, last = steps(path)
    target = followed(data, way, path)
    now = member(target, last, path) if isinstance(last, str) else item(target, last, path)
    if _same(now, value):
        raise PathError(f"{path}: is {short(value)} already; leave it out")
    key = last if isinstance(last, str) else next(number for number, one in enumerate(target) if one is now)
    target[key] = value


def _same(one: Any, other: Any) -> bool:
    """Unlike in Python, true is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _add(target: Any, value: Any, path: str) -> None:
    if isinstance(target, list):
        target.extend(value if isinstance(value, list) else [value])
    elif isinstance(target, dict) and isinstance(value, dict):
        if there := sorted({*target} & {*value}):
            raise PathError(f"{path}: {', '.join(there)} is there already; change it by its own path")
        target.update(value)
    else:
        raise PathError(f"{path}: found {short(value)} for {short(target)}, expected items of a list or members")


def _remove(target: Any, value: Any, path: str) -> None:
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(target, list):
            member(target, one, path)
            del target[one]
        elif isinstance(one, dict):
            found = item(target, tuple((field, text(wanted)) for field, wanted in one.items()), path)
            target[:] = [other for other in target if other is not found]
        elif one in target:
            target.remove(one)
        else:
            raise PathError(f"{path}: there is no {short(one)}; there is {short(target)}")
