# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Checks the descriptions of all farms in the play before a request is sent to any node, and creates the run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleError
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import new_run
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import FARM_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import first_nodes
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import (
    described,
    refusal,
    variables_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.of_hosts import Variables
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start import paths, values, variables


class ActionModule(ControllerAction):
    argument_spec = FARM_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        known = variables_of(task_vars)
        self._check_variables(known, task_vars)
        farms, wrong = described(task_vars, known)
        if wrong and (args["single"] or not farms):
            raise ValueError(refusal(farms, wrong))
        if args["single"] and len(farms) > 1:
            names = ", ".join(farm.name for farm in farms)
            raise ValueError(
                f"this run has {len(farms)} farms ({names}); a fix takes one: set kerberos_hosts to its group"
            )
        warnings = [f"farm {farm.name} is not audited: {farm.problem}" for farm in wrong]
        warnings += list(self._check_paths(args["writes"], known, task_vars))
        return {
            "changed": False,
            "run": new_run(),
            "farms": [farm.name for farm in farms],
            "first_nodes": first_nodes(farms, task_vars["ansible_play_hosts_all"]),
            "directory": self._directory(farms, task_vars),
            "not_described": [host for farm in wrong for host in farm.hosts],
            "concerns": values.chosen(self._rendered("kerberos_concerns", task_vars)),
            "warnings": warnings,
        }

    def _directory(self, farms: Sequence[Farm], task_vars: Mapping[str, Any]) -> dict[str, str]:
        """Nothing where the run leaves out every concern of a whole farm."""
        chosen = values.chosen_of_farm(self._rendered("kerberos_concerns", task_vars))
        return first_nodes(farms, task_vars["ansible_play_hosts_all"]) if chosen else {}

    def _check_variables(self, known: Variables, task_vars: Mapping[str, Any]) -> None:
        names = {name for host in known.values() for name in host}
        others = self._rendered(variables.OTHERS, task_vars) or []
        if wrong := variables.objection(names, variables.listed(others)):
            raise ValueError(wrong)
        values.check({name: self._rendered(name, task_vars) for name in values.CHECKS})

    def _check_paths(self, names: list[str], known: Variables, task_vars: Mapping[str, Any]) -> Iterator[str]:
        """What is wrong, of that which check mode does not need. Raises ValueError for anything else."""
        found = {name: list(self._written(name, task_vars)) for name in names}
        if wrong := paths.twice(path for of_name in found.values() for path in of_name):
            raise ValueError(wrong)
        for name, of_name in found.items():
            for shown, path, is_folder in of_name:
                wrong = paths.objection(shown, path, len(known), is_folder)
                if wrong and not (paths.WRITTEN[name].real_run_only and self._task.check_mode):
                    raise ValueError(wrong)
                if wrong:
                    yield f"{wrong}. Without --check this run would end here"

    def _written(self, name: str, task_vars: Mapping[str, Any]) -> Iterator[tuple[str, Path, bool]]:
        return paths.written(name, self._rendered(name, task_vars, paths.WRITTEN[name].default))

    def _rendered(self, name: str, task_vars: Mapping[str, Any], default: Any = None) -> Any:
        """Of the host that the task runs for: the report is written for all of them with its variables."""
        try:
            return self._templar.template(task_vars[name]) if name in task_vars else default
        except AnsibleError as error:
            raise ValueError(f"{name}: {error}") from error
