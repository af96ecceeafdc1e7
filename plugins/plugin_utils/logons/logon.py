# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How an action logs on to its node over Ansible's winrm connection: a refused logon is the last one of the run."""

from __future__ import annotations

from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible_collections.nlb.kerberos.plugins.module_utils.node.winrm_errors import is_refusal
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons import first_logon
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.shared import SharedOutcome

CREDENTIALS = ("remote_user", "remote_password", "transport")


class Logon:
    """node: its name in the inventory."""

    def __init__(self, node: str, connection: Any) -> None:
        self._connection = connection
        self._node = node or str(connection.get_option("remote_addr"))
        self._outcome = SharedOutcome([str(connection.get_option(name)) for name in CREDENTIALS])

    def first(self) -> None:
        """Opens the connection, if it is not open. Raises NotTriedError, and what the connection raises."""
        if not self._connection.connected:
            first_logon.log_on(self._node, self._outcome, self._connect, self._answers)

    def anew(self) -> None:
        """Closes the connection and opens another one, in the same way."""
        first_logon.log_on(self._node, self._outcome, self._connection.reset, self._answers)

    def refused(self, error_text: str) -> bool:
        """Whether this error is a refusal of the password. If so, the connection sends nothing more."""
        refused = first_logon.note_refusal(self._node, self._outcome, error_text)
        if refused:
            self._connection.shell_id = None  # else Ansible would log on once more to close it
        return refused

    def _answers(self) -> bool:
        return first_logon.answers(self._connection.get_option("remote_addr"), self._connection.get_option("port"))

    def _connect(self) -> None:
        """With one transport after the other, but not with another one where the password was refused."""
        transports, problems = self._connection.get_option("transport"), []
        if not isinstance(transports, list) or len(transports) < 2:
            self._connection._connect()
            return
        for transport in transports:
            self._connection.set_option("transport", [transport])
            try:
                self._connection._connect()
                return
            except AnsibleConnectionFailure as error:
                problems.append(str(error))
                if is_refusal(str(error)):
                    break
        raise AnsibleConnectionFailure(", ".join(problems))
