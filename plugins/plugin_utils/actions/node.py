# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An action plugin that sends requests to one node, in-process, over the host's own winrm connection."""

from __future__ import annotations

import traceback
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.for_display import for_display
from ansible_collections.nlb.kerberos.plugins.module_utils.model.addresses import parse_option
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import NOT_TOGETHER, STRANGE
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown, shown_lines
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError, NotWrittenError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.secret_forms import Hide, hider
from ansible_collections.nlb.kerberos.plugins.module_utils.node.winrm_errors import MAYBE_CHANGED, explain
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.known_secrets import secrets_of_task
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.time_limit import TimeLimitError, time_limit
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.first_logon import NotTriedError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.logon import Logon

# A variable of a play in which a node that is not reachable is a failure of the task like another one, for a rescue.
UNREACHABLE_FAILS = "kerberos_unreachable_fails"
# Built when Ansible loads the plugin, which it does once, before it forks a process for each node.
HOW_TO_SEE = "-vvv shows where that was found; if the node is as it should be, report it as a mistake of the collection"
COMMAND = exchange.command(scripts()["bootstrap"])


class NodeAction(ActionBase):  # type: ignore[misc]  # ansible-core has no type hints for plugins
    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_async = False
    _supports_diff = True

    argument_spec: Mapping[str, Any]
    _answered = False  # whether the node has answered a request of this task
    _writes = 0  # how many requests that write were sent
    _known: frozenset[str] | set[str] = frozenset()  # secrets, which a node may repeat
    _node = ""  # the host's name in the inventory

    @abstractmethod
    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        """The task's result. Raises ValueError for bad input, NodeError where the node gave no usable answer."""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        result: dict[str, Any] = super().run(tmp, task_vars)
        variables = task_vars or {}
        self._node = variables.get("inventory_hostname", "")
        _, args = self.validate_argument_spec(argument_spec=dict(self.argument_spec))
        limit = int(self._task.timeout or 0)
        self._known = secrets_of_task(variables, self._templar.template)
        try:
            with time_limit(limit):
                self._check_connection()
                found = self.answer(args, variables)
        except (ValueError, NodeError, OSError) as error:
            facts = getattr(error, "facts", {})
            found = {**self._failure(str(error), not isinstance(error, NotWrittenError)), **facts}
        except AnsibleConnectionFailure as error:
            # Ansible continues with the next task where unreachable nodes are ignored, and forgets the node where not.
            if variables.get(UNREACHABLE_FAILS):
                found = self._failure(str(error))
            else:  # raised, it would be shown a second time, with Ansible's own words
                found = {"unreachable": True, "changed": False, "msg": str(error)}
        except TimeLimitError:
            found = self._failure(self._late(limit)) | {"timedout": {"period": limit}}
        except STRANGE:
            Display().vvv(shown_lines(self._hide()(traceback.format_exc())))
            found = self._failure(f"{NOT_TOGETHER}; {HOW_TO_SEE}")
        return {**result, **for_display(found, self._hide())}

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
        return self._asking([str(address) for address in parse_option(addresses, "own_addresses")])  # as Windows does

    def ask_computer(self, computer: str) -> Ask:
        """An ask for the computer of this name; any other one refuses."""
        return self._asking((), computer)

    def _asking(self, own: Sequence[str], computer: str = "") -> Ask:
        def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
            stdin = exchange.request(calls, own, scripts(), stop, computer)
            before, self._writes = self._writes, self._writes + stop
            self._known |= exchange.secrets_of(calls)
            stdout, stderr = self._run(stdin, repeat=not stop, written=bool(before))
            self._answered = True
            return exchange.reply(stdout, stderr, calls, stop, own, self._hide(), computer)

        return ask

    def _hide(self) -> Hide:
        return hider(self._known)

    def _run(self, stdin: bytes, repeat: bool, written: bool, again: bool = False) -> tuple[bytes, bytes]:
        """repeat: whether the request only reads, so that it is sent once more where the connection breaks.

        written: whether one before it has written.
        """
        connection, logon = self._connection, self._logon()
        try:
            if again:
                # A new Protocol: under NTLM encryption the old one would resend what it encrypted for the lost one.
                logon.anew()
            else:
                logon.first()
            code, stdout, stderr = connection.exec_command(COMMAND, in_data=stdin, sudoable=False)
        except NotTriedError as error:
            raise self._unreachable(str(error), repeat, written) from None
        except Exception as error:  # of Ansible, of requests, or of pywinrm, whichever fails first
            if not logon.refused(str(error)) and repeat and not again and connection.connected:
                return self._run(stdin, repeat, written, again=True)
            # Without the cause, whose text Ansible would show as well, with whatever the node has put into it.
            why = shown(explain(self._hide()(str(error)), connection.get_option("remote_addr")))
            raise self._unreachable(why, repeat, written) from None
        if code and not stdout.strip():
            raise exchange.not_started(code, stderr, self._hide())
        return stdout, stderr

    def _unreachable(self, why: str, repeat: bool, written: bool) -> NodeError | AnsibleConnectionFailure:
        if written or (self._answered and not repeat):
            return NodeError(f"{why}. {MAYBE_CHANGED}")
        return AnsibleConnectionFailure(why)

    def _logon(self) -> Logon:
        return Logon(self._task.delegate_to or self._node, self._connection)
