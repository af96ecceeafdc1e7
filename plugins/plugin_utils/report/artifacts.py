# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a run tells the program that has started it: AWX's artifacts, and the file of bin/kerberos-audit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import (
    RENDERINGS,
    Histories,
    Rendering,
    Report,
)

SUMMARY = "summary"
MOST = 16 * 1024  # bytes of a summary


def artifacts(report: Report, histories: Histories, renderings: Mapping[str, Rendering] = RENDERINGS) -> dict[str, Any]:
    """As ansible.builtin.set_stats returns them. Not added up: of several runs in one playbook the last one counts."""
    data = {"kerberos_status": report["status"], "kerberos_summary": _summary(report, histories, renderings)}
    return {"data": data, "per_host": False, "aggregate": False}


def status_file(report: Report) -> str:
    return json.dumps({"run": report["run"], "status": report["status"]}) + "\n"


def _summary(report: Report, histories: Histories, renderings: Mapping[str, Rendering]) -> str:
    if SUMMARY in renderings:
        text = "".join(renderings[SUMMARY].render(report, histories).values())
    else:
        text = "".join(f"{farm['name']}: {_words(farm['verdict'])}\n" for farm in report["farms"])
    return text.encode()[:MOST].decode(errors="ignore")


def _words(verdict: Any) -> str:
    return " ".join(verdict) if isinstance(verdict, list) else str(verdict)
