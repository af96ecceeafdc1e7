# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Drains or starts one node, over an `ask` that talks to it: reads, decides, writes, reads again."""

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
class Done:
    """changed: whether the node was drained or started, or would be in check mode. note: what else is to be said."""

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


def carry_out(wanted: DrainRequest, ask: Ask, run: Run, clock: Callable[[], float] = monotonic) -> Done:
    """Raises NodeError where the node must not be drained or started now, and where it could not be."""
    node, lease = _read(wanted, ask, run)
    if note := _not_ours(node, wanted):
        return Done(node, node, False, note=note)
    changed = decision.changes(node, wanted)
    if refusal := decision.refusal(node, wanted):
        raise NodeError(refusal)
    note = _taken_over(node, run)
    if run.check or not (changed or note or wanted.state == STARTED):
        return Done(node, node, changed, note=note)
    begun = clock()
    after = _write(node, lease, wanted, ask, run)
    if wanted.state == DRAINED and decision.alone(after, wanted):
        _give_back(after, wanted, ask, run)
    _prove(after, wanted)
    return Done(node, after, changed, clock() - begun, note)


def _not_ours(node: Membership, wanted: DrainRequest) -> str:
    """Why nothing is to be done where our mark is missing."""
    if node.run is not None:
        return ""
    if wanted.state == STARTED:
        return "there is no mark of ours on this node"
    return "somebody else has stopped this node; it will not be started by us" if decision.stopped(node) else ""


def _taken_over(node: Membership, run: Run) -> str:
    if node.run in (None, run.id):
        return ""
    return f"run {node.run} has left this node drained or on the way to it; this run takes over from there"


def _read(wanted: DrainRequest, ask: Ask, run: Run) -> tuple[Membership, Lease]:
    """Waits for another run's lease to be over, once, as every write does."""
    return lease_of_node.wait(lambda: _asked(wanted, ask), run.id, run.check, run.pause)


def _asked(wanted: DrainRequest, ask: Ask) -> tuple[Membership, Lease]:
    reply = ask([lease_of_node.read(), membership.read(wanted.virtual)])
    return _membership(reply), lease_of_node.answered(reply)


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
    """In one request that ends at the first error. The lease lasts as long as the node may take."""
    time = datetime.fromisoformat(run.time).strftime("%Y-%m-%d %H:%M:%S")
    calls = [
        lease_of_node.take(lease, run.id, wanted.seconds + decision.CONVERGENCE + SECONDS),
        decision.write(node, wanted, run.id, time),
        membership.read(wanted.virtual),
    ]
    return _membership(ask(calls, stop=True))


def _give_back(node: Membership, wanted: DrainRequest, ask: Ask, run: Run) -> None:
    """Somebody has taken the others away in the meantime: another run, on another node, that saw this one converged."""
    back = DrainRequest(wanted.virtual, wanted.nodes, STARTED, wanted.seconds)
    _, lease = _asked(back, ask)
    _write(node, lease, back, ask, run)
    raise NodeError(
        "while this node was drained, the others have left the cluster too: it was started again; see who drains them"
    )


def _prove(after: Membership, wanted: DrainRequest) -> None:
    if wanted.state == DRAINED:
        if not decision.stopped(after) or after.run is None:
            raise NodeError(f"drained without an error, but the node is {after.state} and says {after.run!r} did it")
        return
    if not after.converged or after.run is not None:
        raise NodeError(f"started without an error, but the node is {after.state}")
    if wanted.nodes > 1 and decision.alone(after, wanted):
        raise NodeError(
            "started, but converged alone: it does not hear the other nodes, and takes all clients of its part; "
            "stop it, and look for what keeps their heartbeats apart"
        )
