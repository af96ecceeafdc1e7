"""The fix of a client and its rollback: cut after any call and any value, of several farms, and beside others."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FIXED_OF_CLIENT, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError, NotWrittenError

from lab import clients, intranet
from lab.concerns.browser_policy.state import USER, value
from lab.fault import Fault
from lab.faults import CLIENTS
from tests.client_states import DOMAIN, of_user
from tests.faults.client_fix_in_process import VALUES, ClientInProcess, by_place

PORTAL = {"name": "portal", "names": ["portal.example.com"], "virtual_addresses": ["10.0.0.60"]}


def changed(result: dict[str, Any]) -> int:
    return len(result["changes"])


CUTS = [(0, 0), (1, 0), (2, 0), *((2, values) for values in range(1, VALUES + 1))]


@pytest.mark.parametrize("cut", CUTS, ids=str)
def test_a_fix_that_is_killed_is_finished_by_the_next_run_and_rolled_back(cut: tuple[int, int]) -> None:
    client = ClientInProcess()
    client.cut = cut
    with pytest.raises(NodeError):
        client.fix("run-1")
    client.fix("run-2")
    assert (of_user(client.state, "*"), of_user(client.state, "EnableNegotiate")) == (1, 1)
    assert changed(client.fix("run-3")) == 0
    assert not client.undo(*sorted(runs_of(client) - {"run-3"}))["conflicts"]
    assert by_place(client.settings()) == by_place(client.first)


@pytest.mark.parametrize("cut", CUTS, ids=str)
def test_a_rollback_that_is_killed_is_finished_by_the_next_one(cut: tuple[int, int]) -> None:
    client = ClientInProcess()
    client.fix()
    client.cut = cut
    with pytest.raises(NodeError):
        client.undo("run-1", by="run-8")
    assert not client.undo("run-1")["conflicts"]
    assert by_place(client.settings()) == by_place(client.first)
    assert changed(client.undo("run-1", by="run-10")) == 0


def runs_of(client: ClientInProcess) -> set[str]:
    return {json.loads(entry["text"])["run"] for entry in client.state["journal"]["entries"]}


def test_only_what_is_requested_is_written() -> None:
    client = ClientInProcess()
    assert {one["control"] for one in client.fix(controls=["ZONE-2"])["changes"]} == {"ZONE-2"}
    assert of_user(client.state, "*") is None
    assert changed(client.fix("run-2", ["ZONE-1"])) == 1


def test_two_farms_are_one_change_that_is_rolled_back_as_a_whole() -> None:
    client = ClientInProcess(farm_of(intranet.description(1)), farm_of({**intranet.description(1), **PORTAL}))
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


def test_of_two_users_the_one_who_lacks_it_gets_it() -> None:
    client = ClientInProcess()
    ann = {"sid": f"{USER[:-4]}1202", "values": copy.deepcopy(client.user["values"])}
    ann["values"] = [one for one in ann["values"] if one["name"] not in ("EnableNegotiate", "1A00")]
    ann["values"].append(value(DOMAIN, "*", 1))
    client.state["browser_policy"]["hives"].append(ann)
    before = by_place(client.settings())
    client.fix()
    after = by_place(client.settings())
    assert {sid for sid, *_ in (place for place in after if after[place] != before.get(place))} == {USER}
    assert not client.undo("run-1")["conflicts"]
    assert by_place(client.settings()) == before


def test_what_somebody_else_has_set_since_is_a_conflict() -> None:
    client = ClientInProcess()
    client.fix()
    next(one for one in client.user["values"] if one["name"] == "1A00")["data"] = 0
    result = client.undo("run-1")
    assert len(result["conflicts"]) == 1
    assert "another administrator or program has set it to 0 since" in result["conflicts"][0]
    assert (of_user(client.state, "1A00"), of_user(client.state, "*")) == (0, None)


def test_another_run_that_goes_on_is_not_disturbed() -> None:
    client = ClientInProcess()
    client.state["lease"] = {"run": "run-0", "until": "2999-01-01 00:00:00", "drained": False}
    client.fix("run-1")
    client = ClientInProcess()
    client.state["lease"] = {"run": "run-0", "until": _soon(), "drained": False}
    with pytest.raises(NodeError, match="run run-0 holds the lease"):
        client.fix("run-1")
    assert client.settings() == client.first


def _soon() -> str:
    return f"{datetime.now(UTC) + timedelta(minutes=3):%Y-%m-%d %H:%M:%S}"


def test_a_user_who_logs_off_before_the_write_stays_as_he_is() -> None:
    client = ClientInProcess()
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


OF_BROWSERS = [fault for fault in CLIENTS if fault.name.startswith(f"{FIXED_OF_CLIENT.NAME}/")]


@pytest.mark.parametrize("fault", OF_BROWSERS, ids=lambda fault: fault.name)
def test_of_the_faults_of_a_client_a_fix_changes_what_no_policy_decides(fault: Fault) -> None:
    client = ClientInProcess()
    client.state = clients.client(1)
    fault.inject(client.state, 1)
    before = by_place(client.settings())
    result = client.fix()
    own = fault.name.rpartition("/")[2] in ("no-integrated-authentication", "own-list-lacks-it")
    left = {(one["control"], one["subject"]) for one in result["findings"]}
    assert (changed(result), left) == ((1, set()) if own else (0, set(fault.reported)))
    assert (by_place(client.settings()) == before) is not own
    if own:
        client.undo("run-1")
        assert by_place(client.settings()) == before
