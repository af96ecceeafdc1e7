"""The modules lease, node_state and drain as a user types them: over each host's connection, with what kerberos_farm
leaves them to know.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lab.facts.cluster import CONVERGED, STOPPED, of_farm
from tests.playbooks.controller import Controller, Run

LOCAL = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
OWN = "{{ kerberos_farm.nodes[inventory_hostname].own_addresses }}"
RUN = "20260131T080000Z-a"


def keep(name: str, folder: Path) -> dict[str, Any]:
    """A task that writes a registered result to a file."""
    return {
        "name": "Keep it",
        "ansible.builtin.copy": {"content": f"{{{{ {name} | to_json }}}}", "dest": f"{folder}/{name}.json"},
        "delegate_to": "localhost",
        "check_mode": False,
        "vars": LOCAL,
    }


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    drains = "wanted == 'drained'"
    held = {"own_addresses": OWN, "run": RUN, "state": "held"}
    wanted = {"own_addresses": OWN, "state": "{{ wanted }}", "timeout": 5}
    states = "{{ states.results | default(omit) }}"
    tasks = [
        {"name": "Take the lease", "nlb.kerberos.lease": held, "when": drains},
        {
            "name": "Ask every node",
            "nlb.kerberos.node_state": {"timeout": 10},
            "delegate_to": "{{ item }}",
            "loop": "{{ kerberos_farm.nodes.keys() | list }}",
            "register": "states",
        },
        keep("states", tmp_path),
        {
            "name": "Drain or start",
            "nlb.kerberos.drain": {**wanted, "run": f"{{{{ '{RUN}' if {drains} else omit }}}}", "states": states},
            "register": "done",
        },
        keep("done", tmp_path),
    ]
    path = tmp_path / "drain.yml"
    path.write_text(
        json.dumps([{"name": "Drain", "hosts": "{{ node }}", "gather_facts": False, "tasks": tasks}]), encoding="utf-8"
    )
    return path


def go(controller: Controller, playbook: Path, node: str, wanted: str, *arguments: str) -> tuple[Run, dict[str, Any]]:
    result = playbook.parent / "done.json"
    result.unlink(missing_ok=True)
    run = controller.play(str(playbook), "-e", f"node={node}", "-e", f"wanted={wanted}", *arguments)
    return run, json.loads(result.read_text(encoding="utf-8")) if result.exists() else {}


def said(playbook: Path) -> dict[str, dict[str, Any]]:
    """What the nodes have said of themselves, by node."""
    results = json.loads((playbook.parent / "states.json").read_text(encoding="utf-8"))["results"]
    return {result["node"]: result for result in results}


def test_a_node_is_drained_and_rejoins(controller: Controller, playbook: Path) -> None:
    first = controller.settings()
    _, would = go(controller, playbook, "web2", "drained", "--check")
    assert (would["changed"], would["before"], would["after"]) == (True, "converged", "converged")
    assert controller.settings() == first
    assert controller.states.read("web2")["lease"]["run"] is None

    _, done = go(controller, playbook, "web2", "drained")
    assert (done["changed"], done["before"], done["after"]) == (True, "converged", "stopped")
    state = controller.states.read("web2")
    assert state["cluster"]["marker"]["run"] == done["run"] == done["drained_by"] == RUN
    assert (state["lease"]["run"], state["lease"]["drained"]) == (RUN, True)

    _, again = go(controller, playbook, "web2", "drained")
    assert (again["changed"], again["after"]) == (False, "stopped")

    refused, _ = go(controller, playbook, "web1", "drained")
    assert refused.code == 2
    assert "drain: web2 is stopped: only one node of intranet.example.com is drained at a time" in refused.output

    leases = {node: {**controller.states.read(node), "lease": first_lease()} for node in ("web1", "web2")}
    for node, free in leases.items():
        controller.states.write(node, free)
    _, back = go(controller, playbook, "web2", "started")
    assert (back["changed"], back["after"], back["drained_by"]) == (True, "converged", None)
    assert controller.settings() == first
    assert controller.states.read("web2")["lease"]["run"] is None, "the task was the whole run: the next need not wait"


def first_lease() -> dict[str, Any]:
    return {"run": None, "until": None, "drained": False}


def test_each_node_says_of_itself_what_it_knows(controller: Controller, playbook: Path) -> None:
    controller.inject("load_balancing/stopped", "web3")
    state = controller.states.read("web2")
    next(site for site in state["iis"]["sites"] if site["name"] == "Intranet")["state"] = "Stopped"
    controller.states.write("web2", state)
    go(controller, playbook, "web1", "drained", "--check")
    found = said(playbook)
    assert {node: (one["asked"], one["state"], one["serves"]) for node, one in found.items()} == {
        "web1": (True, "converged", True),
        "web2": (True, "converged", False),
        "web3": (True, "stopped", True),
    }
    assert found["web1"]["cluster"]["host"] == 1
    assert found["web1"]["cluster"]["converged_with"] == [1, 2]
    assert found["web2"]["serves_not"] == "site Intranet is Stopped"


@pytest.mark.parametrize("mode", [(), ("--check",)], ids=["", "check mode"])
def test_a_node_that_cannot_be_asked_fails_nothing_and_counts_as_not_serving(
    mode: tuple[str, ...], controller: Controller, playbook: Path
) -> None:
    controller.lose("web3")
    run, done = go(controller, playbook, "web1", "drained", *mode)
    assert done["changed"], run.output
    assert run.recap["web1"]["unreachable"] == run.recap["web1"]["failed"] == 0
    lost = said(playbook)["web3"]
    assert (lost["asked"], lost["serves"], lost["cluster"]) == (False, None, None)
    assert "nothing listens on this port" in lost["problem"]


def test_a_password_that_the_user_types_is_used_for_every_node(controller: Controller, playbook: Path) -> None:
    """The option -k, here from a file."""
    for path in controller.inventory.rglob("*.yml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if "ansible_password" not in line), encoding="utf-8")
    password = controller.lab / "password"
    go(controller, playbook, "web1", "drained", "--check", "--connection-password-file", str(password))
    assert {node: one["problem"] for node, one in said(playbook).items()} == {"web1": "", "web2": "", "web3": ""}


def test_where_no_other_node_can_be_asked_none_is_drained(controller: Controller, playbook: Path) -> None:
    controller.lose("web2", "web3")
    run, _ = go(controller, playbook, "web1", "drained")
    assert run.code == 2
    assert (
        "drain: no other node would serve the clients of intranet.example.com: web2 could not be asked: " in run.output
    )
    assert of_farm(controller.states.read("web1"))["status"] == CONVERGED


def test_a_node_that_was_not_drained_by_us_is_not_changed(controller: Controller, playbook: Path) -> None:
    state = controller.states.read("web3")
    of_farm(state)["status"] = STOPPED
    controller.states.write("web3", state)
    _, done = go(controller, playbook, "web3", "started")
    assert (done["changed"], done["note"]) == (False, "this node has no drain marker, so it is not started")
    assert controller.states.read("web3") == state


def test_without_a_description_the_options_are_needed(controller: Controller, playbook: Path) -> None:
    refused, _ = go(
        controller,
        playbook,
        "web1",
        "started",
        "-e",
        '{"kerberos_farm": {"nodes": {"web1": {"own_addresses": ["10.0.0.11"]}}}}',
    )
    assert refused.code == 2
    assert "kerberos_farm.name: is missing" in refused.output
