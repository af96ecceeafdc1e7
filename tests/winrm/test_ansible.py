"""Ansible's own connection plugin, in a real playbook."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

from lab.winrm.certificate import CertificateFiles
from lab.winrm.endpoint import Endpoint, Output
from lab.winrm.server import Server

PLAYBOOK = """
- hosts: all
  gather_facts: false
  ignore_unreachable: true
  tasks:
    - ansible.builtin.raw: Write-Output 'grün'
      register: without_input
    - echo_input:
      register: with_input
      when: not refused
    - ansible.builtin.assert:
        that: (without_input.unreachable | default(false)) == refused
    - ansible.builtin.assert:
        that:
          - without_input.stdout == "grün ✓"
          - without_input.rc == 0
          - with_input.received == 500000
      when: not refused
"""

# More than two of the pieces of 200,000 bytes that Ansible sends.
ACTION_PLUGIN = """
from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        command = "PowerShell -NoProfile -NonInteractive -ExecutionPolicy Unrestricted -EncodedCommand RQBjAGgAbwA="
        _, output, _ = self._connection.exec_command(command, in_data=b"x" * 500000, sudoable=False)
        return {"changed": False, "received": len(output)}
"""


def host(endpoint: Endpoint, server: Server, scheme: str, transport: str, password: str) -> dict[str, object]:
    return {
        "ansible_host": endpoint.address,
        "ansible_port": server.ports.https if scheme == "https" else server.ports.http,
        "ansible_user": endpoint.account.user,
        "ansible_password": password,
        "ansible_winrm_scheme": scheme,
        "ansible_winrm_transport": transport,
        "refused": password != endpoint.account.password,
    }


def run_playbook(folder: Path, inventory: dict[str, object]) -> subprocess.CompletedProcess[str]:
    (folder / "inventory.json").write_text(json.dumps(inventory))
    (folder / "playbook.yml").write_text(PLAYBOOK)
    (folder / "action_plugins").mkdir()
    (folder / "action_plugins" / "echo_input.py").write_text(ACTION_PLUGIN)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "no_proxy": "*"}
    command = [sys.executable, "-m", "ansible", "playbook", "-f", "5", "-i", "inventory.json", "playbook.yml"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def test_a_playbook_over_every_connection(
    tmp_path: Path, server: Server, certificates: CertificateFiles, endpoint: Endpoint
) -> None:
    lines: list[str] = []

    async def execute(line: str, stdin: bytes) -> Output:
        lines.append(line)
        return Output(stdin or "grün ✓".encode(), b"", 0)

    endpoint.execute = execute
    password = endpoint.account.password
    inventory: dict[str, object] = {
        "all": {
            "hosts": {
                "basic_https": host(endpoint, server, "https", "basic", password),
                "ntlm_http": host(endpoint, server, "http", "ntlm", password),
                "ntlm_https": host(endpoint, server, "https", "ntlm", password),
                "refused_basic": host(endpoint, server, "https", "basic", "wrong"),
                "refused_ntlm": host(endpoint, server, "http", "ntlm", "wrong"),
            },
            "vars": {"ansible_connection": "winrm", "ansible_winrm_ca_trust_path": str(certificates.authority)},
        }
    }
    result = run_playbook(tmp_path, inventory)
    assert result.returncode == 0, result.stdout + result.stderr
    scripts = [base64.b64decode(line.split()[-1]).decode("utf-16-le") for line in lines]
    assert sum("Write-Output 'grün'" in script for script in scripts) == 3
    assert scripts.count("Echo") == 3
