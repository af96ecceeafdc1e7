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
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import SHARED
from ansible_collections.nlb.kerberos.plugins.module_utils.model.option_checks import whole_number
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.controller import ControllerAction
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.shown_report import show
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.task_options import REPORTS_OPTIONS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.fleet import failure, fleet
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import FLEET, AboutRun, collection_version
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.written_reports import (
    WrittenFile,
    write_all,
    written_reports,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start import values
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.paths import expanded


class ActionModule(ControllerAction):
    argument_spec = REPORTS_OPTIONS

    def answer(self, args: Mapping[str, Any], task_vars: Mapping[str, Any]) -> dict[str, Any]:
        days = whole_number(args["overdue_days"], 1, 10_000, "overdue_days")
        values.check({"kerberos_reports": args["reports"]})
        now = datetime.now(UTC).replace(microsecond=0)
        full, histories = fleet(Path(args["history"]), AboutRun(new_run(), FLEET, collection_version()), now, days)
        show(text(full, {}))
        reports = {name: expanded(path) for name, path in (args["reports"] or {}).items()}
        files = [*written_reports(reports, full, histories)]
        if args["path"]:
            content = json.dumps(full, indent=1) + "\n"
            files.append(WrittenFile("kerberos_audit_path", Path(args["path"]), content, SHARED))
        problems = write_all(files)
        # A failed task shows all of its result: the next task of the playbook fails.
        return {
            "changed": False,
            "farms": full["farms"],
            "status": full["status"],
            "failure": "; ".join(filter(None, (failure(full, args["fails_on"]), *problems))),
        }
