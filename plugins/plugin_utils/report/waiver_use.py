# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What each waiver of a farm's description covers: an expired one, and one that covers nothing, are reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import WAIVED, Waiver

IN_FORCE, EXPIRED, COVERS_NOTHING, NOT_KNOWN = "in force", "expired", "covers nothing", "not known"
FORMER = {waived.value: former for former, waived in WAIVED.items()}


def waiver_use(farm: Farm, nodes: Sequence[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    """For each waiver: its state, and how many findings it covers. nodes: those of the report."""
    return [_use(given, nodes, today) for given in farm.waivers]


def _use(given: Mapping[str, Any], nodes: Sequence[Mapping[str, Any]], today: date) -> dict[str, Any]:
    waiver = Waiver.from_arguments(given, "waivers")
    concerned = [node for node in nodes if not given.get("nodes") or node["node"] in given["nodes"]]
    covers = sum(_covers(waiver, finding, today) for node in concerned for finding in node["findings"])
    # Of a node that was not read it is not known what it would have covered there.
    read = all(node["problem"] is None and waiver.control in node["controls"] for node in concerned)
    if waiver.until is not None and today > waiver.until:
        state = EXPIRED
    elif covers:
        state = IN_FORCE
    else:
        state = COVERS_NOTHING if read else NOT_KNOWN
    return {
        "control": waiver.control,
        "subject": waiver.subject,
        "nodes": list(given.get("nodes") or ()),
        "reason": waiver.reason,
        "until": waiver.until.isoformat() if waiver.until else None,
        "state": state,
        "covers": covers,
    }


def _covers(waiver: Waiver, finding: Mapping[str, Any], today: date) -> bool:
    former = FORMER.get(finding["state"])
    if former is None:
        return False
    return waiver.covers(Finding(finding["control"], finding["subject"], State(former)), today)
