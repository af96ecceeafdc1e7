"""Over everything that the nodes of a farm may have said: the last one that serves is never drained.

What may be drained is written down here a second time, in other words, and compared with what is decided.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain import decision
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.cluster.membership import parse

from tests.unit.engine.drain import said

STATUSES = (1005, 1006, 1007, 1009, 1013, None)
TOGETHER = ("with all", "alone", "not known")
SEED, SAMPLE = 12, 20_000
OLD = "2026-01-31 07:58:00"


@dataclass(frozen=True)
class Said:
    """What another node has said. together: with whom it has converged. old: whether too long ago."""

    asked: bool
    status: int | None = None
    together: str = "not known"
    serves: bool | None = None
    held: bool = False
    old: bool = False

    def serves_for(self, own: str) -> bool:
        """Whether it is known to serve the clients of a node that has converged so."""
        known = {self.together, own} - {"not known"}
        return self.asked and self.status == 1007 and self.serves is True and not self.old and known == {"with all"}

    def forbids(self) -> bool:
        return self.asked and (self.status != 1007 or self.held)


ANSWERS = [
    Said(False),
    *(Said(True, *rest) for rest in product(STATUSES, TOGETHER, (True, False, None), (False, True), (False, True))),
]


def farms(others: int) -> Iterator[Sequence[Said]]:
    if others < 3:
        yield from combinations_with_replacement(ANSWERS, others)
        return
    chosen = random.Random(SEED)
    healthy = [answer for answer in ANSWERS if not answer.forbids()]
    for number in range(SAMPLE):  # half of them without an answer that forbids a drain by itself
        yield chosen.choices(healthy if number % 2 else ANSWERS, k=others)


def of(answer: Said, number: int, nodes: int) -> dict[str, object]:
    state = said.state(number, nodes)
    cluster = {**state["cluster"], "status": answer.status, "converged_with": with_whom(answer.together, number, nodes)}
    return state | {
        "time": OLD if answer.old else state["time"],
        "asked": answer.asked,
        "problem": "" if answer.asked else "no answer came in time",
        "cluster": cluster if answer.asked else None,
        "held_by": "20260131T075900Z-b" if answer.held else None,
        "serves": answer.serves,
    }


def with_whom(together: str, number: int, nodes: int) -> list[int] | None:
    return {"with all": list(range(1, nodes + 1)), "alone": [number], "not known": None}[together]


@pytest.mark.parametrize("own", TOGETHER)
@pytest.mark.parametrize("nodes", [2, 3, 4])
def test_a_node_is_drained_only_where_another_one_serves(nodes: int, own: str) -> None:
    changes = {} if own == "with all" else {"clusters[host=1].converged_with": with_whom(own, 1, nodes)}
    node, me, moment = parse(said.read_cluster(nodes, changes)), said.state(1, nodes), said.moment()
    # Parsed once each, because there are many farms.
    parsed = {
        (answer, number): said.request(nodes, [of(answer, number, nodes)]).states[0]
        for answer in ANSWERS
        for number in range(2, nodes + 1)
    }
    wanted = said.request(nodes, [me])
    drained = 0
    for answers in farms(nodes - 1):
        states = tuple(parsed[answer, number] for number, answer in enumerate(answers, 2))
        asked = decision.DrainRequest(**{**vars(wanted), "states": (*wanted.states, *states)})
        may = decision.refusal(node, asked, moment) is None
        should = any(one.serves_for(own) for one in answers) and not any(one.forbids() for one in answers)
        assert may is should, (own, answers)
        drained += may
    assert drained if own != "alone" else not drained
