# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Asks one node about itself, in one request that only reads: its cluster, its lease, and whether it serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ...facts.cluster import membership
from ...facts.cluster.membership import Membership
from ...facts.iis import server
from ...facts.iis.serving import Serving, serving
from ...model.addresses import Address
from ...model.answer_shape import mismatch
from ...model.call import Call
from ...node.ask import Ask
from ...node.errors import NodeError
from ...node.exchange import Answer
from ..lease import lease as lease_of_node
from .node_state import NodeState


def ask_state(node: str, now: datetime, virtual: Sequence[Address], site: str | None, ask: Ask) -> NodeState:
    """now: the controller's time. site: None where the farm's description names none.

    Never raises NodeError: a node that cannot be asked is one that nothing is known of.
    """
    calls = [lease_of_node.read(), membership.read(virtual), *([Call("read_iis")] if site else [])]
    try:
        reply = ask(calls)
        lease = lease_of_node.from_reply(reply)
        member = membership_of(reply.answers[1])
    except NodeError as error:
        return NodeState(node, now, str(error))
    clusters = member.of_farm(frozenset(virtual))
    return NodeState(
        node,
        now,
        cluster=clusters[0] if len(clusters) == 1 else None,
        left=tuple(map(str, member.left)),
        held_by=lease.run if lease.remaining else None,
        serving=_serving(reply.answers[2], site) if site else Serving(None, server.NO_SITE),
    )


def membership_of(answer: Answer) -> Membership:
    """Raises NodeError where the answer is an error or does not look as expected."""
    data = _data(answer, membership.SHAPE)
    try:
        return membership.parse(data)
    except ValueError as error:
        raise NodeError(f"the node's answer does not look as expected: {error}") from error


def _serving(answer: Answer, site: str) -> Serving:
    try:
        return serving(server.parse(_data(answer, server.SHAPES["read_iis"])), site)
    except (NodeError, ValueError) as error:
        return Serving(None, str(error))


def _data(answer: Answer, shape: Any) -> Any:
    if answer.error:
        raise answer.error
    if wrong := mismatch(answer.data, shape, answer.payload):
        raise NodeError(f"the node's answer does not look as expected: {wrong}")
    return answer.data
