"""Two faults at once on each node, as a user meets them: by the playbooks, not by the driver alone as in tests/lab.

The pairs are those that meet: in one setting, in one file, in the order of the roll, or where one waits for the other.
"""

from __future__ import annotations

import pytest

from lab.faults import BY_ID
from tests.faults.pairs import not_mended, wrong
from tests.playbooks.controller import Controller

# Three pairs a run: nodes are told apart by what most of them have, so no two of them have the same difference.
FARMS = [
    {"web1": ("34", "32"), "web2": ("56", "63"), "web3": ("8", "41")},
    {"web1": ("35", "64"), "web2": ("6", "42"), "web3": ("37", "51")},
    {"web1": ("58", "48-local"), "web2": ("7", "66"), "web3": ("31-stopped", "43")},
    {"web1": ("35", "32"), "web2": ("9", "56-folder-only"), "web3": ("62", "41")},
    {"web1": ("59", "34"), "web2": ("49", "8-adapter"), "web3": ("32", "42")},
    {"web1": ("57", "41"), "web2": ("31", "65"), "web3": ("6", "48-stopped")},
    {"web1": ("38", "63"), "web2": ("61", "66-module"), "web3": ("7", "44")},
]


@pytest.mark.parametrize("farm", FARMS, ids=lambda farm: ",".join("+".join(pair) for pair in farm.values()))
def test_two_faults_on_each_node(farm: dict[str, tuple[str, str]], controller: Controller) -> None:
    pairs = {node: tuple(BY_ID[fault] for fault in pair) for node, pair in farm.items()}
    for node, pair in farm.items():
        for fault in pair:
            controller.inject(fault, node)
    first = controller.settings()

    audit = controller.play("playbooks/audit.yml")
    assert (audit.code, audit.changed()) == (0, 0)
    assert controller.settings() == first
    for number, (node, (one, other)) in enumerate(pairs.items(), 1):
        expected = one.says(number, alone=True) | other.says(number, alone=True)
        assert not wrong(one, other, audit.said()[node], expected), node

    fix = controller.play("fix-kerberos.yml")
    assert fix.code == 0, fix.output
    for number, (node, (one, other)) in enumerate(pairs.items(), 1):
        assert not not_mended(number, one, other, audit.said()[node], fix.said()[node]), node

    again = controller.play("fix-kerberos.yml")
    assert (again.code, again.changed()) == (0, 0)
    assert again.said() == fix.said()

    back = controller.play("playbooks/rollback.yml")
    given_back = {node for node, pair in pairs.items() if all(fault.restored for fault in pair)}
    now = controller.settings()
    assert {node for node in pairs if now[node] == first[node]} >= given_back, back.output
