"""What the nodes of a farm look like at each moment of a run: what it would leave behind, were it killed then."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lab import emulation
from lab.facts import cluster
from lab.node_files import NodeState, States
from tests.playbooks.wire import WiredLab, asked, leases_expired

OURS = ("write_lease", "write_journal")  # before each write, as often as there are runs
Writes = Counter[tuple[str, str]]  # node and payload


@dataclass(frozen=True)
class Moment:
    """after: what was carried out last, in words. writes: what was written until then."""

    after: str
    states: Mapping[str, NodeState]
    writes: Writes


def is_write(payload: str) -> bool:
    return payload.startswith("write_") and payload not in OURS


class Moments:
    """Of what a lab does while it is watched: one after each call of each request that has changed a node.

    A node's PowerShell may be ended in the middle of a request, so that the calls before have been carried out. Leases
    are left out: they are over before the next run writes.
    """

    def __init__(self, lab: WiredLab) -> None:
        self.writes: Writes = Counter()
        lab.watch = self._watch
        self._states = States(lab.folder)
        self.all = [Moment("nothing", self._now(), Counter())]

    def _now(self) -> dict[str, NodeState]:
        return {node: leases_expired(self._states.read(node)) for node in self._states.nodes()}

    def _watch(self, node: str, stdin: bytes, before: Mapping[str, NodeState]) -> None:
        for payload, begun in _begun(stdin):
            if is_write(payload):
                self.writes[node, payload] += 1
            _, after = emulation.answer(begun, cluster.joined(before[node], before.values()))
            states = {name: leases_expired(state) for name, state in before.items()}
            states[node] = leases_expired(cluster.parted(after))
            if states != self.all[-1].states:
                self.all.append(Moment(f"{payload} on {node}", states, Counter(self.writes)))
        assert self.all[-1].states == self._now(), "the last call leaves what the whole request leaves"


def _begun(stdin: bytes) -> Iterator[tuple[str, bytes]]:
    """The request with its first call only, then with its first two, and so on."""
    request = asked(stdin)
    secrets = stdin.splitlines()[1:]
    for number, call in enumerate(request["calls"], 1):
        head = json.dumps({**request, "calls": request["calls"][:number]}).encode()
        yield call["payload"], b"\r\n".join([head, *secrets])
