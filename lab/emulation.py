"""A node without PowerShell: answers the bootstrap's requests from the node's state, for every concern.

read_X prints the state's X; write_X merges its arguments into it. What X is, this file does not know. A payload that
does more than that has its own function.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from lab import parts
from lab.node_files import NodeState

# Each takes the state, which a write changes, and the arguments, the secrets among them. Raises ValueError where the
# payload would throw.
PAYLOADS: Mapping[str, Callable[[NodeState, Mapping[str, Any]], dict[str, Any]]] = parts.total("PAYLOADS")

NO_ADMINISTRATOR = r"nlb.kerberos refused: EXAMPLE\ansible is no administrator"
LOOPBACK = ("127.0.0.1", "::1")  # every computer has them


class NotEmulatedError(Exception):
    """What Windows would perhaps do, and this file cannot."""


def answer(stdin: bytes, state: NodeState) -> tuple[bytes, NodeState]:
    """What the bootstrap prints for this request, and the state after it."""
    if not state["computer"]["administrator"]:
        return f"{NO_ADMINISTRATOR}\r\n".encode(), state
    first, *secrets = stdin.splitlines()
    request = json.loads(first)
    after: NodeState = json.loads(json.dumps(state))  # a copy, several times as fast as deepcopy's
    addresses = addresses_of(state)
    bare = {address.split("%")[0].lower() for address in addresses}
    wrong_node = bare.isdisjoint(address.lower() for address in request["addresses"])
    if wanted := request["computer"]:
        wrong_node = wanted.lower() != state["computer"]["name"].lower()
    answers = []
    for call in request["calls"]:
        given = {name: base64.b64decode(secrets.pop(0)).decode() for name in call["secrets"]}
        answers.append(_call(call, after, request["addresses"] if wrong_node else None, given))
        if "error" in answers[-1] and request["stop"]:
            break
    computer = state["computer"]
    node = {
        "computer_name": computer["name"],
        "domain": computer["domain"],
        "addresses": addresses,
        "powershell": computer["powershell"],
        "wrong_node": wrong_node,
        "time": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}",
    }
    return base64.b64encode(json.dumps({"node": node, "answers": answers}).encode()) + b"\r\n", after


def addresses_of(state: NodeState) -> list[str]:
    bound = [a["address"] for adapter in state["dns_registration"]["adapters"] for a in adapter["addresses"]]
    return [*bound, *LOOPBACK]


def _call(
    call: Mapping[str, Any], state: NodeState, expected: list[str] | None, secrets: Mapping[str, str]
) -> dict[str, Any]:
    name = call["payload"]
    try:
        if expected is not None:
            raise NotEmulatedError(f"this computer has none of the addresses {', '.join(expected)}")
        if own := PAYLOADS.get(name):
            return {"payload": name, "data": own(state, {**call["arguments"], **secrets})}
        verb, _, concern = name.partition("_")
        if verb == "read":
            return {"payload": name, "data": state[concern]}
        change = dict(call["arguments"])
        _check_that_nothing_moved(state[concern], change.pop("expected", {}), concern)
        state[concern] = merged(state[concern], change, concern)
        return {"payload": name, "data": {}}
    except (NotEmulatedError, KeyError, ValueError) as error:
        kind = type(error).__name__ if isinstance(error, ValueError) else "NotEmulatedError"
        return {"payload": name, "error": {"message": str(error), "type": kind, "id": kind, "at": ""}}


def _check_that_nothing_moved(state: Mapping[str, Any], expected: Mapping[str, Any], where: str) -> None:
    """A write may name what it was based on; it is refused where that has changed since."""
    for name, value in expected.items():
        if state[name] != value:
            raise NotEmulatedError(f"{where}.{name} is {state[name]!r} since it was read as {value!r}")


def merged(state: Any, change: Any, where: str) -> Any:
    """The state with the change in it. List items are matched by their first field, the one that identifies."""
    if isinstance(change, dict) and isinstance(state, dict):
        for name in change:
            if name not in state:
                raise NotEmulatedError(f"{where} has no {name}")
        return {**state, **{name: merged(state[name], change[name], f"{where}.{name}") for name in change}}
    if isinstance(change, list) and change and isinstance(change[0], dict):
        return _merged_list(list(state), change, where)
    return change


def _merged_list(items: list[Any], changes: list[dict[str, Any]], where: str) -> list[Any]:
    for change in changes:
        identifying = next(iter(change))
        known = [number for number, item in enumerate(items) if item[identifying] == change[identifying]]
        if known:
            items[known[0]] = merged(items[known[0]], change, f"{where}[{change[identifying]}]")
        elif items and set(change) != set(items[0]):  # only a whole item can be a new one
            raise NotEmulatedError(f"{where} has no {change[identifying]}")
        else:
            items.append(change)
    return items
