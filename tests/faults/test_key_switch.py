"""Faults of the directory and of nodes at once, fixed and rolled back: after no write do clients meet something worse.

What clients meet is found out by clients.py, which has no rule of the product. Each fault of the directory meets each
fault of a node, three of which are on three nodes at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from lab import intranet
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.changes import SPNS
from lab.directory.file import DirectoryState
from lab.fault import Fault
from lab.faults import FAULTS, WHOLE
from tests.faults import clients
from tests.faults.clients import Meets
from tests.faults.whole_fix import WholeFix

REQUEST = "SPN-2"
OF_TICKETS = ("3", "5")  # steps of a ticket's path
# What a run has left half written is judged by what was before that run: test_key_switch_interrupted.py.
HALF_WRITTEN = "app_pool/interrupted"
OF_DIRECTORY = [fault for fault in WHOLE if fault.name.startswith("spn/") or fault.step == "3"]
OF_NODES = [
    fault
    for fault in FAULTS
    if fault.read
    and fault.step in OF_TICKETS
    and fault.name.startswith(("app_pool/", "windows_authentication/", "machine_account/"))
    and fault.name != HALF_WRITTEN
]
# Which key decrypts is not known with these, so that no name is moved, whatever else there is.
UNCHECKED = [fault for fault in OF_NODES if not fault.checked]
CHECKED = [fault for fault in OF_NODES if fault.checked]
# Where an account holds the names that a node may decrypt with the key of.
WRONG_HOLDER = ("spn/on-a-node", "spn/on-a-former-account", "spn/host-names-on-a-computer")
CASES = [
    *((fault, False) for fault in OF_DIRECTORY),
    *((fault, True) for fault in OF_DIRECTORY if fault.name in WRONG_HOLDER),
]
CANNOT = "the names of the farm cannot be put back"
Nodes = dict[int, list[Fault]]


def on_nodes(shift: int) -> Iterator[Nodes]:
    """Each fault once, three at a time, on other nodes and beside other faults with each shift."""
    yield {}
    for faults in (CHECKED, UNCHECKED):
        parts = [faults[number::3] for number in range(3)]
        for number in range(len(parts[0])):
            chosen = [part[(number + shift * place) % len(part)] for place, part in enumerate(parts)]
            yield {(place + shift) % 3 + 1: [fault] for place, fault in enumerate(chosen)}


def names(directory: DirectoryState) -> dict[str, list[str]]:
    """Account -> what it holds."""
    found = {name: sorted(map(str.lower, one.get(SPNS, []))) for name, one in directory["objects"].items()}
    return {name: held for name, held in found.items() if held}


def not_of_the_farm(directory: DirectoryState) -> set[tuple[str, str]]:
    """Neither the farm's names nor what was meant to be one."""
    return {
        (name, one)
        for name, held in names(directory).items()
        for one in held
        if not (one.startswith("http") and "intranet" in one)
    }


def fell(fix: WholeFix, *ends: clients.Met, put_back: bool = True) -> list[str]:
    """What clients have met that is worse than at these ends, but where it was asked for: a node that accepted tickets
    by the key of the former holder, between the change of the names and its own.

    put_back: whether the names are where they were; where they cannot be, clients may be left to NTLM.
    """
    asked = REQUEST in fix.description.on_request
    last = len(fix.seen) - 1
    return [
        f"after write {number} of {last}: {place}: {was}, then {now}"
        for number, met in enumerate(fix.seen)
        for place, (was, now) in clients.worse(met, *ends).items()
        if not (asked and was is Meets.ACCEPTED and number < last and intranet.name(place[1]) in fix.followed)
        and (put_back or now in (None, Meets.REFUSED))
    ]


def wrong(fix: WholeFix, directory: DirectoryState) -> Iterator[str]:
    """Of a first run, and of the next one."""
    first = fix.seen[0]
    fix.fix("run-1")
    yield from fell(fix, first)
    if not_of_the_farm(fix.directory) != not_of_the_farm(directory):
        yield "a name that is not the farm's was changed"
    given = set(names(fix.directory)) - set(names(directory)) - {SERVICE_ACCOUNT}
    if given or any(
        set(held) - set(names(directory).get(account, ()))
        for account, held in names(fix.directory).items()
        if account != SERVICE_ACCOUNT
    ):
        yield "another account than the service account was given a name"
    yield from not_done(fix)


def not_done(fix: WholeFix) -> Iterator[str]:
    """What is neither as it is to be nor refused with a reason that is told."""
    failed, told = fix.failures(), json.dumps(fix.findings())
    refused = fix.refused()
    for name in intranet.NAMES:
        held_by = {clients.holder(fix.directory, one, name) for one in clients.CONTROLLERS}
        right = held_by == {intranet.SERVICE_ACCOUNT.rpartition("\\")[2]}
        if not (right or failed or name in refused or fix.pending()):
            yield f"{name} is held by {held_by}, and nothing says why"
        if name in refused and not failed and json.dumps(refused[name])[1:-1] not in told:
            yield f"{name}: not told: {refused[name]}"
    before = fix.settings()
    fix.fix("run-2")
    if not failed and (fix.changed() or fix.settings() != before):
        yield "the next run has changed something"


def not_undone(fix: WholeFix, directory: DirectoryState, nodes: object, first: clients.Met) -> Iterator[str]:
    """nodes: their settings before; None where they cannot all be restored."""
    fix.seen = [fix.met()]
    fixed = fix.seen[0]
    fix.undo("run-1")
    if failures := [why for why in fix.failures().values() if CANNOT not in why]:
        yield f"rolled back: {failures}"
    put_back = names(fix.directory) == names(directory)
    yield from (f"rolled back: {one}" for one in fell(fix, fixed, first, put_back=put_back))
    if put_back and nodes is not None and fix.settings() != nodes:
        yield "rolled back: not as before"


@pytest.mark.parametrize(("whole", "requested"), CASES, ids=lambda of: getattr(of, "name", of and "requested"))
def test_after_no_write_do_clients_meet_something_worse(whole: Fault, requested: bool) -> None:
    found = []
    for nodes in on_nodes(CASES.index((whole, requested))):
        fix = WholeFix([whole], nodes, [REQUEST] if requested else [])
        directory, first, settings = fix.directory, fix.seen[0], fix.settings()
        told = list(wrong(fix, directory))
        if requested and all(fault.fixed and fault.checked for of in nodes.values() for fault in of):
            told += [f"not moved: {why}" for why in fix.refused().values()]
        if len(fix.seen) > 1:
            restored = all(fault.restored for of in nodes.values() for fault in of)
            told += not_undone(fix, directory, settings if restored else None, first)
        at = ", ".join(f"{intranet.name(number)} {fault.name}" for number, of in nodes.items() for fault in of)
        found += [f"{at or 'no node'}: {one}" for one in told[:3]]
    assert not found, "\n".join(found)
