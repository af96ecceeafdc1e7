"""Which nodes of a fleet have a fault of the lab, and which one."""

from __future__ import annotations

from itertools import zip_longest

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NODES_ALONE

from lab.fault import Fault
from lab.faults import FAULTS


def _usable() -> list[Fault]:
    """Of every concern in turn: faults that can be read, and that make nothing wrong on the other nodes."""
    of_concerns: dict[str, list[Fault]] = {}
    for fault in FAULTS:
        concern = fault.name.partition("/")[0]
        if concern in NODES_ALONE and fault.checked and fault.read and fault.reported and not fault.others:
            of_concerns.setdefault(concern, []).append(fault)
    return [fault for turn in zip_longest(*of_concerns.values()) for fault in turn if fault is not None]


USABLE = _usable()


def faults(farms: int, nodes: int, faulty: int) -> dict[tuple[int, int], Fault]:
    """(farm, node), both counted from 1 -> its fault: on as many farms as there are, one fault after the other."""
    places = ((farm, node) for node in range(1, nodes + 1) for farm in range(1, farms + 1))
    return {place: USABLE[number % len(USABLE)] for number, place in zip(range(faulty), places, strict=False)}
