# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An action plugin that sends no request to a node: it uses the results of other tasks and the inventory."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from ansible.plugins.action import ActionBase
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown_in, shown_lines


class ControllerAction(ActionBase):  # type: ignore[misc]  # ansible-core has no type hints for plugins
    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True

    argument_spec: Mapping[str, Any]

    @abstractmethod
    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        """The task's result. Raises ValueError for bad input."""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        result: dict[str, Any] = super().run(tmp, task_vars)
        _, args = self.validate_argument_spec(argument_spec=dict(self.argument_spec))
        try:
            found = self.answer(args, task_vars or {})
        except (ValueError, OSError) as error:
            found = {"failed": True, "msg": f"{self._task.action.rpartition('.')[2]}: {error}"}
        # What comes from nodes was made so when it left their tasks: an end of a line is one of ours.
        return {**result, **shown_in(found, shown_lines)}
