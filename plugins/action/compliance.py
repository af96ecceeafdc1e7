# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Reports on all farms in the play, from the registered results of their nodes' audits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ansible import context
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    NAMES,
    computer_named,
    farm_named,
    named,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import operator
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import PRIVATE, SHARED
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.known import Known
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.shown_report import show
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import COMPLIANCE_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import computers_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import (
    START,
    SWITCH,
    result_of,
    tickets_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.from_play import described, variables_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import (
    CHECK,
    FIX,
    ROLLBACK,
    AboutRun,
    collection_version,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.artifacts import artifacts, status_file
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.change_record import Occasion, record
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.commands import Invocation
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.failure import failure
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.handoff import handed_off, told
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.in_run import Inventory
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.key_switch_text import planned
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import Histories
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.report import report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.run_results import RunResults, run_results
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_report import Results
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.written_reports import (
    WrittenFile,
    write_all,
    written_reports,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start import values
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.paths import expanded


class ActionModule(ControllerAction):
    argument_spec = COMPLIANCE_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        known = variables_of(task_vars)  # results that tasks have registered have no templates
        farms, wrong = described(task_vars, known)
        names = args["concerns"] or NAMES
        concerns = named(names)
        whole = {farm.name: result_of(farm.name, task_vars.get(START), known.get) for farm in farms}
        asked = args["mode"] != ROLLBACK  # which shows no tickets
        tickets = {farm.name: tickets_of(farm.name, task_vars.get(START), known.get) for farm in farms if asked}
        farms = [Known.from_result(whole[farm.name]).completed(farm) for farm in farms]
        check = self._task.check_mode
        about = AboutRun(args["run"], CHECK if check and args["mode"] == FIX else args["mode"], collection_version())
        hosts = Inventory(task_vars["ansible_play_hosts_all"], task_vars["groups"]["all"])
        how = Invocation(context.CLIARGS, Path.cwd())
        results = run_results(farms, known, concerns, args["run"], how, check, args["serving"])
        switches = {farm.name: planned(result_of(farm.name, task_vars.get(START), known.get, SWITCH)) for farm in farms}
        every, now = (
            [*concerns, *farm_named(names), *(one for kind in KINDS for one in computer_named(names, kind))],
            datetime.now(UTC),
        )
        computers = [one for kind in KINDS for one in computers_of(kind, args[kind.rows], task_vars)]
        full = report(
            *(farms, results.audits, every, about, now, hosts, results.not_fixed, wrong),
            *(whole, tickets, results.written, switches, computers),
        )
        full, histories, problems = _with_history(full, args, check)
        given = handed_off(full, Path(args["handoff"])) if args["handoff"] else []
        not_written = write_all(file for one in given for file in one.files)
        where = [] if not_written else list(filter(None, map(told, given)))
        show(text(full, results.fixed, how, args["draw_path"], where))
        problems += not_written
        problems += write_all(_files(args, full, results, whole, about, check))
        try:
            problems += write_all(written_reports(_chosen(args), full, histories))
        except ValueError as error:  # the playbooks have found it at their start
            problems.append(str(error))
        if args["status_path"] and not problems:  # the last of all: where it is, everything was written
            status = WrittenFile("kerberos_status_path", Path(args["status_path"]), status_file(full), PRIVATE)
            problems += write_all([status])
        # Of a failed task Ansible would not take the statistics: the next task of the playbook fails.
        return {
            "changed": False,
            "farms": full["farms"],
            "status": full["status"],
            "failure": failure(full, results, args["fails_on"], problems),
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


def _files(
    args: Mapping[str, Any],
    full: Mapping[str, Any],
    results: RunResults,
    whole: Results,
    about: AboutRun,
    check: bool,
) -> Iterator[WrittenFile]:
    """In check mode there are no changes to record."""
    if args["path"]:
        yield WrittenFile("kerberos_audit_path", Path(args["path"]), json.dumps(full, indent=1) + "\n", SHARED)
    if args["record"] and not check:
        farms = [farm["name"] for farm in full["farms"]]
        audits = {**results.audits, WHOLE: next(iter(whole.values()), None)}  # what writes there takes one farm
        occasion = Occasion(about, farms, operator(), datetime.now(UTC), audits)
        yield WrittenFile("kerberos_change_record", Path(args["record"]), record(results.fixed, occasion), SHARED)


def _chosen(args: Mapping[str, Any]) -> dict[str, Path]:
    """The formats and their paths. Raises ValueError, to be shown to the user."""
    values.check({"kerberos_reports": args["reports"]})
    return {name: expanded(path) for name, path in (args["reports"] or {}).items()}
