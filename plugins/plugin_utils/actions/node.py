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
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError, NotWrittenError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.winrm_errors import MAYBE_CHANGED, explain
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.time_limit import TimeLimitError, time_limit

# A variable of a play in which a node that is not reachable is a failure of the task like another one, for a rescue.
UNREACHABLE_FAILS = "kerberos_unreachable_fails"
# Built when Ansible loads the plugin, which it does once, before it forks a process for each node.
COMMAND = exchange.command(scripts()["bootstrap"])


class NodeAction(ActionBase):  # type: ignore[misc]  # ansible-core has no type hints for plugins
    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_async = False
    _supports_diff = True

    argument_spec: Mapping[str, Any]
    _answered = False  # whether the node has answered a request of this task
    _writes = 0  # how many requests that write were sent

    @abstractmethod
    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        """The task's result. Raises ValueError for bad input, NodeError where the node gave no usable answer."""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        result: dict[str, Any] = super().run(tmp, task_vars)
        _, args = self.validate_argument_spec(argument_spec=dict(self.argument_spec))
        variables = task_vars or {}
        limit = int(self._task.timeout or 0)
        try:
            with time_limit(limit):
                self._check_connection()
                return {**result, **self.answer(args, variables)}
        except (ValueError, NodeError, OSError) as error:
            facts = getattr(error, "facts", {})
            failure = {**self._failure(str(error), not isinstance(error, NotWrittenError)), **facts}
        except AnsibleConnectionFailure as error:
            # Ansible continues with the next task where unreachable nodes are ignored, and forgets the node where not.
            if not variables.get(UNREACHABLE_FAILS):
                raise
            failure = self._failure(str(error))
        except TimeLimitError:
            failure = self._failure(self._late(limit)) | {"timedout": {"period": limit}}
        return {**result, **failure}

    def _failure(self, why: str, writes: bool = True) -> dict[str, Any]:
        """writes: whether the last request that was sent may have written. written: False where nothing was."""
        msg = f"{self._task.action.rpartition('.')[2]}: {why}"
        return {"failed": True, "msg": msg, "written": self._writes > (0 if writes else 1)}

    def _late(self, limit: int) -> str:
        why = f"the node has not answered within {limit} seconds (timeout of the task)"
        if not self._writes:
            return f"{why}, and nothing was written"
        return f"{why}, so it is not known whether it was written. {MAYBE_CHANGED}"

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
            before, self._writes = self._writes, self._writes + stop
            stdout, stderr = self._run(stdin, repeat=not stop, written=bool(before))
            self._answered = True
            return exchange.reply(stdout, stderr, calls, stop)

        return ask

    def _run(self, stdin: bytes, repeat: bool, written: bool, again: bool = False) -> tuple[bytes, bytes]:
        """repeat: whether the request only reads, so that it is sent once more where the connection breaks.

        written: whether one before it has written.
        """
        try:
            if again:
                # A new Protocol: under NTLM encryption the old one would resend what it encrypted for the lost one.
                self._connection.reset()
            code, stdout, stderr = self._connection.exec_command(COMMAND, in_data=stdin, sudoable=False)
        except Exception as error:  # of Ansible, of requests, or of pywinrm, whichever fails first
            if repeat and not again and self._connection.connected:
                return self._run(stdin, repeat, written, again=True)
            why = explain(str(error), self._connection.get_option("remote_addr"))
            if written or (self._answered and not repeat):
                raise NodeError(f"{why}. {MAYBE_CHANGED}") from error
            raise AnsibleConnectionFailure(why) from error  # Ansible's own UNREACHABLE
        if code and not stdout.strip():
            raise exchange.not_started(code, stderr)
        return stdout, stderr
