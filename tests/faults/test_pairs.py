"""Every two faults at once on one node: neither hides the other, nothing else is said, and the fix still converges."""

from __future__ import annotations

from itertools import combinations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab.faults import FAULTS, Fault
from tests.faults.farm_in_process import Farm
from tests.faults.pairs import not_mended, wrong

# The same file, or the same right, cannot be both.
NO_PAIRS = {("59", "59-inherited"), ("48", "48-local"), ("48", "48-stopped"), ("48-local", "48-stopped")}
# An identity is not given back to a pool that it could not start: the rollback stops there, and says so.
NO_WAY_BACK = {("35", "48-local")}

BATCH = 20
READ = [fault for fault in FAULTS if fault.read]
PAIRS = [pair for pair in combinations(READ, 2) if (pair[0].id, pair[1].id) not in NO_PAIRS]
BATCHES = [PAIRS[start : start + BATCH] for start in range(0, len(PAIRS), BATCH)]


def both(one: Fault, other: Fault) -> Farm:
    farm = Farm(None)
    for fault in (one, other):
        fault.inject(farm.states[2], 2)
    return farm


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: f"{batch[0][0].id}+{batch[0][1].id}")
def test_every_two_faults(batch: list[tuple[Fault, Fault]]) -> None:
    problems = [problem for pair in batch if (problem := _of_pair(*pair))]
    assert not problems, "\n".join(problems)


def _of_pair(one: Fault, other: Fault) -> str:
    farm = both(one, other)
    first, name = farm.settings(), f"{one.id} and {other.id}"
    expected = one.says(2, alone=True) | other.says(2, alone=True)
    said = farm.said()[2]
    if problem := wrong(one, other, said, expected):
        return f"{name}: {problem}"
    if farm.settings() != first:
        return f"{name}: an audit changed something"
    farm.fix("run-1", 2)
    if problem := not_mended(2, one, other, said, farm.said()[2]):
        return f"{name}: {problem}"
    if farm.fix("run-2", 2):
        return f"{name}: the second fix changed something"
    if (one.id, other.id) in NO_WAY_BACK:
        with pytest.raises(NodeError, match="event 5021"):
            farm.undo("run-1", 2)
        return ""
    farm.undo("run-1", 2)
    if one.restored and other.restored and farm.settings() != first:
        return f"{name}: a rollback has not given the first state back"
    return ""
