"""playbooks/preflight.yml on the lab: what it reports of its nodes, and what it records of them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import DOMAIN_CONTROLLER

from lab import clients, domain_controllers
from lab.node_files import States
from lab.simulation import CLIENTS
from tests.decisions import case as cases
from tests.decisions import checks
from tests.playbooks.conftest import Installed
from tests.playbooks.controller import Controller, inventory_of
from tests.playbooks.test_clients import add
from tests.reported import OF_NODES

PLAYBOOK = "playbooks/preflight.yml"
EVERYTHING = ", ".join(OF_NODES)
OTHER_FARMS = {"pc1": "extranet", "pc2": "intrante"}
FOLDERS = sorted([*(concern.NAME for concern in CONCERNS), "preflight"])  # of recordings
READY = "ready (WEB{}.example.com, PowerShell 5.1.17763.1, that of Windows Server 2019)"


@pytest.fixture
def controller(powershell: Controller) -> Controller:
    return powershell


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """For the recordings."""
    made = tmp_path / "recordings"
    made.mkdir()
    return made


def load(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return case


def take_as_a_case(concern: str, case: dict[str, Any]) -> None:
    taken = cases.case(concern, case)
    for check in checks.ALL:
        check(taken)


def test_a_healthy_farm_is_ready_and_not_changed(controller: Controller) -> None:
    before = {node: controller.states.read(node) for node in controller.states.nodes()}
    run = controller.play(PLAYBOOK)
    assert run.code == 0, run.output
    for number in (1, 2, 3):
        assert f"web{number}: {READY.format(number)}\n  no account's groups are known: " in run.output
    assert run.changed() == 0
    assert {node: controller.states.read(node) for node in controller.states.nodes()} == before
    assert "recorded" not in run.output


# By node: what it has, of which concern the recording becomes a case, and what masking has removed from it.
OF_DNS = ("example", "intranet", "10.0.0.", "10.9.0", "6f4c7c3e")
OF_FOLDERS = ("example", "intranet", "reports", "svc-", "1004336348", "2025429265")
RECORDED = {
    "web1": ("dns_registration/virtual-address-registered", "dns_registration", OF_DNS),
    "web2": ("site_acl/web-config-unreadable", "site_acl", OF_FOLDERS),
    "web3": ("dns_registration/own-adapter-not-registered", "dns_registration", OF_DNS),
}


def test_a_recording_is_a_case_as_it_is_and_names_no_one(controller: Controller, folder: Path) -> None:
    for node, (fault, _, _) in RECORDED.items():
        controller.inject(fault, node)
    run = controller.play(PLAYBOOK, "-e", f"kerberos_recordings={folder}")
    assert run.code == 0, "drift is for the audit to report"
    for number, (node, (_, concern, masked)) in enumerate(RECORDED.items(), 1):
        path = folder / concern / f"node-{number}.json"
        assert f"{concern} was recorded in {path}" in run.told
        assert path.stat().st_mode & 0o777 == 0o600
        case = load(path)
        take_as_a_case(concern, case)
        assert case["writes"]
        left = path.read_text(encoding="utf-8").lower()
        assert not [word for word in (node, *masked) if word in left]
    (write,) = load(folder / "site_acl" / "node-2.json")["writes"]
    assert [item["path"].rpartition("\\")[2] for item in write["arguments"]["objects"]] == ["web.config"]


def test_names_are_kept_where_that_is_asked_for_in_a_limited_run_as_well(controller: Controller, folder: Path) -> None:
    limited = ("-e", f"kerberos_recordings={folder}", "--limit", "web3")
    controller.play(PLAYBOOK, *limited, "-e", "kerberos_recordings_masked=false")
    assert sorted(folder.glob("*/*")) == [folder / name / "web3.json" for name in FOLDERS]
    assert load(folder / "preflight" / "web3.json")["session"]["domain"] == "example.com"
    case = load(folder / "dns_registration" / "web3.json")
    take_as_a_case("dns_registration", case)
    assert case["given"] == {"read_dns_registration": {"=": controller.states.read("web3")["dns_registration"]}}
    assert case["arguments"]["names"] == ["intranet.example.com", "intranet"]


def test_a_limited_run_records_under_the_same_name(controller: Controller, folder: Path) -> None:
    controller.play(PLAYBOOK, "-e", f"kerberos_recordings={folder}", "--limit", "web3")
    assert sorted(folder.glob("*/*")) == [folder / name / "node-3.json" for name in FOLDERS]


def test_a_folder_that_is_not_there_is_refused(controller: Controller, tmp_path: Path) -> None:
    run = controller.play(PLAYBOOK, "-e", f"kerberos_recordings={tmp_path}/none")
    assert run.code != 0
    assert "none is not a folder on the controller; create it, or correct the path" in " ".join(run.output.split())


def test_an_old_powershell_is_not_ready_and_the_other_nodes_are(controller: Controller, folder: Path) -> None:
    state = controller.states.read("web2")
    state["computer"]["powershell"] = "4.0"
    controller.states.write("web2", state)
    run = controller.play(PLAYBOOK, "-e", f"kerberos_recordings={folder}")
    assert run.code == 2
    assert "web2: not ready\n  the node offers PowerShell 4.0; 64-bit Windows PowerShell 5.1" in run.output
    assert "preflight: not ready; the reasons are listed above" in run.output
    assert f"web3: {READY.format(3)}" in run.output
    assert sorted(folder.glob("*/*")) == [
        folder / name / f"node-{number}.json" for name in FOLDERS for number in (1, 3)
    ]


def test_a_node_that_cannot_be_reached_is_unreachable(controller: Controller) -> None:
    controller.lose("web3")
    run = controller.play(PLAYBOOK)
    assert run.code == 4
    assert run.recap["web3"]["unreachable"] == 1
    assert f"web1: {READY.format(1)}" in run.output


@pytest.mark.xdist_group("installed")
def test_what_a_payload_lacks_is_named_with_its_controls(
    controller: Controller, installed: Installed, tmp_path: Path
) -> None:
    """The installed collection, with payloads that this node does not understand."""
    shutil.copytree(installed.folder, tmp_path / "installed")
    controller.environment = {**installed.environment, "ANSIBLE_COLLECTIONS_PATH": str(tmp_path / "installed")}
    plugins = tmp_path / "installed/ansible_collections/nlb/kerberos/plugins"
    write = plugins / "module_utils/concerns/dns_registration/write.ps1"
    write.write_text(write.read_text(encoding="utf-8") + "Get-NetAdapter -Veiled\nGet-Fnord\n", encoding="utf-8")
    run = controller.play("nlb.kerberos.preflight", cwd=tmp_path)
    assert run.code == 2
    fixes = "(payload write_dns_registration): can audit, cannot fix DNS-1, DNS-2, DNS-3"
    assert "web1: can audit, cannot fix (WEB1.example.com" in run.output
    assert f"there is no command Get-Fnord {fixes} " in run.told
    assert f"Get-NetAdapter has no parameter -Veiled {fixes} " in run.told


def test_computers_beside_the_nodes_are_rows_of_their_own_and_fail_nothing(
    controller: Controller, folder: Path
) -> None:
    """Of clients the first one is ready, the second one is switched off, and the third one is described wrongly; the
    first domain controller is ready, and another one has the name of the second one.
    """
    described = {name: clients.description(int(name[2:])) for name in ("pc1", "pc2", "pc3")}
    described["pc3"]["computer_name"] = "pc3.example.com"
    add(controller, described)
    controllers = {"dc1": domain_controllers.description(1), "dc2": domain_controllers.description(2)}
    add(controller, controllers, DOMAIN_CONTROLLER, 5)
    states = States(controller.lab / CLIENTS)
    before = clients.client(1)
    states.write("pc1", before)
    run = controller.play(PLAYBOOK, "-e", f"kerberos_recordings={folder}")
    assert run.code == 0, run.output
    assert "client pc1: ready (PC1.example.com, PowerShell 5.1.19041.1)\n" in run.output
    assert re.search(r"client pc2: not ready .{0,300}: cannot audit DNS-10, ZONE-1, ZONE-2, ZONE-3, EVENT-1 ", run.told)
    assert "client pc3: not ready kerberos_client.computer_name: found 'pc3.example.com'" in run.told
    known = "DC1.example.com, PowerShell 5.1.17763.1, that of Windows Server 2019"
    assert f"domain controller dc1: ready ({known}) evidence_on_domain_controller was recorded in" in run.told
    assert "domain controller dc2: not ready" in run.told
    (recording,) = (folder / "evidence_on_domain_controller").iterdir()
    assert recording.name == "domain-controller-4.json", "by its position in the inventory"
    take_as_a_case("evidence_on_domain_controller", load(recording))
    assert f"web1: {READY.format(1)}" in run.output
    assert states.read("pc1") == before
    path = folder / "browser_policy" / "client-1.json"
    assert sorted((folder / "browser_policy").iterdir()) == [path]
    assert f"browser_policy was recorded in {path}" in run.told
    assert path.stat().st_mode & 0o777 == 0o600
    take_as_a_case("browser_policy", load(path))
    left = path.read_text(encoding="utf-8").lower()
    assert not [word for word in ("pc1", "example", "intranet.", '"jo"', "1004336348", "10.0.0.") if word in left]


def test_another_computer_than_the_client_is_not_recorded(emulated: Controller, folder: Path) -> None:
    States(emulated.lab / CLIENTS).write("pc1", clients.client(1))
    add(emulated, {"pc1": clients.description(7)})
    run = emulated.play(PLAYBOOK, "-e", f"kerberos_recordings={folder}")
    assert "client pc1: not ready PC1 answered, and not PC7" in run.told
    assert not (folder / "browser_policy").exists()


def test_a_client_of_no_farm_of_the_run_is_not_asked_and_one_of_none_at_all_says_so(emulated: Controller) -> None:
    """Another farm of the inventory is not in the run."""
    add(emulated, {name: {**clients.description(int(name[2:])), "farms": [of]} for name, of in OTHER_FARMS.items()})
    path = emulated.inventory / "hosts.yml"
    inventory = yaml.safe_load(path.read_text(encoding="utf-8"))
    inventory["extranet"] = {"hosts": {"ext1": {"kerberos_farm": {"name": "extranet"}}}}
    path.write_text(yaml.safe_dump(inventory), encoding="utf-8")
    run = emulated.play(PLAYBOOK)
    assert "client pc1: not asked, because none of its farms is in this run (extranet)" in run.told
    assert (
        "client pc2: not ready kerberos_client.farms[0]: found 'intrante', which is the kerberos_farm.name of no host"
        in run.told
    )


@pytest.fixture
def emulated(lab: Path, network: str, tmp_path: Path) -> Controller:
    """A farm whose nodes have no PowerShell."""
    return Controller(lab, inventory_of(network, tmp_path / "emulated"), tmp_path)


def test_a_node_that_cannot_look_could_not_be_checked_and_is_recorded_all_the_same(
    emulated: Controller, folder: Path
) -> None:
    run = emulated.play(PLAYBOOK, "-e", f"kerberos_recordings={folder}")
    assert run.code == 2
    assert "web1: not ready (WEB1.example.com" in run.output
    assert re.search(rf"the payloads could not be checked \(read_preflight: .*\): cannot audit {EVERYTHING} ", run.told)
    take_as_a_case("dns_registration", load(folder / "dns_registration" / "node-1.json"))


def test_the_emulated_lab_says_that_it_parses_no_payload(lab: Path, network: str, tmp_path: Path) -> None:
    emulated = Controller(lab, inventory_of(network, tmp_path / "emulated"), tmp_path)
    run = emulated.play(PLAYBOOK)
    assert run.code == 2
    assert "this is the emulated lab, in which no PowerShell parses anything" in run.told
    assert "python -m lab up --execution powershell" in run.told
