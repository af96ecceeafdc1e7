"""What is reported of a node that has a fault. The lab names findings; the product's controls are known only here."""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers

from lab.faults import BY_NAME, Fault

# Groups that a node could not ask for, which the directory knows where a run asks it.
KNOWN_TO_DIRECTORY = ("app_pool/batch-logon-denied-groups-unknown", "site_acl/pool-lacks-access-groups-unknown")
OF_NODES = [one for concern in CONCERNS for one in identifiers((*concern.CONTROLS, *concern.FARM_CONTROLS))]


def expected(fault: Fault, number: int, alone: bool) -> set[tuple[str, str]]:
    """Control and subject of each finding on the node of this number; alone: most nodes do not have the fault."""
    if fault.read:
        return fault.reported_on(number, alone)
    return {(control, "everything") for control in OF_NODES}


def pending(names: Iterable[str], number: int) -> set[tuple[str, str]]:
    """Once these faults are fixed, until the node of this number restarts."""
    return {fact for name in names for fact in BY_NAME[name].pending_on(number)}
