"""What an audit of every concern asks a node, computed by the product itself."""

from __future__ import annotations

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import distinct_reads
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab import intranet


def calls(number: int, nodes: int) -> list[Call]:
    """Of the node of this number, in a farm of so many nodes."""
    return of_node(farm_of(intranet.without_directory(nodes)), number)


def of_node(farm: Farm, number: int) -> list[Call]:
    node = intranet.name(number)
    return distinct_reads([Plan.from_arguments(concern, concern.arguments(farm, node)) for concern in CONCERNS])
