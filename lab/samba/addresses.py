"""Where everything of the farm is in the namespaces of its domain: as inventory/lab describes it, without a mapping.

Imports nothing that the system's Python may not have.
"""

from __future__ import annotations

from lab import intranet
from lab.samba.controller import ADDRESSES

NODES = 3
OWN = {intranet.name(number): intranet.own_addresses(number)[0] for number in range(1, NODES + 1)}
VIRTUAL = intranet.VIRTUAL[0]
ALL = (*ADDRESSES.values(), *OWN.values(), VIRTUAL)
NAMES = (
    *((address, f"{name}.example.com {name}") for name, address in (*ADDRESSES.items(), *OWN.items())),
    (VIRTUAL, " ".join(intranet.NAMES)),
)
