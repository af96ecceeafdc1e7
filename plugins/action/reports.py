# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report on a fleet, from the folder of the farms' histories."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import new_run
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import PRIVATE, SHARED
from ansible_collections.nlb.kerberos.plugins.module_utils.model.option_checks import whole_number
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.shown_report import show
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import REPORTS_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.fleet import failure, fleet
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import FLEET, AboutRun, collection_version
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.artifacts import artifacts, status_file
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.written_reports import (
    WrittenFile,
    write_all,
    written_reports,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start import paths, values

WRITTEN = {
    "kerberos_audit_path": "path",
    "kerberos_reports": "reports",
    "kerberos_status_path": "status_path",
}  # variable -> option


class ActionModule(ControllerAction):
    argument_spec = REPORTS_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        days = whole_number(args["overdue_days"], 1, 10_000, "overdue_days")
        values.check({"kerberos_reports": args["reports"]})
        concerns = values.chosen(args["concerns"])
        if not args["history"]:
            raise ValueError("kerberos_history: it is not set; set it to the folder that the audits have")
        paths.check({variable: args[option] for variable, option in WRITTEN.items()}, nodes=0)
        now = datetime.now(UTC).replace(microsecond=0)
        about = AboutRun(new_run(), FLEET, collection_version())
        full, histories = fleet(Path(args["history"]), about, now, days, concerns)
        show(text(full, {}))
        reports = {name: paths.expanded(path) for name, path in (args["reports"] or {}).items()}
        files = [*written_reports(reports, full, histories)]
        if args["path"]:
            content = json.dumps(full, indent=1) + "\n"
            files.append(WrittenFile("kerberos_audit_path", Path(args["path"]), content, SHARED))
        problems = write_all(files)
        if args["status_path"] and not problems:  # the last of all: where it is, everything was written
            status = WrittenFile("kerberos_status_path", Path(args["status_path"]), status_file(full), PRIVATE)
            problems += write_all([status])
        # A failed task shows all of its result, and Ansible would not take its statistics: the next task fails.
        return {
            "changed": False,
            "farms": full["farms"],
            "status": full["status"],
            "failure": "; ".join(filter(None, (failure(full, args["fails_on"]), *problems))),
            "ansible_stats": artifacts(full, histories),
        }
