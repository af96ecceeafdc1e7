# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Do the other nodes of the farm serve the clients while this one is drained? From what each has said of itself. Pure.

What is not known counts as not serving: a node that could not be asked, that was asked too long ago, whose state, site
or pools are not known. A node that serves in part, or not at all, may be drained where another one serves as much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...facts.cluster.membership import Cluster
from ...facts.iis.serving import Serving
from ...model.addresses import Address
from .node_state import NodeState

FRESH = timedelta(seconds=120)


@dataclass(frozen=True)
class Others:
    """nodes: those of the farm but this one, by their names in the inventory. states: at most one of each.

    serving: what this node has said of itself.
    """

    nodes: tuple[str, ...]
    states: tuple[NodeState, ...]
    virtual: frozenset[Address]
    now: datetime
    serving: Serving

    def of(self, name: str) -> NodeState | None:
        return next((state for state in self.states if state.node == name), None)

    def asked(self) -> list[NodeState]:
        """Of the nodes that could be asked, in the order of the farm."""
        states = map(self.of, self.nodes)
        return [state for state in states if state is not None and not state.problem]


def refusal(others: Others, own: Cluster, run: str) -> str | None:
    """Why the node with this cluster must not be drained, whatever serves. run: the one that would drain it."""
    if missing := [name for name in others.nodes if others.of(name) is None]:
        return f"states has no state of {', '.join(missing)}: ask every node of the farm with nlb.kerberos.node_state"
    asked = others.asked()
    if held := [
        f"run {state.held_by} holds the lease of {state.node}" for state in asked if state.held_by not in (None, run)
    ]:
        return f"{', '.join(held)}, and may be about to drain it: wait until it is done"
    numbers = Counter([own.host, *(state.cluster.host for state in asked if state.cluster)])
    if twice := [number for number, count in numbers.items() if number is not None and count > 1]:
        return f"host number {twice[0]} of {own.name} is that of several nodes: give each host a number of its own"
    # A drain of a node that does not serve takes none away from those that do.
    if others.serving.serves is not False and (
        away := [f"{state.node} is {_word(state)}" for state in asked if not state.converged]
    ):
        return f"{', '.join(away)}: only one node of {own.name} is drained at a time"
    return None


def nobody_serves(others: Others, own: Cluster, together: bool = True) -> str | None:
    """Why no other node is known to serve; None where one is. together: it must have converged with this host."""
    reasons = []
    for name in others.nodes:
        reason = next(_not_serving(others, name, own, together), None)
        if reason is None:
            return None
        reasons.append(f"{name} {reason}")
    return "; ".join(reasons) or "the farm has no other node"


def _not_serving(others: Others, name: str, own: Cluster, together: bool) -> Iterator[str]:
    """The reasons why this node is not known to serve."""
    state = others.of(name)
    if state is None:
        yield "was not asked"
    elif state.problem:
        yield f"could not be asked: {state.problem}"
    elif not timedelta() <= others.now - state.time <= FRESH:
        yield f"was asked more than {FRESH.seconds} seconds ago"
    elif state.cluster is None or not state.cluster.converged:
        yield f"is {_word(state)}"
    elif not others.virtual <= state.cluster.addresses:
        yield f"has not all of the virtual addresses in {state.cluster.name}"
    elif state.left:
        yield f"has {', '.join(state.left)} on an adapter without Network Load Balancing"
    elif together and not (with_it := converged_together(own, state.cluster)):
        yield "is not known to be converged with this node" if with_it is None else "is converged without this node"
    elif not (state.serving.serves or _as_much(state.serving, others.serving)):
        yield f"does not serve: {state.serving.reason}"


def _as_much(other: Serving, own: Serving) -> bool:
    """Whether the other node answers for each application of the site that this one answers for."""
    return bool(other.unanswered) and other.unanswered <= own.unanswered


def converged_together(one: Cluster, other: Cluster) -> bool | None:
    """None where neither host knows of the other one's part in its convergence."""
    known: list[bool] = []
    for this, that in ((one, other), (other, one)):
        if this.converged_with is not None and that.host is not None:
            known.append(that.host in this.converged_with)
    return all(known) if known else None


def claimed_twice(states: Sequence[NodeState]) -> str | None:
    """The first node that more than one state is of."""
    return next((name for name, count in Counter(state.node for state in states).items() if count > 1), None)


def _word(state: NodeState) -> str:
    if state.cluster is None:
        return "in no cluster that is known to have the virtual addresses, or in several"
    return state.cluster.state if state.cluster.known else "in a state that is not known"
