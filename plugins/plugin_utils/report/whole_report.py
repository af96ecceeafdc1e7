# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The part of the report about a farm as a whole: what the directory and DNS have, which is the same for all nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import FARM, NODE, Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import AFTER_NODES
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING, Finding, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import states_of

NOT_ASKED = "the directory was not asked in this run"
NO_TICKET = "no ticket was asked for in this run"
Result = Mapping[str, Any] | None  # what nlb.kerberos.directory returned; None: it was not asked
Results = Mapping[str, Result]  # name of a farm -> its result


def of_nodes(concerns: Sequence[Concern]) -> list[Concern]:
    return [concern for concern in concerns if concern.SCOPE == NODE]


def of_farm(concerns: Sequence[Concern]) -> list[Concern]:
    return [concern for concern in concerns if concern.SCOPE == FARM]


def whole_report(result: Result, concerns: Sequence[Concern], tickets: Result = None) -> dict[str, Any]:
    """Without an answer, each control of these concerns could not be checked. Nothing where there is none of them.

    tickets: of the task that has shown tickets. A run that has no such task has not looked at them.
    """
    before, after = ([c for c in of_farm(concerns) if (c.NAME in AFTER_NODES) is late] for late in (False, True))
    of_directory = _answer(result, before, NOT_ASKED)
    of_tickets = _answer(tickets, after, NO_TICKET) if tickets else from_findings(_not_looked_at(after))
    parts = (of_directory, of_tickets)
    return {
        "problem": None,
        "controls": {control: state for part in parts for control, state in states_of(part["counts"]).items()},
        "not_applicable": {control: why for part in parts for control, why in part["not_applicable"].items()},
        "findings": [dict(finding) for part in parts for finding in part["findings"]],
    }


def _answer(result: Result, concerns: Sequence[Concern], not_asked: str) -> Mapping[str, Any]:
    if result is not None and "findings" in result:
        return result
    controls = dict.fromkeys(control for concern in concerns for control in concern.CONTROLS)
    return from_findings(unknown(list(controls), str((result or {}).get("msg") or not_asked)))


def _not_looked_at(concerns: Sequence[Concern]) -> list[Finding]:
    controls = [control for concern in concerns for control in identifiers(concern.CONTROLS)]
    return [Finding(control, EVERYTHING, State.NOT_APPLICABLE, reason=NO_TICKET) for control in controls]
