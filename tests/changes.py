"""Test data with something changed: one whole example, and cases that name what is different in it."""

import copy
from collections.abc import Mapping
from typing import Any


def changed(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The data with other values at paths such as ``answers.0.pools.0.state``; one past its end extends a list."""
    after: dict[str, Any] = copy.deepcopy(dict(data))
    for path, value in changes.items():
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place: Any = after
        for step in way:
            place = place[step]
        if isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            assert place[last] != value, f"{path} is {value!r} already"
            place[last] = value
    return after
