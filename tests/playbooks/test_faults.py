"""Every fault by the playbooks: found, fixed or reported, clean then, rolled back.

Each node of a farm has another fault, and the faults of a farm are fixed, or reported, all of them: a rolling fix stops
at the first node that cannot be drained. tests/faults has each fault alone, on one node and on all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, CONTROLS
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis import server
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.iis.serving import serving
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers

from lab import emulation, healthy, intranet
from lab.faults import BY_NAME, FAULTS, Fault
from tests import reported
from tests.playbooks.controller import Controller
from tests.playbooks.serving import pool_runs

NODES = tuple(intranet.name(number) for number in (1, 2, 3))
# For each payload that writes and each kind of answer: the real engine, by the real connection, from ansible-playbook.
IN_POWERSHELL = (
    {
        "web1": ("dns_registration/virtual-address-registered", "site_acl/app-data-closed-to-pool"),
        "web2": ("site_acl/web-config-unreadable", "windows_authentication/ntlm-first"),
        "web3": ("dns_registration/dynamic-update-disabled", "app_pool/built-in-identity"),
    },
    {
        "web1": ("app_pool/batch-logon-removed-and-stopped",),
        "web2": ("windows_authentication/machine-key",),
        "web3": ("app_pool/old-worker-process",),
    },
    {
        "web1": ("site_acl/readers-denied", "windows_authentication/anonymous-enabled-in-folder"),
        "web2": ("load_balancing/stopped", "windows_authentication/locked-section-in-web-config"),
        "web3": ("dns_registration/hosts-file-overrides", "app_pool/shared-with-another-site"),
    },
)
# An unread node is compared with none: without a majority nothing else is reported of the two that are left.
# In a playbook the directory is asked as well.
OF_NODES = [fault for fault in FAULTS if not fault.whole and fault.name not in reported.KNOWN_TO_DIRECTORY]
UNREAD = [fault for fault in FAULTS if not fault.read]
FaultsByNode = Mapping[str, Sequence[Fault]]  # by node
Reported = dict[str, set[tuple[str, str]]]


def concern(fault: Fault) -> str:
    return fault.name.partition("/")[0]


def farms(faults: Iterable[Fault]) -> list[FaultsByNode]:
    """The faults of a farm are of three concerns, as long as there are such: nodes are compared with each other, so no
    two of a farm may have the same difference.
    """
    faults = sorted(faults, key=lambda fault: (fault.fixed, concern(fault)))
    return [farm for _, group in groupby(faults, key=lambda fault: fault.fixed) for farm in _farms(list(group))]


def _farms(faults: list[Fault]) -> Iterator[FaultsByNode]:
    left = [list(of_one) for _, of_one in groupby(faults, key=concern)]
    while left := sorted(filter(None, left), key=len, reverse=True):
        yield dict(zip(NODES, [(of_one.pop(0),) for of_one in left[: len(NODES)]], strict=False))


def on_every_node() -> list[FaultsByNode]:
    """A fault of each concern; where it compares nodes, one that shows in this. On every node at once none may stop the
    site: where no other node serves, none is drained.
    """
    return [dict.fromkeys(NODES, (max(_of(name), key=_compared_and_fixed),)) for name in [one.NAME for one in CONCERNS]]


def _of(name: str) -> list[Fault]:
    return [fault for fault in OF_NODES if concern(fault) == name and fault.read and _serves(fault)]


def _serves(fault: Fault) -> bool:
    """Whether the site of a node with this fault runs."""
    state = healthy.node(1)
    fault.inject(state, 1)
    site = intranet.description(1)["site"]
    return serving(server.parse(emulation.PAYLOADS["read_iis"](state, {})), site).serves is True


def _compared_and_fixed(fault: Fault) -> tuple[bool, bool]:
    controls = {control for concern in CONCERNS for control in identifiers(concern.FARM_CONTROLS)}
    return any(control in controls for control, _ in (*fault.reported, *fault.alone)), fault.fixed


def names(farm: FaultsByNode) -> str:
    return ",".join(dict.fromkeys("+".join(fault.name for fault in faults) for faults in farm.values()))


@pytest.mark.parametrize("farm", farms(fault for fault in OF_NODES if fault.read), ids=names)
def test_another_fault_on_each_node(farm: FaultsByNode, in_one_process: Controller) -> None:
    _is_found_fixed_and_rolled_back(farm, in_one_process)


@pytest.mark.parametrize("farm", IN_POWERSHELL, ids=lambda farm: ",".join("+".join(faults) for faults in farm.values()))
def test_in_powershell(farm: Mapping[str, Sequence[str]], powershell: Controller) -> None:
    _is_found_fixed_and_rolled_back(
        {node: [BY_NAME[name] for name in faults] for node, faults in farm.items()}, powershell
    )


@pytest.mark.parametrize("farm", on_every_node(), ids=names)
def test_the_same_fault_on_every_node(farm: FaultsByNode, in_one_process: Controller) -> None:
    _is_found_fixed_and_rolled_back(farm, in_one_process)


@pytest.mark.parametrize("fault", UNREAD, ids=lambda fault: fault.name)
def test_a_node_that_cannot_be_read(fault: Fault, controller: Controller) -> None:
    _is_found_fixed_and_rolled_back({"web2": (fault,)}, controller)


def _is_found_fixed_and_rolled_back(farm: FaultsByNode, controller: Controller) -> None:
    for node, faults in farm.items():
        for fault in faults:
            controller.inject(fault.name, node)
    first = controller.settings()
    every = [fault for faults in farm.values() for fault in faults]
    expected = _reported(farm)
    fixed = _reported({node: [fault for fault in faults if not fault.fixed] for node, faults in farm.items()})
    for node, faults in farm.items():
        fixed[node] |= reported.pending([fault.name for fault in faults], NODES.index(node) + 1)

    audit = controller.play("playbooks/audit.yml")
    assert audit.reported() == expected
    assert audit.changed() == 0
    assert controller.settings() == first
    checked = all(fault.read and fault.checked for fault in every)
    assert audit.code == (0 if checked else 2), "what could not be checked makes the run fail"

    fix = controller.play("fix-kerberos.yml")
    assert fix.reported() == fixed
    assert {node: fix.recap[node]["changed"] for node in NODES} == {node: _steps(farm.get(node, ())) for node in NODES}

    again = controller.play("fix-kerberos.yml")
    assert again.changed() == 0
    assert again.reported() == fixed

    back = controller.play("playbooks/rollback.yml")
    now = controller.settings()
    kept = {node for node, faults in farm.items() if not all(fault.restored for fault in faults)}
    # A node that serves as little as before its fix stays drained.
    fixed_on = {node for node, faults in farm.items() if any(fault.fixed for fault in faults)}
    down = {node for node in fixed_on if not pool_runs(first[node])}
    for node in down:
        assert now[node].pop("cluster") != first[node].pop("cluster")
    assert {node for node in NODES if now[node] != first[node]} == kept, back.output
    if all(fault.read for fault in every):
        left = back.reported()
        assert {node: left[node] for node in NODES if node not in down} == {
            node: set() if node in kept else expected[node] - _forgotten(farm, node)
            for node in NODES
            if node not in down
        }


def _forgotten(farm: FaultsByNode, node: str) -> set[tuple[str, str]]:
    """What is not reported again after a rollback: a log of before the fix is no evidence."""
    traces = {control.id for control in CONTROLS if control.trace}
    of_fixed = (one for fault in farm.get(node, ()) if fault.undone for one in fault.reported)
    return {(control, subject) for control, subject in of_fixed if control in traces}


def _reported(farm: FaultsByNode) -> Reported:
    """What is reported of each node; of one that is not in the farm's majority, also in what it differs."""
    alone = len(farm) == 1 or len(set(map(tuple, farm.values()))) > 1
    found: Reported = {node: set() for node in NODES}
    for node, faults in farm.items():
        for fault in faults:
            found[node] |= reported.expected(fault, NODES.index(node) + 1, alone)
            for other in set(NODES) - {node}:
                found[other] |= fault.reported_on_others(NODES.index(other) + 1)
    return found


def _steps(faults: Sequence[Fault]) -> int:
    """A task for each concern; a change that restarts anything comes between a drain and a start."""
    fixed = [fault for fault in faults if fault.fixed]
    restarts = any(not control.startswith("DNS-") for fault in fixed for control, _ in fault.reported)
    return len({concern(fault) for fault in fixed}) + (2 if restarts else 0)
