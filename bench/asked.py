"""What an audit of every concern asks a node, computed by the product itself."""

from __future__ import annotations

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import audit as driver
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab import intranet


def calls(number: int, nodes: int) -> list[Call]:
    """Of the node of this number, in a farm of so many nodes."""
    return of_node(Farm.of(intranet.description(nodes)), number)


def of_node(farm: Farm, number: int) -> list[Call]:
    arguments = [(concern, concern.arguments(farm, intranet.name(number))) for concern in CONCERNS]
    return driver.questions([driver.Plan.of(concern, given) for concern, given in arguments])
