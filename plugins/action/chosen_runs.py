# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Chooses the runs that a rollback rolls back, and says which they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FIXED_OF_FARM
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.choice import choose
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.parts import of_directory
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import CHOSEN_RUNS_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import variables_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import journals
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.rollback_text import chosen


class ActionModule(ControllerAction):
    argument_spec = CHOSEN_RUNS_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        variables = variables_of(task_vars)
        nodes, markers = journals.known_runs(variables), journals.markers(variables)
        given = [name.strip() for name in args["undoes"] or ()]
        choice = choose(given, nodes, list(markers.values()), datetime.now(UTC))
        Display().display(chosen(choice, nodes, journals.unreadable(variables)))
        return {
            "changed": False,
            "runs": list(choice.runs),
            "of_directory": list(of_directory(journals.entries(variables), choice.runs, FIXED_OF_FARM)),
            "drainers": list(choice.drainers),
            "said": list(choice.said),
        }
