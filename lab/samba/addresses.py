"""Where everything of the farm is in the namespaces of its domain: as inventory/lab describes it, without a mapping.

Imports nothing that the system's Python may not have.
"""

from __future__ import annotations

from lab import intranet
from lab.samba.controller import ADDRESSES

NODES = 3
# Address -> name of the node that it is an own address of.
OWN = {address: intranet.name(number) for number in range(1, NODES + 1) for address in intranet.own_addresses(number)}
VIRTUAL = intranet.VIRTUAL
ALL = (*ADDRESSES.values(), *OWN, *VIRTUAL)
NAMES = (
    *((address, f"{name}.example.com {name}") for name, address in ADDRESSES.items()),
    *((address, f"{name}.example.com {name}") for address, name in OWN.items()),
    *((address, " ".join(intranet.NAMES)) for address in VIRTUAL),
)
