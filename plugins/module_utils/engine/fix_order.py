# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""In which order the nodes of a farm are fixed, by their audits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..concerns.contract import Concern
from ..model.finding import State
from .proof import NODE_IN_CLUSTER, drained_by_run, is_drained_by_run

SERVES, LEFT_DRAINED, DOWN = "serves", "left drained", "down"
STATE_IN_CLUSTER = "state in cluster"


def fix_order(audits: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The nodes with drift that a fix would change. audits: node -> its audit's result, in the inventory's order.

    Those that do not serve come first: so most nodes serve when one that does is drained. Then come those that an
    earlier run has left drained, and then the others. Where no node is known to serve, those that were left drained
    come first of all, because they are started without a drain of another one.
    """
    kinds = {node: kind(audit) for node, audit in audits.items()}
    some = any(kinds[node] == SERVES and audit.get("serves") for node, audit in audits.items())
    first = (DOWN, LEFT_DRAINED, SERVES) if some else (LEFT_DRAINED, DOWN, SERVES)
    drifted = [node for node, audit in audits.items() if audit.get("drifted")]
    return sorted(drifted, key=lambda node: first.index(kinds[node]))


def kind(audit: Mapping[str, Any]) -> str:
    """What is not known to be down counts as serving: it is drained by what the nodes say then."""
    if drained_by_run(audit):
        return LEFT_DRAINED
    if audit.get("serves") is False or any(map(_is_out_of_cluster, audit.get("findings") or ())):
        return DOWN
    return SERVES


def _is_out_of_cluster(finding: Mapping[str, Any]) -> bool:
    """Stopped by an administrator, for example."""
    return bool(
        finding["control"] == NODE_IN_CLUSTER
        and finding["state"] == State.DRIFT.value
        and finding["subject"].startswith(STATE_IN_CLUSTER)
        and not is_drained_by_run(finding)
    )


def recycling(
    names: Iterable[str], concerns: Iterable[Concern], chosen: Iterable[str], skipped: Iterable[str]
) -> list[str]:
    """Of these concerns, those that may restart worker processes, and that the tags of the run choose."""
    return list(_recycling(set(names), concerns, set(chosen), set(skipped)))


def _recycling(names: set[str], concerns: Iterable[Concern], chosen: set[str], skipped: set[str]) -> Iterator[str]:
    every = bool(chosen & {"all", "tagged"})
    if skipped & {"all", "tagged"}:
        return
    for concern in concerns:
        name = concern.NAME
        if concern.RECYCLES and name in names and name not in skipped and (every or name in chosen):
            yield name
