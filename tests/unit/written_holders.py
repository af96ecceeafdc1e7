"""What the directory answers when service principal names have been written there, on every domain controller."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any


def with_holders(answer: Mapping[str, Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """answer: of read_directory. arguments: of write_service_principals."""
    new = copy.deepcopy(dict(answer))
    for change in arguments["changes"]:
        sid, name, held = (change[field] for field in ("account", "service_principal", "held"))
        (taking,) = _seen(new, sid, arguments["controller"])
        assert _has(taking, name) is not held, "the domain controller refuses this"
        if held and sid not in {one["sid"] for one in new["holders"]}:
            known = next(one for one in _accounts(new) if one["sid"] == sid)
            new["holders"].append({**copy.deepcopy(known), "spns": []})
        for one in (*_accounts(new), *_seen(new, sid)):
            if one["sid"] == sid:
                kept = [spn for spn in one["spns"] if spn.lower() != name.lower()]
                one["spns"] = sorted([*kept, *([name] if held else [])], key=str.lower)
    return new


def _has(account: Mapping[str, Any], name: str) -> bool:
    return name.lower() in map(str.lower, account["spns"])


def _accounts(answer: Mapping[str, Any]) -> list[Any]:
    """Each in each place where it is shown."""
    places = (answer["holders"], answer["computers"], *(asked["found"] for asked in answer["accounts"]))
    return [one for place in places for one in place]


def _seen(answer: Mapping[str, Any], sid: str, controller: str = "") -> Iterator[Any]:
    for one in answer["seen"]:
        if not one["problem"] and controller in ("", one["controller"]):
            if sid not in {holder["sid"] for holder in one["holders"]}:
                one["holders"].append({"sid": sid, "spns": []})
            yield from (holder for holder in one["holders"] if holder["sid"] == sid)
