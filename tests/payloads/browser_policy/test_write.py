"""Values of a client are written and removed in the engine as the emulation does it, and no others."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from lab import clients
from lab.concerns.browser_policy import state as emulated
from lab.node_files import NodeState
from lab.windows.worker import Engine
from tests.payloads.exchange import Answer, Call, ask

DOMAIN = rf"{emulated.INTERNET}\ZoneMap\Domains\example.com\intranet"
ZONE = rf"{emulated.INTERNET}\Zones\1"


def entry(sid: str, key: str, name: str, data: Any) -> dict[str, Any]:
    return {"sid": sid, "key": key, "name": name, "data": data}


def written(engine: Engine, state: NodeState, *values: dict[str, Any]) -> Answer:
    call = Call("write_browser_policy", {"values": list(values)})
    return ask(engine, copy.deepcopy(state), call, addresses=(), computer="PC1")


def by_place(state: NodeState) -> Any:
    """Values have no order."""
    return {
        (hive["sid"], one["key"].casefold(), one["name"].casefold()): one["data"]
        for hive in state["browser_policy"]["hives"]
        for one in hive["values"]
    }


SITUATIONS = {
    "a key that is not there": [entry(emulated.USER, DOMAIN, "*", 1)],
    "of the computer": [entry("", DOMAIN, "https", 1)],
    "one that is there": [entry(emulated.USER, ZONE, "1A00", 0), entry(emulated.USER, emulated.INTERNET, "x", "text")],
    "two of one key": [entry(emulated.USER, DOMAIN, "http", 1), entry(emulated.USER, DOMAIN, "https", 2)],
    "removed": [entry(emulated.USER, ZONE, "1A00", None)],
    "removed, and was not there": [entry(emulated.USER, DOMAIN, "*", None), entry(emulated.USER, ZONE, "1200", None)],
}


@pytest.mark.parametrize("values", SITUATIONS.values(), ids=SITUATIONS)
def test_the_engine_writes_what_the_emulation_does(engine: Engine, values: list[dict[str, Any]]) -> None:
    state = clients.client(1)
    result = written(engine, state, *values)
    assert result.data == {}
    expected = copy.deepcopy(state)
    emulated.write(expected, {"values": copy.deepcopy(values)})
    assert by_place(result.state) == by_place(expected)
    others = {name: part for name, part in result.state.items() if name != "browser_policy"}
    assert others == {name: part for name, part in state.items() if name != "browser_policy"}


def test_an_entry_for_every_scheme_is_removed_alone(engine: Engine) -> None:
    state = clients.client(1)
    before = by_place(state)
    for name in ("*", "http"):
        state["browser_policy"]["hives"][1]["values"].append(emulated.value(DOMAIN, name, 1))
    after = by_place(written(engine, state, entry(emulated.USER, DOMAIN, "*", None)).state)
    assert after == {**before, (emulated.USER, DOMAIN.casefold(), "http"): 1}


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (entry("S-1-5-21-1-2-3-1001", DOMAIN, "*", 1), emulated.NOT_LOADED.format("S-1-5-21-1-2-3-1001")),
        (entry("", rf"{emulated.POLICY}\Zones\1", "1A00", 0), "is no key that this payload writes to"),
        (entry("", rf"{emulated.INTERNET}x", "1A00", 0), "is no key that this payload writes to"),
    ],
)
def test_nothing_is_written_where_one_of_them_is_refused(engine: Engine, refused: dict[str, Any], said: str) -> None:
    state = clients.client(1)
    result = written(engine, state, entry(emulated.USER, ZONE, "1A00", 0), refused)
    assert said in result.error["message"]
    assert result.state == state
    with pytest.raises(ValueError, match=r"nothing was written|is no key"):
        emulated.write(copy.deepcopy(state), {"values": [refused]})
