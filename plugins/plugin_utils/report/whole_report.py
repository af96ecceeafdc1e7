# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The part of the report about a farm as a whole: what the directory and DNS have, which is the same for all nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import FARM, NODE, Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_findings
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.control_states import states_of

NOT_ASKED = "the directory was not asked in this run"
Results = Mapping[str, Mapping[str, Any] | None]  # name of a farm -> what nlb.kerberos.directory returned


def of_nodes(concerns: Sequence[Concern]) -> list[Concern]:
    return [concern for concern in concerns if concern.SCOPE == NODE]


def of_farm(concerns: Sequence[Concern]) -> list[Concern]:
    return [concern for concern in concerns if concern.SCOPE == FARM]


def whole_report(result: Mapping[str, Any] | None, concerns: Sequence[Concern]) -> dict[str, Any]:
    """Without an answer, each control of these concerns could not be checked. Nothing where there is none of them."""
    if result is None or "findings" not in result:
        controls = dict.fromkeys(control for concern in of_farm(concerns) for control in concern.CONTROLS)
        result = from_findings(unknown(list(controls), str((result or {}).get("msg") or NOT_ASKED)))
    return {
        "problem": None,
        "controls": states_of(result["counts"]),
        "not_applicable": dict(result["not_applicable"]),
        "findings": [dict(finding) for finding in result["findings"]],
    }
