# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Does a payload's answer look as its concern expects? Checked before any decision is based on it.

A shape is written with the types themselves:

    str, int, bool, ...      a value of exactly that type (True is not an int)
    (int, None)              one of several, ([int], None) as well
    [shape]                  a list, each item of that shape
    {"name": shape}          an object with exactly these members
"""

from __future__ import annotations

from typing import Any

from .bounds import cut

KINDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    float: "a number",
    list: "a list",
    dict: "an object",
}
# What Python makes of an answer of the right shape whose parts do not fit together.
STRANGE = (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
NOT_TOGETHER = "the node's answer does not look as expected: its parts do not fit together"
WHOLE_NUMBERS = range(-(2**63), 2**64)  # those of Windows: none has more than 64 bits


def mismatch(value: Any, shape: Any, path: str = "answer") -> str | None:
    """The path of the first value that is not of this shape, with what was expected; None where all of it is."""
    if isinstance(shape, dict):
        return _object(value, shape, path)
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{path}: expected a list, found {_kind(value)}"
        found = (mismatch(item, shape[0], f"{path}[{number}]") for number, item in enumerate(value))
        return next(filter(None, found), None)
    allowed = shape if isinstance(shape, tuple) else (shape,)
    if isinstance(value, list) and (lists := [kind for kind in allowed if isinstance(kind, list)]):
        return mismatch(value, lists[0], path)
    if type(value) is int and value not in WHOLE_NUMBERS:
        return f"{path}: expected a whole number of at most 64 bits, found a larger one"
    if any(value is None if kind is None else type(value) is kind for kind in allowed):
        return None
    return f"{path}: expected {' or '.join(_name(kind) for kind in allowed)}, found {_kind(value)}"


def _object(value: Any, shape: dict[str, Any], path: str) -> str | None:
    if not isinstance(value, dict):
        return f"{path}: expected an object, found {_kind(value)}"
    for name in shape:
        if name not in value:
            return f"{path}: has no {name}"
    for name in value:
        if name not in shape:
            return f"{path}: has {cut(name, 80)}, which is not known"
    found = (mismatch(value[name], inner, f"{path}.{name}") for name, inner in shape.items())
    return next(filter(None, found), None)


def _name(kind: type | list[Any] | None) -> str:
    if isinstance(kind, list):
        return "a list"
    return "null" if kind is None else KINDS[kind]


def _kind(value: Any) -> str:
    """Without the value of a text, which may be of any length, or a secret that the node should not have sent."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    kind = KINDS.get(type(value), "something else")
    return f"{kind} ({cut(str(value), 40)})" if isinstance(value, int | float) else kind
