"""Clients of the inventory: audited in a play of their own, each a row of the report, and never a node's failure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT, Kind

from lab import clients
from lab.faults import BY_NAME
from lab.node_files import NodeState, States
from lab.simulation import CLIENTS
from tests.playbooks.controller import Controller, Run

AUDIT = "playbooks/audit.yml"


@pytest.fixture
def states(in_one_process: Controller) -> States:
    """Two clients: the second one is switched off."""
    add(in_one_process, {"pc1": clients.description(1), "pc2": clients.description(2)})
    found = States(in_one_process.lab / CLIENTS)
    found.write("pc1", clients.client(1))
    found.path("pc2").unlink(missing_ok=True)
    return found


def add(controller: Controller, described: dict[str, Any], kind: Kind = CLIENT, first: int = 8) -> None:
    """To the inventory: the group and how to connect are those of the nodes'. first: the address of number 1."""
    path = controller.inventory / "hosts.yml"
    inventory = yaml.safe_load(path.read_text(encoding="utf-8"))
    network = inventory["kerberos"]["children"]["intranet"]["hosts"]["web1"]["ansible_host"].rpartition(".")[0]
    variables = yaml.safe_load((controller.inventory / "group_vars" / "kerberos.yml").read_text(encoding="utf-8"))
    inventory[kind.group] = {
        "hosts": {
            name: {"ansible_host": f"{network}.{first - 1 + int(name[2:])}", kind.option: one}
            for name, one in described.items()
        },
        "vars": {name: value for name, value in variables.items() if not name.startswith("kerberos_")},
    }
    path.write_text(yaml.safe_dump(inventory), encoding="utf-8")


def of_clients(run: Run) -> dict[str, Any]:
    assert run.report, run.output
    (farm,) = run.report["farms"]
    return {client["client"]: client for client in farm["clients"]}


def written(states: States) -> NodeState:
    return states.read("pc1")


def test_a_client_is_asked_once_and_one_that_is_off_fails_nothing(in_one_process: Controller, states: States) -> None:
    state = written(states)
    BY_NAME["browser_policy/edge-list-lacks-it"].inject(state, 1)
    states.write("pc1", state)
    run = in_one_process.play(AUDIT)
    assert run.code == 0, run.output
    asked = [request.payloads for request in in_one_process.requests() if request.node == "pc1"]
    assert asked == [["read_browser_policy", "read_events"]]
    found = of_clients(run)
    assert {finding["control"] for finding in found["pc1"]["findings"]} == {"ZONE-3"}
    assert found["pc2"]["problem"]
    assert set(found["pc2"]["controls"].values()) == {"could not check"}
    assert "client pc1: ZONE-3 Edge and intranet.example.com" in run.told
    assert run.report
    (farm,) = run.report["farms"]
    assert farm["status"] == "drift"
    assert not any(node["problem"] for node in farm["nodes"])
    assert written(states) == state, "an audit changes nothing"


def test_its_history_is_kept_and_the_fleet_shows_it(in_one_process: Controller, states: States, tmp_path: Path) -> None:
    state = written(states)
    BY_NAME["browser_policy/edge-list-lacks-it"].inject(state, 1)
    states.write("pc1", state)
    first, second = (in_one_process.play(AUDIT, "-e", f"kerberos_history={tmp_path}") for _ in range(2))
    ((one,), (other,)) = (
        {finding["since"] for finding in of_clients(run)["pc1"]["findings"]} for run in (first, second)
    )
    assert one == other
    assert {finding["since"] for finding in of_clients(second)["pc2"]["findings"]} == {None}
    assert "Edge and intranet.example.com for EXAMPLE\\jo" not in of_clients(second)["pc1"]["held"]["ZONE-3"]
    assert "zone of intranet.example.com for EXAMPLE\\jo" in of_clients(second)["pc1"]["held"]["ZONE-1"]
    states.write("pc1", clients.client(1))
    third = in_one_process.play(AUDIT, "-e", f"kerberos_history={tmp_path}")
    lines = [json.loads(line) for line in (tmp_path / "intranet.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [{name for name, *_ in line["opened"]} for line in lines] == [{"client pc1"}, set(), set()]
    assert [{name for name, *_ in line["closed"]} for line in lines] == [set(), set(), {"client pc1"}]
    fleet = in_one_process.play("playbooks/report.yml", "-e", f"kerberos_history={tmp_path}")
    assert (fleet.code, of_clients(fleet)) == (0, of_clients(third))


def test_its_full_readings_are_kept_farm_by_farm(in_one_process: Controller, states: States, tmp_path: Path) -> None:
    folder = tmp_path / "readings"
    folder.mkdir()
    run = in_one_process.play(AUDIT, "-e", f"kerberos_readings={folder}")
    assert run.code == 0, run.output
    assert {path.stem for path in folder.iterdir()} == {"web1", "web2", "web3", "pc1"}
    assert (folder / "pc1.json").stat().st_mode & 0o777 == 0o600
    kept = json.loads((folder / "pc1.json").read_text(encoding="utf-8"))["intranet"]["browser_policy"]
    assert kept["problem"] is None
    assert kept["answers"][0]["hives"] == written(states)["browser_policy"]["hives"]


def test_a_clients_event_is_evidence_since_the_last_fix_of_the_nodes(
    in_one_process: Controller, states: States
) -> None:
    state = written(states)
    BY_NAME["evidence/event-4-on-a-client"].inject(state, 1)
    states.write("pc1", state)
    in_one_process.inject("windows_authentication/machine-key", "web1")
    run = in_one_process.play(AUDIT)
    (finding,) = of_clients(run)["pc1"]["findings"]
    assert (finding["subject"], finding["state"]) == ("event 4 for HTTP/intranet.example.com from web1$", "drift")
    assert "it is issued for EXAMPLE\\svc-intranet" in finding["reason"], "the directory has said it in this run"
    assert "not known" not in finding["reason"], "every node has told its last fix"
    assert "2026-01-31 07:40:12 client pc1: event 4: web1$ could not decrypt" in run.told
    node = in_one_process.states.read("web2")
    entry = {"run": "r", "time": "2026-01-31T07:50:00+00:00", "undoes": None, "changes": [1]}
    node["journal"]["entries"].append({"id": "r", "text": json.dumps(entry)})
    in_one_process.states.write("web2", node)
    assert of_clients(in_one_process.play(AUDIT))["pc1"]["findings"] == []


def test_another_computer_than_the_client_is_not_asked(in_one_process: Controller, states: States) -> None:
    state = written(states)
    state["computer"]["name"] = "PC7"
    states.write("pc1", state)
    run = in_one_process.play(AUDIT, "-e", "kerberos_concerns=browser_policy")
    assert run.code == 0, run.output
    assert of_clients(run)["pc1"]["problem"].startswith("PC7 answered, and not PC1")


def test_a_client_that_is_described_wrongly_says_so(in_one_process: Controller) -> None:
    add(in_one_process, {"pc1": {"computer_name": "pc1.example.com", "farms": ["intranet"]}})
    run = in_one_process.play(AUDIT)
    assert run.code == 0, run.output
    assert "kerberos_client.computer_name: found 'pc1.example.com'" in of_clients(run)["pc1"]["problem"]


def test_a_client_whose_farm_is_misspelt_is_in_the_report_of_each(in_one_process: Controller) -> None:
    """Else it would be in none, and nobody would miss it."""
    add(in_one_process, {"pc1": {"computer_name": "PC1", "farms": ["intrante"]}})
    run = in_one_process.play(AUDIT)
    assert run.code == 0, run.output
    assert (
        "kerberos_client.farms[0]: found 'intrante', which is the kerberos_farm.name"
        in of_clients(run)["pc1"]["problem"]
    )


def test_without_clients_the_report_says_that_browsers_were_not_looked_at(in_one_process: Controller) -> None:
    run = in_one_process.play(AUDIT)
    assert of_clients(run) == {}
    assert run.report
    assert "browsers" in {one["what"] for one in run.report["not_looked_at"]}
