"""The module drain as a user types it: over the host's connection, with what kerberos_farm leaves it to know."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.playbooks.controller import Controller, Run

TASK = {
    "own_addresses": "{{ kerberos_farm.nodes[inventory_hostname].own_addresses }}",
    "state": "{{ wanted }}",
    "timeout": 5,
}


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    keep = {"content": "{{ done }}", "dest": f"{tmp_path}/result.json"}
    tasks = [
        {"name": "Drain or start", "nlb.kerberos.drain": TASK, "register": "done"},
        {
            "name": "Keep it",
            "ansible.builtin.copy": keep,
            "delegate_to": "localhost",
            "check_mode": False,
            "vars": LOCAL,
        },
    ]
    path = tmp_path / "drain.yml"
    path.write_text(
        json.dumps([{"name": "Drain", "hosts": "{{ node }}", "gather_facts": False, "tasks": tasks}]), encoding="utf-8"
    )
    return path


LOCAL = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}


def go(controller: Controller, playbook: Path, node: str, wanted: str, *arguments: str) -> tuple[Run, dict[str, Any]]:
    result = playbook.parent / "result.json"
    result.unlink(missing_ok=True)
    run = controller.play(str(playbook), "-e", f"node={node}", "-e", f"wanted={wanted}", *arguments)
    return run, json.loads(result.read_text(encoding="utf-8")) if result.exists() else {}


def test_a_node_is_drained_and_rejoins(controller: Controller, playbook: Path) -> None:
    first = controller.settings()
    _, would = go(controller, playbook, "web2", "drained", "--check")
    assert (would["changed"], would["before"], would["after"]) == (True, "Converged", "Converged")
    assert controller.settings() == first

    _, done = go(controller, playbook, "web2", "drained")
    assert (done["changed"], done["before"], done["after"]) == (True, "Converged", "Stopped")
    state = controller.states.read("web2")
    assert state["cluster"]["marker"]["run"] == done["run"] == done["drained_by"]
    assert state["lease"]["run"] is None, "the task was the whole run: the next one need not wait"

    _, again = go(controller, playbook, "web2", "drained")
    assert not again["changed"]
    assert done["run"] in again["note"]

    refused, _ = go(controller, playbook, "web1", "drained")
    assert refused.code == 2
    assert "drain: WEB2 is Stopped: only one node of intranet.example.com is drained at a time" in refused.output

    _, back = go(controller, playbook, "web2", "started")
    assert (back["changed"], back["after"], back["drained_by"]) == (True, "Converged", None)
    assert controller.settings() == first


def test_a_node_that_was_not_drained_by_us_is_not_changed(controller: Controller, playbook: Path) -> None:
    state = controller.states.read("web3")
    state["cluster"]["own"]["state"] = state["cluster"]["hosts"][0]["state"] = "Stopped"
    controller.states.write("web3", state)
    _, done = go(controller, playbook, "web3", "started")
    assert (done["changed"], done["note"]) == (False, "this node has no drain marker, so it is not started")
    assert controller.states.read("web3") == state


def test_without_a_description_the_options_are_needed(controller: Controller, playbook: Path) -> None:
    refused, _ = go(
        controller,
        playbook,
        "web1",
        "drained",
        "-e",
        '{"kerberos_farm": {"nodes": {"web1": {"own_addresses": ["10.0.0.11"]}}}}',
    )
    assert refused.code == 2
    assert "drain: kerberos_farm.name: is missing" in refused.output
