# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Reports on all farms in the play, from the registered results of their nodes' audits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ansible.utils.display import Display
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, named
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import COMPLIANCE_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import (
    Variables,
    farms_of_play,
    variables_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.change_record import record
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing, fixing_of, not_serving
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text

# The variables that the playbooks register, the latest audit first.
AUDITS = ("kerberos_audit_at_last", "kerberos_proof", "kerberos_audit")


class ActionModule(ControllerAction):
    argument_spec = COMPLIANCE_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        known = variables_of(task_vars)  # results that tasks have registered have no templates
        farms = farms_of_play(task_vars, known)
        concerns = named(args["concerns"] or NAMES)
        audits = {node: _of(concerns, _latest(known.get(node))) for farm in farms for node in farm.nodes}
        full = report(farms, audits, concerns, args["run"], datetime.now(UTC))
        check = self._task.check_mode
        fixed = {
            node: fixing_of(known.get(node), check, farm.drain, args["run"]) for farm in farms for node in farm.nodes
        }
        Display().display(text(full, fixed))
        if args["path"]:
            Path(args["path"]).write_text(json.dumps(full, indent=1) + "\n", encoding="utf-8")
        if args["record"] and not self._task.check_mode:
            Path(args["record"]).write_text(record(fixed, args["run"]), encoding="utf-8")
        # A failed task shows all of its result, and the report was shown already.
        down = _down(audits, known) if args["serving"] and not check else []
        return _failure(full, fixed, args["fails_on"], down) or {"changed": False, "farms": full["farms"]}


def _latest(variables: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if variables is None:
        return None
    found = (variables.get(name) for name in AUDITS)
    return next((audit for audit in found if audit is not None and not audit.get("skipped")), None)


def _of(concerns: Sequence[Concern], audit: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """A proof audits all concerns, whatever the run was asked for."""
    if audit is None or "findings" not in audit:
        return audit
    controls = identifiers([control for concern in concerns for control in concern.CONTROLS])
    return {
        **audit,
        "findings": [finding for finding in audit["findings"] if finding["control"] in controls],
        "counts": {control: states for control, states in audit["counts"].items() if control in controls},
    }


def _down(audits: Mapping[str, Mapping[str, Any] | None], known: Variables) -> list[str]:
    """The nodes that do not serve, and those that this run has started and that are not known to."""
    return [
        f"{node} {why}"
        for node, audit in audits.items()
        if audit and (why := not_serving(audit, known.get(node) or {}))
    ]


def _failure(
    full: Mapping[str, Any], fixed: Mapping[str, Fixing], fails_on: list[str], down: list[str]
) -> dict[str, Any]:
    """Whether the task fails, so that a schedule or a pipeline notices."""
    failures = [
        f"farm {farm['name']}: {farm['verdict']}" for farm in full["farms"] if any(farm["counts"][s] for s in fails_on)
    ]
    failures += [
        f"{node} could not be fixed, and no node after it was changed"
        for node, fixing in fixed.items()
        if fixing.failure
    ]
    failures += down
    return {"failed": True, "msg": "; ".join(failures)} if failures else {}
