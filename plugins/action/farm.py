# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Checks the descriptions of all farms in the play before a request is sent to any node, and creates the run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import new_run
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import FARM_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import farms_of_play


class ActionModule(ControllerAction):
    argument_spec = FARM_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        farms = farms_of_play(task_vars)
        if args["single"] and len(farms) > 1:
            names = ", ".join(farm.name for farm in farms)
            raise ValueError(
                f"this run has {len(farms)} farms ({names}); a fix takes one: set kerberos_hosts to its group"
            )
        return {"changed": False, "run": new_run(), "farms": [farm.name for farm in farms]}
