# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Settings that are right when they are the same on every node of a farm."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from ..model.finding import Finding, State
from ..model.named import by_value

ABSENT = "absent"  # the value of a subject that only other nodes have
NOT_KNOWN = "not known"  # the value of a subject that a node could not show
Views = Mapping[str, Mapping[str, Any]]  # node -> subject -> value


def compare_views(
    control: str,
    views: Views,
    nodes: int,
    consequence: str,
    described: Mapping[str, Collection[str]] | None = None,
) -> dict[str, list[Finding]]:
    """A finding for each node and subject. The value of most nodes is expected; nodes: how many the farm has.

    If only one of several nodes was read, nothing can be compared: "could not check". Without a majority every node
    has a finding. What is NOT_KNOWN of a node is not compared.
    described: node -> subjects whose value there is as the description of the farm says. Where a node has one, the
    value of most such nodes is expected: the others are not right because they are more.
    """
    subjects = list(dict.fromkeys(subject for view in views.values() for subject in view))
    found: dict[str, list[Finding]] = {node: [] for node in views}
    for subject in subjects:
        values = {node: view.get(subject, ABSENT) for node, view in views.items()}
        known = {node: value for node, value in values.items() if value != NOT_KNOWN}
        right = [value for node, value in known.items() if subject in (described or {}).get(node, ())]
        wanted = _majority(right or list(known.values()))  # once, because its time grows with the number of nodes
        for node in values:
            if values[node] == NOT_KNOWN:
                found[node].append(Finding(control, subject, State.UNKNOWN, reason="this node does not show it"))
            elif len(known) == 1 and nodes > 1:
                reason = "no other node of the farm was read"
                found[node].append(Finding(control, subject, State.UNKNOWN, values[node], reason=reason))
            else:
                found[node].append(_one(control, subject, node, values, wanted, consequence))
    return found


def _one(
    control: str, subject: str, node: str, values: Mapping[str, Any], wanted: tuple[Any] | tuple[()], consequence: str
) -> Finding:
    if wanted == (values[node],):
        return Finding(control, subject, State.COMPLIANT, values[node], values[node])
    # Not those that have the same: nodes that are wrong alike then have one reason, and are told once.
    others = by_value({name: _words(value) for name, value in values.items() if value != values[node]})
    return Finding(
        control,
        subject,
        State.DRIFT,
        values[node],
        wanted[0] if wanted else "the same on every node",
        reason=f"{consequence} ({others})",
    )


def _majority(values: list[Any]) -> tuple[Any] | tuple[()]:
    """The value that most nodes have; nothing where two are equally common, or where no value is known."""
    counted = Counter(json.dumps(value) for value in values).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return ()
    return (json.loads(counted[0][0]),)


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
