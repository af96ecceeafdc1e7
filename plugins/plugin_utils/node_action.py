# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An action plugin that asks one node, in-process, over the host's own winrm connection."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleConnectionFailure
from ansible.plugins.action import ActionBase
from ansible_collections.nlb.kerberos.plugins.module_utils import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.concern import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.driver import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.errors import NodeError

MAYBE_CHANGED = (
    "What was about to change is in the node's journal; run again: a run reads first, and goes on from there"
)
PAYLOADS = Path(__file__).parent.parent / "payloads"


@cache
def scripts() -> Mapping[str, str]:
    """The text of every payload by its name; read once a process, because a farm has many nodes."""
    return {path.stem: path.read_text(encoding="utf-8") for path in PAYLOADS.glob("*.ps1")}


class NodeAction(ActionBase):  # type: ignore[misc]  # ansible-core has no type hints for plugins
    TRANSFERS_FILES = False
    _supports_check_mode = True
    _supports_async = False
    _supports_diff = True

    argument_spec: Mapping[str, Any]
    _answered = False  # whether the node has answered a request of this task

    @abstractmethod
    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        """The task's result. Raises ValueError for bad input, NodeError where the node gave no usable answer."""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        result: dict[str, Any] = super().run(tmp, task_vars)
        _, args = self.validate_argument_spec(argument_spec=dict(self.argument_spec))
        try:
            self._refuse_what_would_not_work()
            result.update(self.answer(args, task_vars or {}))
        except (ValueError, NodeError) as error:
            result.update(failed=True, msg=f"{self._task.action.rpartition('.')[2]}: {error}")
        return result

    def _refuse_what_would_not_work(self) -> None:
        if self._connection.transport != "winrm":
            raise ValueError(
                f"the connection is {self._connection.transport}, expected winrm; set ansible_connection: winrm"
            )
        if self._play_context.become:
            raise ValueError("become is not supported; connect with an account that is an administrator of the node")

    def ask(self, addresses: Sequence[str]) -> Ask:
        """Talks to the node that has one of these addresses, and to no other."""

        def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
            command = exchange.command(scripts()["bootstrap"])
            stdin = exchange.request(calls, addresses, scripts(), stop)
            try:
                _, stdout, stderr = self._connection.exec_command(command, in_data=stdin, sudoable=False)
            except AnsibleConnectionFailure as error:
                if not self._answered:
                    raise  # a node that cannot be reached at all is Ansible's own UNREACHABLE
                raise NodeError(f"the connection broke ({error}). {MAYBE_CHANGED}") from error
            self._answered = True
            return exchange.reply(stdout, stderr, calls, stop)

        return ask
