"""Faults of the farm as a whole: what they change in the directory, as a search shows it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sansldap

from lab import simulation
from lab.concerns.account_state import situations as of_accounts
from lab.concerns.spn import situations as of_names
from lab.concerns.spn.faults import FORMER_ACCOUNT
from lab.directory import accounts, constructed, healthy
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.file import DirectoryFile, DirectoryState
from lab.directory.forest import CONTROLLERS
from lab.directory.search import Question, answer
from lab.directory.view import View
from lab.faults import BY_NAME, WHOLE
from lab.intranet import NAMES
from lab.node_files import States
from tests.conftest import ROOT
from tests.playbooks.controller import own_network

SITUATIONS = {**of_names.HARMLESS, **of_names.NOT_KNOWN, **of_accounts.HARMLESS}
NODE = accounts.computer(1)


def holders(state: DirectoryState, name: str, controller: str = "dc1") -> set[str]:
    given = sansldap.FilterEquality("servicePrincipalName", name.encode())
    return {
        entry for entry, _ in answer(Question("", filter=given), View(state, controller, True), frozenset()).entries
    }


@pytest.mark.parametrize("fault", WHOLE, ids=lambda fault: fault.name)
def test_it_changes_the_directory_and_leaves_it_readable(fault) -> None:  # type: ignore[no-untyped-def]
    state = healthy.directory(3)
    fault.inject(state, 0)
    assert state != healthy.directory(3)
    for controller in CONTROLLERS:
        view = View(state, controller)
        assert answer(Question(view.domain), view, frozenset()).code == 0
    assert fault.reported_of_farm()


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_changes_the_directory(name: str) -> None:
    state = healthy.directory(3)
    SITUATIONS[name](state, 0)
    assert state != healthy.directory(3)


def test_faults_of_nodes_are_none_of_the_farm_as_a_whole() -> None:
    assert all(not fault.whole or fault in WHOLE for fault in BY_NAME.values())
    assert len(WHOLE) >= 20


HELD = {
    "spn/nobody": set(),
    "spn/on-a-node": {NODE},
    "spn/on-a-former-account": {FORMER_ACCOUNT},
    "spn/on-two-accounts": {SERVICE_ACCOUNT, FORMER_ACCOUNT},
    "spn/host-names-on-a-computer": set(),
    "spn/short-name-only": set(),
    "spn/typed-as-url": set(),
    "spn/not-replicated": {SERVICE_ACCOUNT},
}


@pytest.mark.parametrize("fault", HELD)
def test_who_holds_the_full_name(fault: str) -> None:
    state = healthy.directory(3)
    assert holders(state, f"HTTP/{NAMES[0]}") == {SERVICE_ACCOUNT}
    BY_NAME[fault].inject(state, 0)
    assert holders(state, f"HTTP/{NAMES[0]}") == HELD[fault]


def test_what_has_not_been_replicated_is_on_one_controller() -> None:
    state = healthy.directory(3)
    BY_NAME["spn/not-replicated"].inject(state, 0)
    assert holders(state, f"HTTP/{NAMES[0]}", "dc2") == set()


STATES = {
    "account_state/locked": 0x10,
    "account_state/password-expired": 0x800000,
    "account_state/must-change-password": 0x800000,
    "account_state/disabled": 0,
}


@pytest.mark.parametrize("fault", STATES)
def test_what_the_controller_computes_of_the_account(fault: str) -> None:
    state = healthy.directory(3)
    BY_NAME[fault].inject(state, 0)
    view = View(state, "dc1")
    entry = next(entry for entry in view.entries.values() if entry.name == SERVICE_ACCOUNT)
    assert constructed.computed_control(entry, view, constructed.now_of(view)) == STATES[fault]


def test_a_child_domain_may_have_a_computer_of_the_same_name() -> None:
    state = healthy.directory(3)
    BY_NAME["machine_account/node-in-child-domain"].inject(state, 0)
    given = sansldap.FilterEquality("sAMAccountName", b"WEB1$")
    everywhere = answer(Question("", filter=given), View(state, "dc1", True), frozenset())
    assert len(everywhere.entries) == 2
    assert holders(state, "HOST/web1") == {NODE, NODE.replace("DC=example", "DC=child,DC=example")}


def lab(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lab", "--folder", str(folder), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_changes_the_directory_and_no_node(tmp_path: Path) -> None:
    simulation.prepare(tmp_path, 2, own_network(2))
    nodes = {name: States(tmp_path).read(name) for name in ("web1", "web2")}
    assert lab(tmp_path, "inject", "spn/on-a-node").returncode == 0
    assert holders(DirectoryFile(tmp_path).read(), f"HTTP/{NAMES[0]}") == {NODE}
    assert {name: States(tmp_path).read(name) for name in nodes} == nodes
    differences = lab(tmp_path, "state", "directory", "--diff").stdout.splitlines()
    assert [line for line in differences if line.startswith(("+C", "-C"))] == [
        f"+{NODE} servicePrincipalName: HTTP/intranet",
        f"+{NODE} servicePrincipalName: HTTP/intranet.example.com",
        f"-{SERVICE_ACCOUNT} servicePrincipalName: HTTP/intranet",
        f"-{SERVICE_ACCOUNT} servicePrincipalName: HTTP/intranet.example.com",
    ]


def test_the_command_takes_no_node_for_it(tmp_path: Path) -> None:
    simulation.prepare(tmp_path, 1, own_network(2))
    refused = lab(tmp_path, "inject", "spn/nobody", "--node", "web1")
    assert refused.returncode == 2
    assert "spn/nobody is a fault of the farm as a whole: leave out --node" in refused.stderr
