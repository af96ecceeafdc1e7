# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# An old Python must be able to read this file, to say that it is too old: what needs a new one is imported after that.

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ansible.plugins.action import ActionBase
from ansible.release import __version__
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start import versions

if TYPE_CHECKING:
    from collections.abc import Mapping


class ActionModule(ActionBase):  # type: ignore[misc]  # ansible-core has no type hints for plugins
    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True

    argument_spec: Mapping[str, Any] = {
        "pattern": {"type": "str"},
        "nodes": {"type": "list", "elements": "str"},
        "asks_nodes": {"type": "bool", "default": True},
        "option": {"type": "str", "default": "kerberos_hosts", "choices": ["kerberos_hosts", "kerberos_client_group"]},
    }
    required_if = (("asks_nodes", True, ("pattern", "nodes")),)

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        result: dict[str, Any] = super().run(tmp, task_vars)
        args: Mapping[str, Any] = {"nodes": ()}
        wrong = versions.objection(sys.version_info[:3], __version__, sys.executable, find_spec("winrm") is not None)
        if not wrong:
            _, args = self.validate_argument_spec(argument_spec=dict(self.argument_spec), required_if=self.required_if)
            wrong = self._objection(args, task_vars or {})
        return (
            {**result, "failed": True, "msg": wrong}
            if wrong
            else {**result, "changed": False, "matched": len(args["nodes"] or ())}
        )

    def _objection(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> str:
        from ansible.inventory.manager import split_host_pattern
        from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FIXED
        from ansible_collections.nlb.kerberos.plugins.plugin_utils.start import hosts, tags, values, variables

        # Tags that were added where this playbook is imported are those of this task as well.
        others, other_tags = (
            variables.listed(self._templar.template(task_vars.get(name) or []))
            for name in (variables.OTHERS, variables.OTHER_TAGS)
        )
        limited = task_vars["ansible_play_hosts_all"] if "ansible_limit" in task_vars else None
        if limited and not hosts.limits(split_host_pattern(task_vars["ansible_limit"])):
            limited = []
        wrong = variables.objection(task_vars, others) or tags.objection(
            task_vars["ansible_run_tags"], task_vars["ansible_skip_tags"], FIXED, [*other_tags, *self._task.tags]
        )
        if wrong or not args["asks_nodes"]:
            given = {name: self._templar.template(task_vars[name]) for name in values.CHECKS if name in task_vars}
            return wrong or hosts.unused_limit(limited) or values.objection(given)
        return hosts.objection(
            args["pattern"],
            split_host_pattern(args["pattern"]),
            args["nodes"],
            task_vars["groups"],
            task_vars.get("ansible_inventory_sources") or (),
            limited,
            args["option"],
        )
