"""The module by itself: real tasks, delegated to a machine that connects to the node with the option node."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lab import healthy, simulation
from lab.winrm import certificate
from tests.playbooks.controller import ROOT, Controller, Run
from tests.settings import changes_of

WAYS = {
    "basic over https": {"transport": "basic", "scheme": "https"},
    "ntlm over http": {"transport": "ntlm", "scheme": "http"},
}
PLAY = """
- hosts: web1
  gather_facts: false
  tasks:
    - name: By itself
      nlb.kerberos.dns_registration:
        own_addresses: "{{ kerberos_farm.nodes[inventory_hostname].own_addresses }}"
        virtual_addresses: "{{ kerberos_farm.virtual_addresses }}"
        names: "{{ kerberos_farm.names }}"
        node: "{{ {'user': ansible_user, 'password': ansible_password, 'ca': lab_folder ~ '/ca.pem'} | combine(node) }}"
        journal_copy: "{{ journal_copy | default(omit) }}"
      delegate_to: "{{ where | default('localhost') }}"
      register: done
    - name: Keep the result
      ansible.builtin.copy:
        content: "{{ done | to_json }}"
        dest: "{{ result }}"
        mode: "0600"
      delegate_to: localhost
      check_mode: false
"""


@pytest.fixture
def node(lab: Path, network: str) -> dict[str, Any]:
    """Node 1 of the lab, over TLS."""
    found = simulation.running(lab)
    assert found
    return {"host": f"{network}.11", "port": found.https, **WAYS["basic over https"]}


def play(controller: Controller, node: dict[str, Any], *arguments: str) -> tuple[Run, dict[str, Any]]:
    """The run, and the task's result where it did not fail."""
    playbook, variables, result = (
        controller.work / name for name in ("by-itself.yml", "variables.json", "result.json")
    )
    playbook.write_text(PLAY, encoding="utf-8")
    variables.write_text(json.dumps({"node": node, "result": str(result)}), encoding="utf-8")
    result.unlink(missing_ok=True)
    run = controller.play(str(playbook), "-e", f"@{variables}", *arguments)
    return run, json.loads(result.read_text(encoding="utf-8")) if result.exists() else {}


def failure(run: Run) -> str:
    """The failed task's message."""
    assert run.code == 2, run.output
    return " ".join(run.output.split())


@pytest.mark.parametrize("way", WAYS)
def test_a_task_shows_drift_fixes_it_and_then_changes_nothing(
    way: str, controller: Controller, node: dict[str, Any], lab: Path
) -> None:
    found = simulation.running(lab)
    assert found
    node |= {**WAYS[way], "port": found.https if "https" in way else found.http}
    controller.inject("dns_registration/own-adapter-not-registered", "web1")
    controller.inject("dns_registration/own-address-skipped", "web1")
    before = controller.states.read("web1")

    check, would = play(controller, node, "--check", "--diff")
    assert controller.states.read("web1") == before
    assert "+DNS-1 registration of adapter LAN: on" in check.output

    fixed, done = play(controller, node)
    assert fixed.recap["web1"]["changed"] == would["changed"] + 1  # the task that keeps the result is one too
    assert done["changes"] == would["changes"] != []
    after = controller.states.read("web1")
    assert after["dns_registration"] == healthy.node(1)["dns_registration"]
    assert [entry["id"].startswith(done["run"]) for entry in changes_of(after)] == [True]
    assert after["lease"] == healthy.node(1)["lease"], "the task was the whole run: the next one need not wait"

    _, again = play(controller, node)
    assert again["changed"] is False
    assert again["changes"] == []


def test_a_copy_of_the_journal_is_kept_where_the_module_runs(controller: Controller, node: dict[str, Any]) -> None:
    controller.inject("dns_registration/own-adapter-not-registered", "web1")
    folder = controller.work / "journal"
    folder.mkdir()
    play(controller, node, "-e", f"journal_copy={folder}")
    (entry,) = changes_of(controller.states.read("web1"))
    assert [path.name for path in folder.iterdir()] == [f"{node['host']}-{entry['id']}.json"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"password": "not-this-one"}, "the user name or the password is wrong"),
        ({"port": 1}, "nothing listens on this port"),
        ({"host": "nowhere.invalid"}, "this name does not resolve"),
        ({"ca": "/nowhere.pem"}, "does not exist on the machine that connects"),
        ({"host": "https://web1"}, "node.host: found 'https://web1', expected only a host name or an IP address"),
        ({"transport": "kerberos"}, "pip install pywinrm[kerberos], or use ntlm"),
        ({"scheme": "http"}, "node.transport: basic over http would send the password unencrypted"),
        ({"pasword": "x"}, "Unsupported parameters for (nlb.kerberos.dns_registration) module: node.pasword"),
    ],
    ids=["password", "port", "name", "authority file", "host", "kerberos", "basic over http", "suboption"],
)
def test_a_wrong_option_is_one_clear_message(
    wrong: dict[str, Any], message: str, controller: Controller, node: dict[str, Any]
) -> None:
    run, _ = play(controller, {**node, **wrong})
    assert message in failure(run)


def test_a_certificate_of_another_authority(controller: Controller, node: dict[str, Any]) -> None:
    another_authority = certificate.issue(controller.work, [node["host"]])
    run, _ = play(controller, {**node, "ca": str(another_authority.authority)})
    assert "its certificate is not trusted; give the file with the certificate of the authority" in failure(run)
    run, done = play(controller, {**node, "ca": str(another_authority.authority), "validate_certificates": False})
    assert done["changed"] is False, run.output


def test_a_wrong_node_is_not_changed(controller: Controller, node: dict[str, Any], network: str) -> None:
    controller.inject("dns_registration/virtual-address-registered", "web2")
    before = controller.states.read("web2")
    run, _ = play(controller, {**node, "host": f"{network}.12"})
    assert "WEB2 answered, with the addresses" in failure(run)
    assert controller.states.read("web2") == before


def test_a_task_on_the_windows_node_itself_is_refused(controller: Controller, node: dict[str, Any]) -> None:
    run, _ = play(controller, node, "-e", "where=web1")
    assert "delegate the task to localhost or to a jump host, or omit node" in failure(run)


def test_without_pywinrm(controller: Controller, node: dict[str, Any]) -> None:
    """A jump host whose Python has nothing but its own library."""
    bare = controller.work / "python"
    bare.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n', encoding="utf-8")
    bare.chmod(0o700)
    run, _ = play(controller, node, "-e", f"ansible_python_interpreter={bare}")
    assert "Failed to import the required Python library (pywinrm)" in failure(run)


def test_without_the_action_plugin(controller: Controller, node: dict[str, Any]) -> None:
    """A short name, found through a library folder, skips it: Ansible takes such a module as one of its own."""
    lists = {"own_addresses": ["10.0.0.11"], "virtual_addresses": ["10.0.0.50"], "names": ["intranet"]}
    arguments = json.dumps({**lists, "node": {"host": "web1", "user": "admin"}})
    command = ["ansible", "localhost", "-m", "dns_registration", "-a", arguments]
    environment = {**os.environ, "ANSIBLE_NOCOLOR": "1", "ANSIBLE_LIBRARY": str(ROOT / "library")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert "call the module by its full name, nlb.kerberos.dns_registration" in " ".join(done.stdout.split())


@pytest.mark.parametrize("wrong", [{}, {"port": 1}, {"transport": "kerberos"}, {"password": "wrong-canary-5Xq"}])
def test_the_password_is_nowhere(
    wrong: dict[str, Any], controller: Controller, node: dict[str, Any], lab: Path
) -> None:
    password = wrong.get("password", (lab / "password").read_text(encoding="utf-8"))
    controller.inject("dns_registration/virtual-address-registered", "web1")
    controller.environment = {"ANSIBLE_INJECT_INVOCATION": "true"}  # ansible-core 2.21 does not show it otherwise
    with watched(password) as seen:
        run, done = play(controller, {**node, **wrong}, "-vvvv", "--diff")
    assert "By itself" in run.output
    assert password not in run.output
    assert password not in json.dumps(done)
    assert not seen
    if not wrong:
        assert "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER" in run.output
        assert "_payloads" not in run.output


@contextmanager
def watched(secret: str) -> Iterator[set[str]]:
    """The files of /proc that show the secret while this goes on: command lines and environments of all processes."""
    seen: set[str] = set()
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            for name in ("cmdline", "environ"):
                # Not by a pattern with the name: a process that ends meanwhile would end this thread.
                paths = [process / name for process in Path("/proc").glob("[0-9]*")]
                seen.update(str(path) for path in paths if shows(path, secret))

    thread = threading.Thread(target=look)
    thread.start()
    yield seen
    stop.set()
    thread.join()


def shows(path: Path, secret: str) -> bool:
    try:
        return secret.encode() in path.read_bytes()
    except OSError:  # the process is gone, or of another user
        return False
