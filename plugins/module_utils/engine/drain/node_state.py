# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What one node has just said of itself, as the module node_state returns it and the option states takes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ...facts.cluster.membership import Cluster
from ...facts.iis.serving import Serving
from ...model import addresses
from ...model.answer_shape import mismatch

TEXT, NUMBER = (str, None), (int, None)
CLUSTER = {"name": str, "addresses": [str], "host": NUMBER, "status": NUMBER, "converged_with": ([int], None)}
SHAPE: dict[str, Any] = {
    "node": str,
    "time": str,
    "asked": bool,
    "problem": str,
    "cluster": (dict, None),
    "left_addresses": [str],
    "held_by": TEXT,
    "serves": (bool, None),
    "serves_not": str,
    "unanswered": [str],
}
NOT_ASKED = Serving(None, "it was not asked")
TIME = "%Y-%m-%d %H:%M:%S"  # UTC


@dataclass(frozen=True)
class NodeState:
    """node: its name in the inventory. time: when it was asked, by the controller's clock, UTC.

    problem: why it could not be asked; empty where it was. cluster: the one with the farm's virtual addresses, None
    where it is in none or in several. left: virtual addresses that it has outside of the cluster. held_by: the run that
    holds its lease.
    """

    node: str
    time: datetime
    problem: str = ""
    cluster: Cluster | None = None
    left: tuple[str, ...] = ()
    held_by: str | None = None
    serving: Serving = NOT_ASKED

    @property
    def converged(self) -> bool:
        return self.cluster is not None and self.cluster.converged

    def as_dict(self) -> dict[str, Any]:
        return {
            "node": self.node,
            "time": self.time.strftime(TIME),
            "asked": not self.problem,
            "problem": self.problem,
            "cluster": _described(self.cluster) if self.cluster else None,
            "state": self.cluster.state if self.cluster else None,
            "left_addresses": list(self.left),
            "held_by": self.held_by,
            "serves": self.serving.serves,
            "serves_not": self.serving.reason,
            "unanswered": sorted(self.serving.unanswered),
        }


def _described(cluster: Cluster) -> dict[str, Any]:
    together = cluster.converged_with
    return {
        "name": cluster.name,
        "addresses": sorted(map(str, cluster.addresses)),
        "host": cluster.host,
        "status": cluster.status,
        "converged_with": None if together is None else sorted(together),
    }


def parse_option(given: Sequence[Mapping[str, Any]]) -> tuple[NodeState, ...]:
    """From the results of a loop. Raises ValueError, to be shown to the user, for what is no result of node_state.

    The result of a task that was skipped, or that has failed before it began, says nothing of any node.
    """
    named = [(number, item) for number, item in enumerate(given) if "node" in item]
    return tuple(_parse(item, f"states[{number}]") for number, item in named)


def _parse(item: Mapping[str, Any], where: str) -> NodeState:
    try:
        # Ansible marks each value with where it comes from, in types of its own.
        known = json.loads(json.dumps({name: item[name] for name in SHAPE if name in item}))
        if wrong := mismatch(known, SHAPE, where):
            raise ValueError(wrong)
        return NodeState(
            known["node"],
            datetime.strptime(known["time"], TIME).replace(tzinfo=UTC),
            "" if known["asked"] else known["problem"] or "no reason was given",
            _cluster(known["cluster"], f"{where}.cluster"),
            tuple(known["left_addresses"]),
            known["held_by"],
            Serving(known["serves"], known["serves_not"], frozenset(known["unanswered"])),
        )
    except (ValueError, TypeError) as error:
        raise ValueError(f"{error}; expected the results of nlb.kerberos.node_state") from error


def _cluster(given: Mapping[str, Any] | None, where: str) -> Cluster | None:
    if given is None:
        return None
    if wrong := mismatch(given, CLUSTER, where):
        raise ValueError(wrong)
    numbers = given["converged_with"]
    return Cluster(
        given["name"],
        interface="",
        addresses=frozenset(map(addresses.parse, given["addresses"])),
        mode="",
        port_rules=(),
        host=given["host"],
        status=given["status"],
        converged_with=None if numbers is None else frozenset(numbers),
    )
