# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A file of comma-separated values, for a spreadsheet: a row for each check of each node, and for each finding."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import REMEDIES, value
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import UNKNOWN, Check, checks

MARK = "\ufeff"  # by which Excel knows UTF-8
COLUMNS = (
    *("run", "time", "farm", "node", "control", "state", "subject", "found", "should be", "remedy", "reason", "since"),
    *("waiver owner", "waiver ticket", "waived until"),
)
# What makes a formula of a cell; the wide forms do so where a spreadsheet's language is Japanese or Chinese.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NO_END = "no end"


def spreadsheet(report: Mapping[str, Any], histories: Mapping[str, Any]) -> Mapping[str, str]:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for farm in report["farms"]:
        rows.writerows(map(cell, _row(farm, check)) for check in checks(farm))
    return {"": MARK + written.getvalue()}


def cell(text: str) -> str:
    """In one line, and a text for every spreadsheet, never a formula."""
    formula = text.lstrip(" ").startswith(FORMULA) or text.startswith(FORMULA)
    return ("'" if formula else "") + shown(text)


def _row(farm: Mapping[str, Any], check: Check) -> list[str]:
    about = [farm["run"], farm["time"], farm["name"], check.node, check.control, check.state, check.subject]
    return [*about, *_values(check), *_waiver(farm, check)]


def _values(check: Check) -> list[str]:
    """found, should be, remedy, reason, since"""
    finding = check.finding
    if finding is None:
        return ["", "", "", check.why, ""]
    found, wanted = (_known(check.state, finding[side]) for side in ("found", "wanted"))
    remedy = finding.get("advice") or REMEDIES[finding["remedy"]] if check.state == State.DRIFT else ""
    return [found, wanted, remedy, check.why, finding["since"] or ""]


def _known(state: str, setting: Any) -> str:
    """Of what could not be checked it is not known whether it is set."""
    return "" if setting is None and state.endswith(UNKNOWN) else value(setting)


def _waiver(farm: Mapping[str, Any], check: Check) -> list[str]:
    index = check.finding["waiver"] if check.finding else None
    if index is None:
        return ["", "", ""]
    waiver = farm["waivers"][index]
    return [waiver["owner"], waiver["ticket"] or "", waiver["until"] or NO_END]
