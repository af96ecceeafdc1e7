"""Every two faults at once on one node: neither hides the other, nothing else is said, and the fix still converges."""

from __future__ import annotations

from itertools import combinations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab.faults import FAULTS, Fault
from tests.faults.farm_in_process import Farm
from tests.faults.pairs import not_fixed, wrong

# The same file, or the same right, cannot be both.
NO_PAIRS = {
    ("site_acl/moved-file-protected", "site_acl/moved-file-inherited"),
    ("app_pool/batch-logon-removed-by-policy", "app_pool/batch-logon-removed"),
    ("app_pool/batch-logon-removed-by-policy", "app_pool/batch-logon-removed-and-stopped"),
    ("app_pool/batch-logon-removed", "app_pool/batch-logon-removed-and-stopped"),
}
# An identity is not given back to a pool that it could not start: the rollback stops there, and says so.
NO_WAY_BACK = {("app_pool/another-account", "app_pool/batch-logon-removed")}

BATCH = 20
READ = [fault for fault in FAULTS if fault.read]
PAIRS = [pair for pair in combinations(READ, 2) if (pair[0].name, pair[1].name) not in NO_PAIRS]
BATCHES = [PAIRS[start : start + BATCH] for start in range(0, len(PAIRS), BATCH)]


def both(one: Fault, other: Fault) -> Farm:
    farm = Farm(None)
    for fault in (one, other):
        fault.inject(farm.states[2], 2)
    return farm


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: f"{batch[0][0].name}+{batch[0][1].name}")
def test_every_two_faults(batch: list[tuple[Fault, Fault]]) -> None:
    problems = [problem for pair in batch if (problem := _of_pair(*pair))]
    assert not problems, "\n".join(problems)


def _of_pair(one: Fault, other: Fault) -> str:
    farm = both(one, other)
    first, name = farm.settings(), f"{one.name} and {other.name}"
    expected = one.says(2, alone=True) | other.says(2, alone=True)
    said = farm.said()[2]
    if problem := wrong(one, other, said, expected):
        return f"{name}: {problem}"
    if farm.settings() != first:
        return f"{name}: an audit changed something"
    farm.fix("run-1", 2)
    if problem := not_fixed(2, one, other, said, farm.said()[2]):
        return f"{name}: {problem}"
    if farm.fix("run-2", 2):
        return f"{name}: the second fix changed something"
    if (one.name, other.name) in NO_WAY_BACK:
        with pytest.raises(NodeError, match="event 5021"):
            farm.undo("run-1", 2)
        return ""
    farm.undo("run-1", 2)
    if one.restored and other.restored and farm.settings() != first:
        return f"{name}: a rollback has not given the first state back"
    return ""
