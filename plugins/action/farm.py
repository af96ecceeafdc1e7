# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Checks the descriptions of all farms in the play before any node is asked, and names the run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.plugins.action import ActionBase
from ansible_collections.nlb.kerberos.plugins.module_utils.journal_copy import new_run
from ansible_collections.nlb.kerberos.plugins.module_utils.options import FARM_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.farms import of_play


class ActionModule(ActionBase):  # type: ignore[misc]  # ansible-core has no type hints for plugins
    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True

    def run(self, tmp: str | None = None, task_vars: Mapping[str, Any] | None = None) -> dict[str, Any]:
        result: dict[str, Any] = super().run(tmp, task_vars)
        _, args = self.validate_argument_spec(argument_spec=FARM_OPTIONS)
        try:
            farms = of_play(task_vars or {})
            if args["single"] and len(farms) > 1:
                names = ", ".join(farm.name for farm in farms)
                raise ValueError(
                    f"this run has {len(farms)} farms ({names}); a fix takes one: set kerberos_hosts to its group"
                )
        except ValueError as error:
            return {**result, "failed": True, "msg": f"farm: {error}"}
        return {**result, "changed": False, "run": new_run(), "farms": [farm.name for farm in farms]}
