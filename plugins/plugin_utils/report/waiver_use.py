# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What each waiver of a farm's description covers, and which waiver covers a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import OF_USERS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import WAIVED, InForce, Waiver

FORMER = {waived.value: former for former, waived in WAIVED.items()}
Node = Mapping[str, Any]
UNREAD: Node = {"problem": "", "controls": {}}


def waivers_of(farm: Farm) -> list[Waiver]:
    """In the order of the description, which a finding's waiver is the index in."""
    return [Waiver.from_arguments(given, "waivers") for given in farm.waivers]


def of_part(farm: Farm, waivers: Sequence[Waiver], node: str) -> list[Waiver]:
    """Those that are for this node. node: "" for the farm as a whole, which a waiver of some nodes is not for."""
    return [waiver for given, waiver in zip(farm.waivers, waivers, strict=True) if _is_for(given, node)]


def covering(farm: Farm, waivers: Sequence[Waiver], node: str, finding: Mapping[str, Any], today: date) -> int | None:
    """The index of the first waiver that covers it. node: as above; a computer beside them is no node."""
    former = FORMER.get(finding["state"])
    if former is None:
        return None
    given = Finding(finding["control"], finding["subject"], State(former))
    return next(
        (
            index
            for index, waiver in enumerate(waivers)
            if _is_for(farm.waivers[index], node) and waiver.covers(given, today)
        ),
        None,
    )


def waiver_use(farm: Farm, waivers: Sequence[Waiver], parts: Mapping[str, Node], today: date) -> list[dict[str, Any]]:
    """For each waiver: its state, and how many findings it covers.

    parts: the nodes of the report that are in the run, "" for the farm as a whole, and computers beside them, as if
    they were nodes; the findings with their waiver.
    """
    return [_use(farm, index, waiver, parts, today) for index, waiver in enumerate(waivers)]


def _use(farm: Farm, index: int, waiver: Waiver, parts: Mapping[str, Node], today: date) -> dict[str, Any]:
    state = waiver.in_force(today)
    covers = sum(finding["waiver"] == index for part in parts.values() for finding in part["findings"])
    known = covers or state is InForce.EXPIRED or _looked_at(farm, index, waiver, parts)
    return {
        "control": waiver.control,
        "subject": waiver.subject,
        "nodes": list(farm.waivers[index].get("nodes") or ()),
        "reason": waiver.reason,
        "owner": waiver.owner,
        "ticket": waiver.ticket or None,
        "approved_by": waiver.approved_by or None,
        "until": waiver.until.isoformat() if waiver.until else None,
        "state": state.value,
        "covers": covers if known else None,
    }


def _looked_at(farm: Farm, index: int, waiver: Waiver, parts: Mapping[str, Node]) -> bool:
    """Of a node that was not read it is not known what the waiver would have covered there."""
    if waiver.control in parts[""]["controls"]:
        return True
    given, asked = farm.waivers[index], [part for part in parts.values() if waiver.control in part["controls"]]
    others = [part for part in asked if "held" in part and _is_for(given, "")]
    nodes = [parts.get(node, UNREAD) for node in farm.nodes if _is_for(given, node)]
    if others and not any(node in asked for node in nodes):
        nodes = []  # no node answers it
    return all(_is_answered(part, waiver) for part in (*nodes, *others)) and _is_held_on(others, waiver)


def _is_answered(part: Node, waiver: Waiver) -> bool:
    return part["problem"] is None and waiver.control in part["controls"]


def _is_held_on(others: Sequence[Node], waiver: Waiver) -> bool:
    """Of a user who is not logged on it may cover something all the same."""
    held = [subject for one in others for subject in one["held"].get(waiver.control, ())]
    return waiver.control not in OF_USERS or any(waiver.is_about(waiver.control, subject) for subject in held)


def _is_for(given: Mapping[str, Any], node: str) -> bool:
    return not given.get("nodes") or node in given["nodes"]
