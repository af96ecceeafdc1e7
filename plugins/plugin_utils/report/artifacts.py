# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a run tells the program that has started it: AWX's artifacts, and the file of bin/kerberos-audit."""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import Histories, Report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.summary import summary


def artifacts(report: Report, histories: Histories) -> dict[str, Any]:
    """As ansible.builtin.set_stats returns them. Not added up: of several runs in one playbook the last one counts."""
    (text,) = summary(report, histories).values()
    data = {"kerberos_status": report["status"], "kerberos_summary": text}
    return {"data": data, "per_host": False, "aggregate": False}


def status_file(report: Report) -> str:
    return json.dumps({"run": report["run"], "status": report["status"]}) + "\n"
