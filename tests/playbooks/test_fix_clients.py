"""The fix of clients: what is requested, on one after the other, and never what a policy decides; and its rollback."""

from __future__ import annotations

import json
import re

import pytest

from lab import clients
from lab.concerns.browser_policy.state import USER
from lab.faults import BY_NAME
from lab.node_files import NodeState, States
from lab.simulation import CLIENTS
from tests.client_states import DOMAIN, of_user, without_policy
from tests.playbooks.controller import Controller, Run
from tests.playbooks.failure import Failure
from tests.playbooks.test_clients import add
from tests.playbooks.wire import leases_expired

FIX, ROLLBACK = "playbooks/fix_clients.yml", "playbooks/rollback_clients.yml"
ZONE_1, BOTH = '{"kerberos_client_fix": ["ZONE-1"]}', '{"kerberos_client_fix": ["ZONE-1", "ZONE-2"]}'
WRITES = ["write_lease", "write_journal", "write_browser_policy", "read_browser_policy"]


@pytest.fixture
def states(in_one_process: Controller) -> States:
    """Two clients without policies."""
    add(in_one_process, {"pc1": clients.description(1), "pc2": clients.description(2)})
    found = States(in_one_process.lab / CLIENTS)
    for number in (1, 2):
        found.write(clients.name(number), without_policy(number))
    return found


def settings(states: States, client: str = "pc1") -> NodeState:
    return {name: part for name, part in states.read(client).items() if name not in ("journal", "lease")}


def run_of(run: Run) -> str:
    found = re.search(r"kerberos_undoes=(\S+)", run.told)
    assert found, run.output
    return found[1]


def test_a_name_is_added_shown_before_and_rolled_back(in_one_process: Controller, states: States) -> None:
    first = settings(states)
    check = in_one_process.play(FIX, "--limit", "pc1", "-e", ZONE_1, "--check", "--diff")
    assert check.code == 0, check.output
    assert "client pc1: would change ZONE-1 zone of intranet.example.com" in check.told
    assert rf"+ZONE-1 HKCU\{DOMAIN}, * of EXAMPLE\jo: 1" in check.output
    assert states.read("pc1")["journal"]["entries"] == []
    assert settings(states) == first

    run = in_one_process.play(FIX, "--limit", "pc1", "-e", ZONE_1)
    assert (run.code, run.changed()) == (0, 1), run.output
    asked = [request.payloads for request in in_one_process.requests()]
    assert asked == [["read_lease", "read_browser_policy"], WRITES, ["read_lease"], ["write_lease", "write_journal"]]
    assert {request.node for request in in_one_process.requests()} == {"pc1"}, "no node is asked"
    assert of_user(states.read("pc1"), "*") == 1
    assert of_user(states.read("pc2"), "*") is None

    again = in_one_process.play(FIX, "--limit", "pc1", "-e", ZONE_1)
    assert (again.code, again.changed()) == (0, 0), again.output
    assert "client pc1: nothing of ZONE-1 is to be changed" in again.told

    undo = ("--limit", "pc1", "-e", f"kerberos_undoes={run_of(run)}")
    assert in_one_process.play(ROLLBACK, *undo, "--check").changed() == 1
    assert of_user(states.read("pc1"), "*") == 1
    back = in_one_process.play(ROLLBACK, *undo)
    assert (back.code, back.changed()) == (0, 1), back.output
    assert settings(states) == first
    assert in_one_process.play(ROLLBACK, *undo).changed() == 0


def test_what_a_policy_decides_is_left_and_said(in_one_process: Controller, states: States) -> None:
    state = clients.client(1)
    BY_NAME["browser_policy/not-in-the-intranet-zone"].inject(state, 1)
    BY_NAME["browser_policy/no-integrated-authentication"].inject(state, 1)
    states.write("pc1", state)
    run = in_one_process.play(FIX, "--limit", "pc1", "-e", BOTH)
    assert (run.code, run.changed()) == (0, 1), run.output
    assert "client pc1: not changed: ZONE-1 zone of intranet.example.com" in run.told
    assert "fix_clients.yml does not write it: a policy decides" in run.told
    assert "client pc1: changed ZONE-2 Integrated Windows Authentication" in run.told
    assert of_user(states.read("pc1"), "EnableNegotiate") == 1


def test_all_clients_are_fixed_one_after_the_other_where_that_is_said(
    in_one_process: Controller, states: States
) -> None:
    run = in_one_process.play(FIX, "-e", ZONE_1, "-e", "kerberos_client_all=true")
    assert (run.code, run.changed()) == (0, 2), run.output
    assert len({run_of(run)}) == 1
    order = [request.node for request in in_one_process.requests()]
    assert order == sorted(order)
    back = in_one_process.play(ROLLBACK, "-e", f"kerberos_undoes={run_of(run)}", "-e", "kerberos_client_all=true")
    assert (back.code, back.changed()) == (0, 2), back.output


def test_after_one_that_fails_no_other_client_is_changed(in_one_process: Controller, states: States) -> None:
    state = states.read("pc1")
    state["computer"]["name"] = "PC7"
    states.write("pc1", state)
    run = in_one_process.play(FIX, "-e", ZONE_1, "-e", "kerberos_client_all=true")
    assert run.code != 0
    assert "PC7 answered, and not PC1" in run.told
    assert of_user(states.read("pc2"), "*") is None


def test_nobody_who_is_not_logged_on_is_fixed_or_rolled_back(in_one_process: Controller, states: States) -> None:
    run = in_one_process.play(FIX, "--limit", "pc1", "-e", ZONE_1)
    state = states.read("pc1")
    hives = state["browser_policy"]["hives"]
    state["browser_policy"]["hives"] = [hive for hive in hives if hive["sid"] != USER]
    states.write("pc1", state)
    fixed = in_one_process.play(FIX, "--limit", "pc1", "-e", ZONE_1)
    assert (fixed.code, fixed.changed()) == (0, 0), fixed.output
    assert "client pc1: not changed: ZONE-1 zone of intranet.example.com for a user (nobody is logged on)" in fixed.told
    back = in_one_process.play(ROLLBACK, "--limit", "pc1", "-e", f"kerberos_undoes={run_of(run)}")
    assert back.code != 0
    assert "nothing was rolled back, because HKCU" in back.told
    state["browser_policy"]["hives"] = hives
    states.write("pc1", {**state, "journal": states.read("pc1")["journal"]})
    assert in_one_process.play(ROLLBACK, "--limit", "pc1", "-e", f"kerberos_undoes={run_of(run)}").changed() == 1


KINDS = (
    "the connection breaks before the answer arrives",
    "the node is lost before the request arrives",
    "the last payload fails",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", range(1, 5))
def test_whatever_request_fails_the_next_run_finishes_it(
    in_one_process: Controller, states: States, kind: str, at: int
) -> None:
    first = settings(states)
    in_one_process.failure = Failure(kind, at)
    in_one_process.play(FIX, "--limit", "pc1", "-e", ZONE_1)
    in_one_process.failure = None
    states.write("pc1", leases_expired(states.read("pc1")))
    again = in_one_process.play(FIX, "--limit", "pc1", "-e", ZONE_1)
    assert again.code == 0, again.output
    assert of_user(states.read("pc1"), "*") == 1
    runs = sorted({json.loads(entry["text"])["run"] for entry in states.read("pc1")["journal"]["entries"]})
    back = in_one_process.play(ROLLBACK, "--limit", "pc1", "-e", f"kerberos_undoes={','.join(runs)}")
    assert back.code == 0, back.output
    assert settings(states) == first


@pytest.mark.parametrize(
    ("playbook", "given", "said"),
    [
        (FIX, ["--limit", "pc1"], "kerberos_client_fix: found nothing, expected some of ZONE-1, ZONE-2"),
        (FIX, ["--limit", "pc1", "-e", '{"kerberos_client_fix": ["ZONE-3"]}'], "kerberos_client_fix: found 'ZONE-3'"),
        (FIX, ["-e", ZONE_1], "this run would change 2 clients (pc1, pc2), one after the other: give --limit pc1"),
        (FIX, ["-e", ZONE_1, "--limit", "web1"], "--limit leaves no host of kerberos_client_group (kerberos_clients)"),
        (FIX, ["-e", ZONE_1, "-e", "kerberos_client_group=none"], "kerberos_client_group: found 'none'"),
        (FIX, ["-e", ZONE_1, "-e", "kerberos_clients_fix=1"], "kerberos_clients_fix: no playbook knows this variable"),
        (ROLLBACK, ["--limit", "pc1"], "kerberos_undoes: found nothing, expected the run that fix_clients.yml"),
        (ROLLBACK, ["--limit", "pc1", "-e", "kerberos_undoes=x"], "undoes: found 'x', which is in no journal"),
        (ROLLBACK, ["-e", "kerberos_undoes=x"], "this run would change 2 clients"),
    ],
)
def test_what_is_not_said_is_refused(
    in_one_process: Controller, states: States, playbook: str, given: list[str], said: str
) -> None:
    before = [settings(states, client) for client in ("pc1", "pc2")]
    run = in_one_process.play(playbook, *given)
    assert run.code != 0
    assert said in run.told
    assert not any("write_browser_policy" in request.payloads for request in in_one_process.requests())
    assert [settings(states, client) for client in ("pc1", "pc2")] == before


def test_a_farm_that_the_inventory_does_not_have_is_named(in_one_process: Controller) -> None:
    add(in_one_process, {"pc1": {"computer_name": "PC1", "farms": ["portal"]}})
    run = in_one_process.play(FIX, "--limit", "pc1", "-e", ZONE_1)
    assert run.code != 0
    assert "pc1: kerberos_client.farms[0]: found 'portal', which is the kerberos_farm.name of no host" in run.told
    assert "expected some of intranet" in run.told
