"""The fix of a client and its rollback: cut after any call and any value, of several farms, and beside others."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    EVERY_CONCERN,
    FIXED_OF_CLIENT,
    farm_of,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.client_task import fix_client, undo_client
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError, NotWrittenError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import clients, emulation, intranet
from lab.concerns.browser_policy.state import INTERNET, USER, value
from lab.faults import CLIENTS
from lab.node_files import NodeState
from tests.client_states import of_user, without_policy

BOTH = ("ZONE-1", "ZONE-2")
PORTAL = {"name": "portal", "names": ["portal.example.com"], "virtual_addresses": ["10.0.0.60"]}
VALUES = 3  # that the client of these tests needs
NOW = "2026-01-31T08:00:00+00:00"


class Client:
    """pc1 of the lab. cut: the next write ends after so many calls, and after so many values of the last of these."""

    def __init__(self, *farms: Farm) -> None:
        self.farms = farms or (farm_of(intranet.description(1)),)
        self.state = without_policy()
        hive = self.user["values"]
        hive += [value(INTERNET, "EnableNegotiate", 0), value(rf"{INTERNET}\Zones\1", "1A00", 0x10000)]
        hive[:] = [one for number, one in enumerate(hive) if not _again(one, hive[number + 1 :])]
        self.first = self.settings()
        self.cut: tuple[int, int] | None = None

    @property
    def user(self) -> dict[str, Any]:
        hives: list[dict[str, Any]] = self.state["browser_policy"]["hives"]
        return next(hive for hive in hives if hive["sid"] == USER)

    def settings(self) -> NodeState:
        return copy.deepcopy({name: part for name, part in self.state.items() if name not in ("journal", "lease")})

    def ask(self, calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
        if stop and self.cut and any(call.payload == "write_browser_policy" for call in calls):
            (whole, values), self.cut = self.cut, None
            last = calls[whole]
            if values:
                last = replace(last, arguments={"values": last.arguments["values"][:values]})
            self._answer([*calls[:whole], *([last] if values else [])], stop)
            raise NodeError("no answer came in time")
        return self._answer(calls, stop)

    def _answer(self, calls: Sequence[Call], stop: bool) -> exchange.Reply:
        stdin = exchange.request(calls, (), scripts(), stop, "PC1")
        stdout, self.state = emulation.answer(stdin, self.state)
        return exchange.reply(stdout, b"", calls, stop, (), None, "PC1")

    def fix(self, run: str = "run-1", controls: Sequence[str] = BOTH) -> dict[str, Any]:
        return fix_client(FIXED_OF_CLIENT, self.farms, "pc1", controls, self.ask, self._run(run))

    def undo(self, *runs: str, by: str = "run-9") -> dict[str, Any]:
        return undo_client(runs, self.ask, self._run(by), EVERY_CONCERN)

    def _run(self, run: str) -> Run:
        return Run(run, NOW, pause=lambda seconds: self.state["lease"].update(run=None, until=None))


def _again(one: dict[str, Any], later: Sequence[dict[str, Any]]) -> bool:
    return any((one["key"], one["name"]) == (other["key"], other["name"]) for other in later)


def changed(result: dict[str, Any]) -> int:
    return len(result["changes"])


CUTS = [(0, 0), (1, 0), (2, 0), *((2, values) for values in range(1, VALUES + 1))]


@pytest.mark.parametrize("cut", CUTS, ids=str)
def test_a_fix_that_is_killed_is_finished_by_the_next_run_and_rolled_back(cut: tuple[int, int]) -> None:
    client = Client()
    client.cut = cut
    with pytest.raises(NodeError):
        client.fix("run-1")
    client.fix("run-2")
    assert (of_user(client.state, "*"), of_user(client.state, "EnableNegotiate")) == (1, 1)
    assert changed(client.fix("run-3")) == 0
    known = {entry["run"] for entry in map(_entry, client.state["journal"]["entries"])}
    assert not client.undo(*sorted(known & {"run-1", "run-2"}))["conflicts"]
    assert by_place(client.settings()) == by_place(client.first)


@pytest.mark.parametrize("cut", CUTS, ids=str)
def test_a_rollback_that_is_killed_is_finished_by_the_next_one(cut: tuple[int, int]) -> None:
    client = Client()
    client.fix()
    client.cut = cut
    with pytest.raises(NodeError):
        client.undo("run-1", by="run-8")
    assert not client.undo("run-1")["conflicts"]
    assert by_place(client.settings()) == by_place(client.first)
    assert changed(client.undo("run-1", by="run-10")) == 0


def _entry(stored: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(stored["text"])
    return found


def by_place(state: NodeState) -> dict[Any, Any]:
    """Values have no order."""
    return {
        (hive["sid"], one["key"], one["name"]): one["data"]
        for hive in state["browser_policy"]["hives"]
        for one in hive["values"]
    }


def test_only_what_is_requested_is_written() -> None:
    client = Client()
    assert {one["control"] for one in client.fix(controls=["ZONE-2"])["changes"]} == {"ZONE-2"}
    assert of_user(client.state, "*") is None
    assert changed(client.fix("run-2", ["ZONE-1"])) == 1


def test_two_farms_are_one_change_that_is_rolled_back_as_a_whole() -> None:
    client = Client(farm_of(intranet.description(1)), farm_of({**intranet.description(1), **PORTAL}))
    client.state["browser_policy"]["resolved"].append(
        {"name": "portal.example.com", "addresses": ["10.0.0.60"], "aliases": [], "problem": "", "code": 0}
    )
    first = by_place(client.settings())
    assert {one["subject"] for one in client.fix(controls=["ZONE-1"])["changes"]} == {
        r"zone of intranet.example.com for EXAMPLE\jo",
        r"zone of portal.example.com for EXAMPLE\jo",
    }
    assert not client.undo("run-1")["conflicts"]
    assert by_place(client.settings()) == first


def test_what_somebody_else_has_set_since_is_a_conflict() -> None:
    client = Client()
    client.fix()
    next(one for one in client.user["values"] if one["name"] == "1A00")["data"] = 0
    result = client.undo("run-1")
    assert len(result["conflicts"]) == 1
    assert "another administrator or program has set it to 0 since" in result["conflicts"][0]
    assert (of_user(client.state, "1A00"), of_user(client.state, "*")) == (0, None)


def test_another_run_that_goes_on_is_not_disturbed() -> None:
    client = Client()
    client.state["lease"] = {"run": "run-0", "until": "2999-01-01 00:00:00", "drained": False}
    client.fix("run-1")
    client = Client()
    client.state["lease"] = {"run": "run-0", "until": _soon(), "drained": False}
    with pytest.raises(NodeError, match="run run-0 holds the lease"):
        client.fix("run-1")
    assert client.settings() == client.first


def _soon() -> str:
    return f"{datetime.now(UTC) + timedelta(minutes=3):%Y-%m-%d %H:%M:%S}"


def test_a_user_who_logs_off_before_the_write_stays_as_he_is() -> None:
    client = Client()
    ask = client.ask

    def asked(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
        if stop:
            hives = client.state["browser_policy"]["hives"]
            client.state["browser_policy"]["hives"] = [hive for hive in hives if hive["sid"] != USER]
        return ask(calls, stop)

    client.ask = asked  # type: ignore[method-assign]
    with pytest.raises(NodeError, match="are not loaded any more, so nothing was written") as raised:
        client.fix()
    assert not isinstance(raised.value, NotWrittenError)


@pytest.mark.parametrize("fault", CLIENTS, ids=lambda fault: fault.name)
def test_of_the_faults_of_a_client_a_fix_changes_what_no_policy_decides(fault: Any) -> None:
    client = Client()
    client.state = clients.client(1)
    fault.inject(client.state, 1)
    before = by_place(client.settings())
    result = client.fix()
    own = fault.name == "browser_policy/no-integrated-authentication"
    left = {(one["control"], one["subject"]) for one in result["findings"]}
    assert (changed(result), left) == ((1, set()) if own else (0, set(fault.reported)))
    assert (by_place(client.settings()) == before) is not own
    if own:
        client.undo("run-1")
        assert by_place(client.settings()) == before
