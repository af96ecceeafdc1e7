"""The secrets that a node may repeat: those that a fix is given, and the password that Ansible connects with."""

from __future__ import annotations

from typing import Any

from ansible.errors import AnsibleError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.known_secrets import secrets_of_task


def render(given: Any) -> Any:
    if given == "{{ broken }}":
        raise AnsibleError("no such variable")
    return "rendered" if given == "{{ vaulted }}" else given


def test_they_are_rendered_and_those_that_cannot_be_are_left_out() -> None:
    variables = {
        "kerberos_service_password": "{{ vaulted }}",
        "ansible_password": "of the connection",
        "kerberos_directory_password": "of the directory",
        "kerberos_probe_password": "of tickets",
        "ansible_winrm_pass": "{{ broken }}",
        "ansible_ssh_pass": None,
        "other_password": "of somebody else",
    }
    assert secrets_of_task(variables, render) == {"rendered", "of the connection", "of the directory", "of tickets"}
    assert secrets_of_task({}, render) == set()
