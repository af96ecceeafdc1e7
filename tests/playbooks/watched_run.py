"""A rolling fix of three nodes in one process, with a failure at one of its requests, and what became of the farm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS

from lab import simulation
from lab.node_files import NodeState
from tests.playbooks.controller import Controller, Run, inventory_of, nodes_alone
from tests.playbooks.failure import Failure, Request
from tests.playbooks.serving import serving

RECYCLING = {payload for concern in CONCERNS if concern.RECYCLES for payload in concern.WRITES}
NODES = ("web1", "web2", "web3")
NETWORK = "127.0.0"  # of the inventory's addresses, to which nothing connects


@dataclass(frozen=True)
class Watched:
    run: Run
    requests: list[Request]
    left: Sequence[str]  # the nodes that serve after it

    def report(self) -> str:
        return "".join(self.run.output.rpartition("PLAY [Report]")[1:])

    def says_left_drained(self, node: str) -> bool:
        """Whether the report's lines of this node say so."""
        _, _, rest = self.report().partition(f"\n  {node}:\n")
        own = takewhile(lambda line: line.startswith("    "), rest.splitlines())
        return any("LEFT DRAINED" in line for line in own)

    def read_again(self, node: str, after: int) -> bool:
        """Whether a later request has read what serves."""
        later = self.requests[after:]
        return any(request.node == node and "read_iis" in request.payloads for request in later)


class Farm:
    """broken: node -> the faults that it has at the beginning of each run."""

    def __init__(self, folder: Path, broken: Mapping[str, tuple[str, ...]]) -> None:
        simulation.prepare(folder / "lab", len(NODES), NETWORK)
        self.controller = Controller(
            folder / "lab", nodes_alone(inventory_of(NETWORK, folder / "inventory")), folder, one_process=True
        )
        for node, faults in broken.items():
            for fault in faults:
                self.controller.inject(fault, node)
        self._first = self._states()

    def _states(self) -> dict[str, NodeState]:
        return {node: self.controller.states.read(node) for node in NODES}

    def run(self, failure: Failure | None = None) -> Watched:
        for node, state in self._first.items():
            self.controller.states.write(node, state)
        self.controller.failure = failure
        run = self.controller.play("fix-kerberos.yml")
        return Watched(run, self.controller.requests(), serving(self._states()))
