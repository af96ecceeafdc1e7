"""Which faults can meet: where one changes a part of a node's state that the other one changes, or that is read for it.

A part is what one payload reads: state["iis"] is printed by read_iis.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from itertools import combinations

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers

from lab import healthy
from lab.faults import Fault

Pair = tuple[Fault, Fault]
NODE = 2
SEED, SAMPLE = 11, 100


@cache
def changed(fault: Fault) -> frozenset[str]:
    before, after = healthy.node(NODE), healthy.node(NODE)
    fault.inject(after, NODE)
    return frozenset(part for part in {*before, *after} if before.get(part) != after.get(part))


@cache
def read(fault: Fault) -> frozenset[str]:
    """By the concerns that report the fault."""
    return frozenset(payload.removeprefix("read_") for concern in reporting(fault) for payload in concern.SHAPES)


def reporting(fault: Fault) -> list[Concern]:
    controls = {control for control, _ in fault.reported_on(NODE, alone=True)}
    return [concern for concern in CONCERNS if controls & {*identifiers((*concern.CONTROLS, *concern.FARM_CONTROLS))}]


def meet(one: Fault, other: Fault) -> bool:
    return bool(changed(one) & (changed(other) | read(other)) or changed(other) & read(one))


def pairs(faults: Sequence[Fault]) -> tuple[list[Pair], list[Pair]]:
    """Every two that can meet, and a sample, always the same, of those that cannot."""
    every = list(combinations(faults, 2))
    apart = [pair for pair in every if not meet(*pair)]
    return [pair for pair in every if meet(*pair)], random.Random(SEED).sample(apart, SAMPLE)
