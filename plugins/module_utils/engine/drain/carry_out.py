# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Drains or starts one node, over an `ask` that sends calls to it: reads, decides, writes, reads again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from ...facts.cluster import membership
from ...facts.cluster.membership import SHAPE, Membership, parse
from ...model.answer_shape import mismatch
from ...node.ask import Ask
from ...node.errors import NodeError
from ...node.exchange import Reply
from ..lease import lease as lease_of_node
from ..lease.lease import SECONDS, Lease
from ..run import Run
from . import decision
from .decision import DRAINED, STARTED, DrainRequest


@dataclass(frozen=True)
class DrainResult:
    """changed: whether the node was drained or started, or would be in check mode. note: what else was found."""

    before: Membership
    after: Membership
    changed: bool
    seconds: float = 0.0
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "changed": self.changed,
            "before": self.before.state,
            "after": self.after.state,
            "connections": self.before.connections,
            "connections_left": self.after.connections,
            "drained_by": self.after.run,
            "seconds": round(self.seconds, 1),
            "note": self.note,
        }


def carry_out(wanted: DrainRequest, ask: Ask, run: Run, clock: Callable[[], float] = monotonic) -> DrainResult:
    """Raises NodeError where the node must not be drained or started now, and where it could not be."""
    node, lease = _read(wanted, ask, run)
    if note := _without_marker(node, wanted):
        return DrainResult(node, node, False, note=note)
    changed = decision.changes(node, wanted)
    if refusal := decision.refusal(node, wanted):
        raise NodeError(refusal)
    note = _taken_over(node, run)
    if run.check or not (changed or note or wanted.state == STARTED):
        return DrainResult(node, node, changed, note=note)
    begun = clock()
    after = _write(node, lease, wanted, ask, run)
    if wanted.state == DRAINED and decision.alone(after, wanted):
        _start_again(after, wanted, ask, run)
    _prove(after, wanted)
    return DrainResult(node, after, changed, clock() - begun, note)


def _without_marker(node: Membership, wanted: DrainRequest) -> str:
    """Why nothing is to be done where the drain marker is missing; empty where a drain is to be done."""
    if node.run is not None:
        return ""
    if wanted.state == STARTED:
        return "this node has no drain marker, so it is not started"
    if decision.stopped(node):
        return "another administrator or program has stopped this node; no run of this collection will start it"
    return ""


def _taken_over(node: Membership, run: Run) -> str:
    if node.run in (None, run.id):
        return ""
    return f"run {node.run} has left this node drained or draining; this run takes over from there"


def _read(wanted: DrainRequest, ask: Ask, run: Run) -> tuple[Membership, Lease]:
    """Waits once for another run's lease to expire, as every write does."""
    return lease_of_node.wait(lambda: _request(wanted, ask), run.id, run.check, run.pause)


def _request(wanted: DrainRequest, ask: Ask) -> tuple[Membership, Lease]:
    reply = ask([lease_of_node.read(), membership.read(wanted.virtual)])
    return _membership(reply), lease_of_node.from_reply(reply)


def _membership(reply: Reply) -> Membership:
    for answer in reply.answers:
        if answer.error:
            raise answer.error
    data: Mapping[str, Any] = reply.answers[-1].data
    if wrong := mismatch(data, SHAPE, "read_cluster"):
        raise NodeError(f"the node's answer does not look as expected: {wrong}")
    try:
        return parse(data)
    except ValueError as error:
        raise NodeError(f"the node's answer does not look as expected: {error}") from error


def _write(node: Membership, lease: Lease, wanted: DrainRequest, ask: Ask, run: Run) -> Membership:
    """In one request that ends at the first error. The lease lasts as long as the drain or the start may take."""
    time = datetime.fromisoformat(run.time).strftime("%Y-%m-%d %H:%M:%S")
    calls = [
        lease_of_node.take(lease, run.id, wanted.seconds + decision.CONVERGENCE + SECONDS),
        decision.write(node, wanted, run.id, time),
        membership.read(wanted.virtual),
    ]
    return _membership(ask(calls, stop=True))


def _start_again(node: Membership, wanted: DrainRequest, ask: Ask, run: Run) -> None:
    """The other hosts have left in the meantime, such as by another run that still saw this node converged."""
    started = DrainRequest(wanted.virtual, wanted.nodes, STARTED, wanted.seconds)
    _, lease = _request(started, ask)
    _write(node, lease, started, ask, run)
    raise NodeError(
        "while this node was drained, all other hosts have left the cluster too, so it was started again; "
        "find out what stops or drains them"
    )


def _prove(after: Membership, wanted: DrainRequest) -> None:
    if wanted.state == DRAINED:
        if not decision.stopped(after) or after.run is None:
            raise NodeError(
                f"drained without an error, but the node is {after.state}, with the drain marker of run {after.run!r}"
            )
        return
    if not after.converged or after.run is not None:
        raise NodeError(f"started without an error, but the node is {after.state}")
    if wanted.nodes > 1 and decision.alone(after, wanted):
        raise NodeError(
            "started, but converged alone: it receives no heartbeats of the other nodes, and takes all clients of its "
            "network segment; stop it, and find out what blocks the heartbeats"
        )
