# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An action plugin that sends requests to one node, in-process, over the host's own winrm connection."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible.plugins.action import ActionBase
from ansible_collections.nlb.kerberos.plugins.module_utils.model.addresses import parse_option
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.winrm_errors import MAYBE_CHANGED, explain
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.first_logon import NotTriedError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.logon import Logon

# Built when Ansible loads the plugin, which it does once, before it forks a process for each node.
COMMAND = exchange.command(scripts()["bootstrap"])


class NodeAction(ActionBase):  # type: ignore[misc]  # ansible-core has no type hints for plugins
    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_async = False
    _supports_diff = True

    argument_spec: Mapping[str, Any]
    _answered = False  # whether the node has answered a request of this task
    _written = False  # whether one of them has written
    _node = ""  # the host's name in the inventory

    @abstractmethod
    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        """The task's result. Raises ValueError for bad input, NodeError where the node gave no usable answer."""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        result: dict[str, Any] = super().run(tmp, task_vars)
        self._node = (task_vars or {}).get("inventory_hostname", "")
        _, args = self.validate_argument_spec(argument_spec=dict(self.argument_spec))
        try:
            self._check_connection()
            result.update(self.answer(args, task_vars or {}))
        except AnsibleConnectionFailure as error:  # Ansible would show it a second time, with words of its own
            result.update(unreachable=True, changed=False, msg=str(error))
        except (ValueError, NodeError, OSError) as error:
            result.update(failed=True, msg=f"{self._task.action.rpartition('.')[2]}: {error}")
        return result

    def _check_connection(self) -> None:
        if self._connection.transport != "winrm":
            raise ValueError(
                f"the connection is {self._connection.transport}, expected winrm; set ansible_connection: winrm"
            )
        if self._play_context.become:
            raise ValueError("become is not supported; connect with an account that is an administrator of the node")

    def ask(self, addresses: Sequence[str]) -> Ask:
        """An ask for the node that has one of these addresses; any other refuses. Raises ValueError for a bad one."""
        own = [str(address) for address in parse_option(addresses, "own_addresses")]  # as Windows writes them

        def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
            stdin = exchange.request(calls, own, scripts(), stop)
            stdout, stderr = self._run(stdin, repeat=not stop)
            self._answered, self._written = True, self._written or stop
            return exchange.reply(stdout, stderr, calls, stop)

        return ask

    def _run(self, stdin: bytes, repeat: bool, again: bool = False) -> tuple[bytes, bytes]:
        """repeat: whether the request only reads, so that it is sent once more where the connection breaks."""
        connection, logon = self._connection, self._logon()
        try:
            if again:
                # A new Protocol: under NTLM encryption the old one would resend what it encrypted for the lost one.
                logon.anew()
            else:
                logon.first()
            code, stdout, stderr = connection.exec_command(COMMAND, in_data=stdin, sudoable=False)
        except NotTriedError as error:
            raise self._unreachable(str(error), repeat) from None
        except Exception as error:  # of Ansible, of requests, or of pywinrm, whichever fails first
            if not logon.refused(str(error)) and repeat and not again and connection.connected:
                return self._run(stdin, repeat, again=True)
            raise self._unreachable(explain(str(error), connection.get_option("remote_addr")), repeat) from None
        if code and not stdout.strip():
            raise exchange.not_started(code, stderr)
        return stdout, stderr

    def _unreachable(self, why: str, repeat: bool) -> NodeError | AnsibleConnectionFailure:
        if self._written or (self._answered and not repeat):
            return NodeError(f"{why}. {MAYBE_CHANGED}")
        return AnsibleConnectionFailure(why)

    def _logon(self) -> Logon:
        return Logon(self._task.delegate_to or self._node, self._connection)
