"""Every two faults at once on one node: each is found as if it were alone, mended, and given back.

Some faults hide one another, or are the same setting; those pairs are named, with what is said instead.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from lab.faults import FAULTS, Fault
from tests.lab.in_process import Farm

# What the one hides of the other: an address that is gone has no setting, and a file that lacks what its folder lacks
# as well is mended there.
HIDDEN = {
    ("7", "67"): ("DNS-2", ""),
    ("56", "59-inherited"): ("ACL-4", "EXAMPLE"),
    ("56-folder-only", "59-inherited"): ("ACL-4", "EXAMPLE"),
    ("57", "59-inherited"): ("ACL-4", "EXAMPLE"),
    ("59-inherited", "64"): ("ACL-4", ""),
}
# The same file cannot be both.
NO_PAIRS = {("59", "59-inherited")}
# Where an own address of the description is missing, what the node registers in DNS is left alone.
LEFT_ALONE = ("67", "DNS-")

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
    wrong = [said for pair in batch if (said := _of_pair(*pair))]
    assert not wrong, "\n".join(wrong)


def _of_pair(one: Fault, other: Fault) -> str:
    farm = both(one, other)
    first, name = farm.settings(), f"{one.id} and {other.id}"
    expected = one.says(2, alone=True) | other.says(2, alone=True)
    if hidden := HIDDEN.get((one.id, other.id)):
        expected = {said for said in expected if not (said[0] == hidden[0] and said[1].startswith(hidden[1]))}
    said = farm.said()[2]
    if said != expected:
        return f"{name}: said besides {sorted(said - expected)}, not said {sorted(expected - said)}"
    left = {said for said in expected if said in _left(one, other) or _left_alone(said, one, other)}
    farm.fix("run-1")
    if (said := farm.said()[2]) != left:
        return f"{name}: after a fix said besides {sorted(said - left)}, not said {sorted(left - said)}"
    if farm.fix("run-2"):
        return f"{name}: the second fix changed something"
    farm.undo("run-1")
    if one.restored and other.restored and farm.settings() != first:
        return f"{name}: a rollback has not given the first state back"
    return ""


def _left(*faults: Fault) -> set[tuple[str, str]]:
    return {said for fault in faults if not fault.mended for said in fault.says(2, alone=True)}


def _left_alone(said: tuple[str, str], *faults: Fault) -> bool:
    return any(fault.id == LEFT_ALONE[0] for fault in faults) and said[0].startswith(LEFT_ALONE[1])
