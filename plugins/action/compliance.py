# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Reports on all farms in the play, from the registered results of their nodes' audits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import SHARED, write_file
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import COMPLIANCE_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import farms_of_play, variables_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.change_record import record
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing, fixing_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text

# The variables that the playbooks register, the latest audit first.
AUDITS = ("kerberos_audit_at_last", "kerberos_proof", "kerberos_audit")


class ActionModule(ControllerAction):
    argument_spec = COMPLIANCE_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        known = variables_of(task_vars)  # results that tasks have registered have no templates
        farms = farms_of_play(task_vars, known)
        audits = {node: _latest(known.get(node)) for farm in farms for node in farm.nodes}
        full = report(farms, audits, named(args["concerns"] or NAMES), args["run"], datetime.now(UTC))
        check = self._task.check_mode
        fixed = {
            node: fixing_of(known.get(node), check, farm.drain, args["run"]) for farm in farms for node in farm.nodes
        }
        Display().display(text(full, fixed))
        if args["path"]:
            write_file(Path(args["path"]), json.dumps(full, indent=1) + "\n", SHARED)
        if args["record"] and not self._task.check_mode:
            write_file(Path(args["record"]), record(fixed, args["run"]), SHARED)
        # A failed task shows all of its result, and the report was shown already.
        return _failure(full, fixed, args["fails_on"]) or {"changed": False, "farms": full["farms"]}


def _latest(variables: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if variables is None:
        return None
    found = (variables.get(name) for name in AUDITS)
    return next((audit for audit in found if audit is not None and not audit.get("skipped")), None)


def _failure(full: Mapping[str, Any], fixed: Mapping[str, Fixing], fails_on: list[str]) -> dict[str, Any]:
    """Whether the task fails, so that a schedule or a pipeline notices."""
    failures = [
        f"farm {farm['name']}: {farm['verdict']}" for farm in full["farms"] if any(farm["counts"][s] for s in fails_on)
    ]
    failures += [
        f"{node} could not be fixed, and no node after it was changed"
        for node, fixing in fixed.items()
        if fixing.failure
    ]
    return {"failed": True, "msg": "; ".join(failures)} if failures else {}
