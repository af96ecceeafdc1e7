"""Every two faults at once on one node: neither hides the other, nothing else is said, and the fix still converges.

Faults of different steps are told exactly as each of them alone. Those that meet in one setting may be told in other
words (an identity is named in what it cannot read), so there the controls are compared.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.errors import NodeError

from lab.faults import FAULTS, Fault
from tests.lab.in_process import Farm

# Found only once the other one is mended: an address or a process that is not there has no setting.
HIDDEN = {
    ("7", "67"): "DNS-2",
    ("56", "59-inherited"): "ACL-4",
    ("56-folder-only", "59-inherited"): "ACL-4",
    ("57", "59-inherited"): "ACL-4",
    ("59-inherited", "64"): "ACL-4",
    ("34", "37"): "POOL-6",
    ("35", "37"): "POOL-6",
    ("37", "48-stopped"): "POOL-6",
    ("34", "32-application"): "AUTH-5",
    ("34", "38"): "AUTH-5",
    ("32", "32-application"): "AUTH-5",
    ("32", "38"): "AUTH-5",
    ("32-application", "40"): "AUTH-5",
    ("38", "40"): "AUTH-5",
}
# The same file, or the same right, cannot be both.
NO_PAIRS = {("59", "59-inherited"), ("48", "48-local"), ("48", "48-stopped"), ("48-local", "48-stopped")}
# An identity is not given back to a pool that it could not start: the rollback stops there, and says so.
NO_WAY_BACK = {("35", "48-local")}
# Where an own address of the description is missing, what the node registers in DNS is left alone.
LEFT_ALONE = ("67", "DNS-")
APART = ("DNS-", "NLB-")  # controls that no other fault touches

BATCH = 20
READ = [fault for fault in FAULTS if fault.read]
PAIRS = [pair for pair in combinations(READ, 2) if (pair[0].id, pair[1].id) not in NO_PAIRS]
BATCHES = [PAIRS[start : start + BATCH] for start in range(0, len(PAIRS), BATCH)]
Said = set[tuple[str, str]]


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
    said = farm.said()[2]
    if wrong := _wrong(one, other, said, expected):
        return f"{name}: {wrong}"
    if farm.settings() != first:
        return f"{name}: an audit changed something"
    farm.fix("run-1")
    after = farm.said()[2]
    hidden = HIDDEN.get((one.id, other.id))  # shows once the other one is mended
    if new := {control for control, _ in after} - {control for control, _ in said} - {hidden}:
        return f"{name}: a fix brought {sorted(new)}"
    if _is_apart(one, other) and after != (left := _left(said, one, other)):
        return f"{name}: after a fix said besides {sorted(after - left)}, not said {sorted(left - after)}"
    if farm.fix("run-2"):
        return f"{name}: the second fix changed something"
    if (one.id, other.id) in NO_WAY_BACK:
        with pytest.raises(NodeError, match="event 5021"):
            farm.undo("run-1")
        return ""
    farm.undo("run-1")
    if one.restored and other.restored and farm.settings() != first:
        return f"{name}: a rollback has not given the first state back"
    return ""


def _wrong(one: Fault, other: Fault, said: Said, expected: Said) -> str:
    hidden = HIDDEN.get((one.id, other.id))
    if _is_apart(one, other):
        kept = {fact for fact in expected if fact[0] != hidden}
        return "" if kept <= said <= expected else f"said {sorted(said)}, expected {sorted(expected)}"
    if strange := {control for control, _ in said} - {control for control, _ in expected}:
        return f"said besides {sorted(strange)}"
    missing = [fault.id for fault in (one, other) if not {c for c, _ in fault.said} - {hidden} <= {c for c, _ in said}]
    return f"not said: {', '.join(missing)}" if missing else ""


def _is_apart(one: Fault, other: Fault) -> bool:
    kinds = [{control.startswith(APART) for control, _ in fault.said} for fault in (one, other)]
    return kinds[0] != kinds[1] or all(control.startswith("DNS-") for f in (one, other) for control, _ in f.said)


def _left(expected: Said, *faults: Fault) -> Said:
    left = {said for fault in faults if not fault.mended for said in fault.says(2, alone=True)}
    alone = any(fault.id == LEFT_ALONE[0] for fault in faults)
    return {said for said in expected if said in left or (alone and said[0].startswith(LEFT_ALONE[1]))}
