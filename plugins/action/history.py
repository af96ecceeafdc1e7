# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Lists the runs that have changed the farms in the play, from the journals that were read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.history import FarmRun, of_farm, unread
from ansible_collections.nlb.kerberos.plugins.module_utils.model.option_checks import whole_number
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import HISTORY_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import (
    described,
    refusal,
    variables_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.history_text import history
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.journals import known_runs, unreadable


class ActionModule(ControllerAction):
    argument_spec = HISTORY_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        limit = whole_number(args["limit"], 1, 10_000, "limit")
        variables = variables_of(task_vars)
        listed, missing = [], []
        farms, wrong = described(task_vars, variables)
        for farm in farms:
            own = {node: variables.get(node, {}) for node in farm.nodes}
            nodes = known_runs(own)
            Display().display(history(farm.name, nodes, unreadable(own), limit))
            listed += [{"farm": farm.name, **_described(run, unread(nodes))} for run in of_farm(nodes)[:limit]]
            missing += unread(nodes)
        problems = [f"the journal of {', '.join(missing)} could not be read"] if missing else []
        problems += [refusal(farms, wrong)] if wrong else []
        if problems:
            return {"failed": True, "msg": f"history: {'; '.join(problems)}", "history": listed}
        return {"changed": False, "history": listed}


def _described(run: FarmRun, missing: list[str]) -> dict[str, Any]:
    return {
        "run": run.run,
        "time": run.time,
        "who": run.who,
        "undoes": run.undoes,
        "nodes": list(run.on),
        "state": run.state(missing),
        "changes": [
            {"control": one.control, "subject": one.subject, "before": one.before, "after": one.after}
            for one in run.changes
        ],
    }
