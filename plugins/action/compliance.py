# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Reports on all farms in the play, from the registered results of their nodes' audits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ansible import context
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES, named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_order import fix_order
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import operator
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import PRIVATE, SHARED, write_file
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.shown_report import show
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import COMPLIANCE_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import (
    Variables,
    described,
    variables_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import (
    CHECK,
    FIX,
    AboutRun,
    collection_version,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.artifacts import artifacts, status_file
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.change_record import Occasion, record
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import (
    Fixing,
    fixing_of,
    latest_audit,
    not_serving,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import Histories
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import Inventory, report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.written_reports import written_reports
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start import values
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.paths import expanded


class ActionModule(ControllerAction):
    argument_spec = COMPLIANCE_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        known = variables_of(task_vars)  # results that tasks have registered have no templates
        farms, wrong = described(task_vars, known)
        concerns = named(args["concerns"] or NAMES)
        audits = {node: _of(concerns, latest_audit(known.get(node))) for farm in farms for node in farm.nodes}
        check = self._task.check_mode
        about = AboutRun(args["run"], CHECK if check and args["mode"] == FIX else args["mode"], collection_version())
        hosts = Inventory(task_vars["ansible_play_hosts_all"], task_vars["groups"]["all"])
        how = Invocation(context.CLIARGS, Path.cwd())
        drains = {node: farm.drain for farm in farms for node in farm.nodes}
        fixed = {
            node: fixing_of(known.get(node), check, drains[node], args["run"], how)
            for node in _in_order(drains, audits)
        }
        down = _down(audits, known) if args["serving"] and not check else {}
        not_fixed = {*down, *(node for node, fixing in fixed.items() if fixing.failure)}
        full = report(farms, audits, concerns, about, datetime.now(UTC), hosts, not_fixed, wrong)
        full, histories, lost = _with_history(full, args, check)
        show(text(full, fixed, how))
        values.check({"kerberos_reports": args["reports"]})
        if args["path"]:
            write_file(Path(args["path"]), json.dumps(full, indent=1) + "\n", SHARED)
        if args["record"] and not self._task.check_mode:
            names = [farm.name for farm in farms]
            occasion = Occasion(about, names, operator(), datetime.now(UTC), audits)
            write_file(Path(args["record"]), record(fixed, occasion), SHARED)
        reports = {name: expanded(path) for name, path in (args["reports"] or {}).items()}
        for path, content, mode in written_reports(reports, full, histories):
            write_file(path, content, mode)
        if args["status_path"]:  # the last of all: where it is, everything was written
            write_file(Path(args["status_path"]), status_file(full), PRIVATE)
        # Of a failed task Ansible would not take the statistics: the next task of the playbook fails.
        return {
            "changed": False,
            "farms": full["farms"],
            "status": full["status"],
            "failure": _failure(full, fixed, args["fails_on"], down, lost),
            "ansible_stats": artifacts(full, histories),
        }


def _with_history(
    full: dict[str, Any], args: Mapping[str, Any], check: bool
) -> tuple[dict[str, Any], Histories, list[str]]:
    """The report with since when its findings are open, the lines of the ledgers, and what was wrong with them.

    Check mode changes nothing, so it is no run of the history.
    """
    if not args["history"]:
        return full, {}, []
    folder = Path(args["history"])
    try:
        known, lines = (
            store.look(folder, full) if check else store.add(folder, full, args["mode"], args["history_days"])
        )
    except store.HistoryError as error:  # the run is reported all the same, and fails
        return error.report, error.histories, [str(error)]
    return known, lines, []


def _of(concerns: Sequence[Concern], audit: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """A proof audits all concerns, whatever the run was asked for."""
    if audit is None or "findings" not in audit:
        return audit
    controls = identifiers([control for concern in concerns for control in concern.CONTROLS])
    return {
        **audit,
        "findings": [finding for finding in audit["findings"] if finding["control"] in controls],
        **{
            name: {control: value for control, value in audit.get(name, {}).items() if control in controls}
            for name in ("counts", "not_applicable")
        },
    }


def _in_order(nodes: Iterable[str], audits: Mapping[str, Mapping[str, Any] | None]) -> list[str]:
    """Of a fix; then the nodes that it does not change."""
    first = fix_order({node: audit for node, audit in audits.items() if audit})
    return [*first, *(node for node in nodes if node not in first)]


def _down(audits: Mapping[str, Mapping[str, Any] | None], known: Variables) -> dict[str, str]:
    """The nodes that do not serve, and those that this run has started and that are not known to; and why."""
    return {node: why for node, audit in audits.items() if audit and (why := not_serving(audit, known.get(node) or {}))}


def _failure(
    full: Mapping[str, Any],
    fixed: Mapping[str, Fixing],
    fails_on: list[str],
    down: Mapping[str, str],
    lost: list[str],
) -> str:
    """Why the run fails, so that a schedule or a pipeline notices; empty where it does not."""
    failures = [f"farm {farm['name']}: {farm['problem']}" for farm in full["farms"] if farm["problem"]]
    failures += [
        f"farm {farm['name']}: {farm['counts'][state]} of {sum(farm['counts'].values())} checks: {state}"
        for farm in full["farms"]
        for state in fails_on
        if farm["counts"][state] and not farm["problem"]
    ]
    failures += [
        f"{node} could not be {'rolled back' if fixing.undoes else 'fixed'}, and no node after it was changed"
        for node, fixing in fixed.items()
        if fixing.failure
    ]
    failures += [f"{node} {why}" for node, why in down.items()] + lost
    return f"{'; '.join(failures)} (see the report above)" if failures else ""
