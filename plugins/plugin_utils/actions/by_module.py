# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An action with the option node: its module runs on the machine that the task is delegated to, and connects there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.plugins.action import ActionBase
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts


def by_the_module(
    action: ActionBase, name: str, given: Mapping[str, Any], task_vars: Mapping[str, Any]
) -> dict[str, Any]:
    """The module's result. name: of the module. given: arguments beside the task's own."""
    if action._connection.transport in ("winrm", "psrp"):
        return {
            "failed": True,
            "msg": f"{name}: with the option node the module runs on a machine with Python, and connects to the "
            "node from there; delegate the task to localhost or to a jump host, or omit node",
        }
    args = {**action._task.args, **given, "_payloads": dict(scripts())}
    done: dict[str, Any] = action._execute_module(f"nlb.kerberos.{name}", args, task_vars=task_vars)
    # Thousands of lines that are not part of the task as the user wrote it.
    done.get("invocation", {}).get("module_args", {}).pop("_payloads", None)
    return done
