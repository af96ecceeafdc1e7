# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Drains or starts one node, over an `ask` that sends calls to it: reads, decides, writes, reads again.

A drain leaves a permit in the node's lease: without it, nothing that recycles is written there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from ...facts.cluster import membership
from ...facts.cluster.membership import Cluster, Membership
from ...node.ask import Ask
from ...node.errors import NodeError
from ...node.exchange import Reply
from ..lease import lease as lease_of_node
from ..lease.lease import SECONDS, Lease
from ..run import Run
from . import decision
from .ask_state import membership_of
from .decision import DRAINED, STARTED, DrainRequest, Moment


class StartedError(NodeError):
    """The node was started: again, because no other node serves any more; or as asked, and has converged alone."""


@dataclass(frozen=True)
class DrainResult:
    """changed: whether the node was drained or started, or would be in check mode. note: what else was found.

    before, after: None where the node is in no cluster of the farm, or in several. drained_by: from the drain marker.
    """

    before: Cluster | None
    after: Cluster | None
    changed: bool
    drained_by: str | None
    seconds: float = 0.0
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "changed": self.changed,
            "before": self.before.state if self.before else None,
            "after": self.after.state if self.after else None,
            "connections": self.before.connections if self.before else None,
            "connections_left": self.after.connections if self.after else None,
            "drained_by": self.drained_by,
            "seconds": round(self.seconds, 1),
            "note": self.note,
        }


def utc_now() -> datetime:
    return datetime.now(UTC)


def carry_out(
    wanted: DrainRequest,
    ask: Ask,
    run: Run,
    clock: Callable[[], float] = monotonic,
    now: Callable[[], datetime] = utc_now,
) -> DrainResult:
    """Raises NodeError where the node must not be drained or started now, and where it could not be."""
    node, lease = _read(wanted, ask, run)
    if wanted.state == STARTED and node.run is None:
        return _unchanged(node, wanted, "this node has no drain marker, so it is not started")
    if refusal := decision.refusal(node, wanted, Moment(lease, now(), run.id, run.check)):
        raise NodeError(refusal)
    own = decision.own_cluster(node, wanted)
    if wanted.state == DRAINED and own.stopped and node.run in (None, run.id):
        return _already_drained(node, lease, wanted, ask, run, now)
    changed, note = decision.changes(own, wanted), _taken_over(node, run)
    if run.check:
        return DrainResult(own, own, changed, node.run, note=note)
    begun = clock()
    after, lease = _write(own, lease, wanted, ask, run)
    _prove(after, wanted)
    if wanted.state == DRAINED:
        _permit(lease, ask, run)
    return DrainResult(own, decision.own_cluster(after, wanted), changed, after.run, clock() - begun, note)


def marker(wanted: DrainRequest, ask: Ask) -> str | None:
    """The run of the drain marker that the node has now. Raises NodeError where that is not known."""
    return membership_of(ask([membership.read(wanted.virtual)]).answers[0]).run


def _unchanged(node: Membership, wanted: DrainRequest, note: str = "") -> DrainResult:
    clusters = node.of_farm(frozenset(wanted.virtual))
    own = clusters[0] if len(clusters) == 1 else None
    return DrainResult(own, own, False, node.run, note=note)


def _already_drained(
    node: Membership, lease: Lease, wanted: DrainRequest, ask: Ask, run: Run, now: Callable[[], datetime]
) -> DrainResult:
    """By this run, or by an administrator, whose node no run starts."""
    own, note = decision.own_cluster(node, wanted), ""
    if node.run is None:
        note = "another administrator or program has stopped this node; no run of this collection will start it"
    elif not run.check and wanted.states and (nobody := decision.alone_now(own, wanted, now())):
        _start_again(own, lease, wanted, ask, run, nobody)
    if not run.check and not lease.permits(run.id):
        _permit(lease, ask, run)
    return _unchanged(node, wanted, note)


def _taken_over(node: Membership, run: Run) -> str:
    if node.run in (None, run.id):
        return ""
    return f"run {node.run} has left this node drained or draining; this run takes over from there"


def _read(wanted: DrainRequest, ask: Ask, run: Run) -> tuple[Membership, Lease]:
    """Waits once for another run's lease to expire, as every write does."""
    return lease_of_node.wait(lambda: _request(wanted, ask), run.id, run.check, run.pause)


def _request(wanted: DrainRequest, ask: Ask) -> tuple[Membership, Lease]:
    reply = ask([lease_of_node.read(), membership.read(wanted.virtual, connections=wanted.state == DRAINED)])
    return membership_of(reply.answers[1]), lease_of_node.from_reply(reply)


def _write(own: Cluster, lease: Lease, wanted: DrainRequest, ask: Ask, run: Run) -> tuple[Membership, Lease]:
    """In one request that ends at the first error. The lease lasts as long as the drain or the start may take."""
    time = datetime.fromisoformat(run.time).strftime("%Y-%m-%d %H:%M:%S")
    reply = ask(
        [
            lease_of_node.take_without_permit(lease, run.id, wanted.seconds + decision.CONVERGENCE + SECONDS),
            decision.write(own, wanted, run.id, time),
            lease_of_node.read(),
            membership.read(wanted.virtual, connections=wanted.state == DRAINED),
        ],
        stop=True,
    )
    _raise_errors(reply)
    return membership_of(reply.answers[3]), lease_of_node.from_answer(reply.answers[2], reply.node["time"])


def _permit(lease: Lease, ask: Ask, run: Run) -> None:
    """Only after the proof that the node is stopped."""
    _raise_errors(ask([lease_of_node.take_with_permit(lease, run.id)], stop=True))


def _raise_errors(reply: Reply) -> None:
    for answer in reply.answers:
        if answer.error:
            raise answer.error


def _start_again(own: Cluster, lease: Lease, wanted: DrainRequest, ask: Ask, run: Run, nobody: str) -> None:
    """The other nodes have stopped serving since they were asked before the drain."""
    started = replace(wanted, state=STARTED)
    after, _ = _write(own, lease, started, ask, run)
    _prove_started(after, started)
    raise StartedError(
        f"since this node was drained, no other node serves any more ({nobody}), so it was started again; "
        "find out what stops them"
    )


def _prove_started(after: Membership, wanted: DrainRequest) -> None:
    own = decision.own_cluster(after, wanted)
    if not own.converged or after.run is not None:
        raise NodeError(f"started without an error, but the node is {own.state}")


def _prove(after: Membership, wanted: DrainRequest) -> None:
    own = decision.own_cluster(after, wanted)
    if wanted.state == DRAINED:
        if not own.stopped or after.run is None:
            raise NodeError(
                f"drained without an error, but the node is {own.state}, with the drain marker of run {after.run!r}"
            )
        return
    _prove_started(after, wanted)
    if decision.converged_alone(own, wanted):
        raise StartedError(
            "started, but converged alone: it receives no heartbeats of the other nodes, and takes all clients of its "
            "network segment; stop it, and find out what blocks the heartbeats"
        )
