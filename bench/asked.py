"""What an audit asks a node, computed by the product itself: of the concerns that the bench audits, or of every one."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    CONCERNS,
    NODES_ALONE,
    farm_of,
    named,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import distinct_reads
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab import intranet


def calls(number: int, nodes: int) -> list[Call]:
    """Of the node of this number, in a farm of so many nodes."""
    return of_node(farm_of(intranet.without_directory(nodes)), number)


def of_node(farm: Farm, number: int) -> list[Call]:
    return _of(named(NODES_ALONE), farm, number)


def of_every_concern(farm: Farm, number: int) -> list[Call]:
    """Of those that the directory is asked for, too, which bench/directory.py measures."""
    return _of(CONCERNS, farm, number)


def _of(concerns: Sequence[Concern], farm: Farm, number: int) -> list[Call]:
    node = intranet.name(number)
    return distinct_reads([Plan.from_arguments(concern, concern.arguments(farm, node)) for concern in concerns])
