# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The secrets that the controller knows of a host, so that a node that repeats one does not get it shown or logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible.errors import AnsibleError
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS

# Of the connection, in the order in which Ansible's winrm connection takes them.
DIRECTORY_USER, DIRECTORY_PASSWORD = "kerberos_directory_user", "kerberos_directory_password"
PROBE_PASSWORD = "kerberos_probe_password"
WRITER_PASSWORD = "kerberos_directory_writer_password"
PASSWORDS = ("ansible_password", "ansible_ssh_pass", "ansible_winrm_pass", "ansible_winrm_password")


def secrets_of_task(task_vars: Mapping[str, Any], render: Callable[[Any], Any]) -> set[str]:
    """Those that a fix is given, by the playbooks' variables, and the passwords of nodes, directory and tickets."""
    names = {variable for concern in CONCERNS for variable in concern.SECRET_VARIABLES.values()}
    names |= {*PASSWORDS, DIRECTORY_PASSWORD, WRITER_PASSWORD, PROBE_PASSWORD}
    found = (_rendered(task_vars[name], render) for name in names if task_vars.get(name))
    return {secret for secret in found if isinstance(secret, str)}


def _rendered(given: Any, render: Callable[[Any], Any]) -> Any:
    try:
        return render(given)
    except AnsibleError:  # of a template that cannot be rendered; who needs the variable says so
        return None
