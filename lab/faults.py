"""The faults that the lab can inject, each with all that is reported of it and nothing else.

The numbers are those of the list of faults in docs/faults.md. FAULTS: of nodes, reported of the node that has it.
WHOLE: of the farm as a whole. CLIENTS, DOMAIN_CONTROLLERS: of one, reported of it.
"""

from __future__ import annotations

from lab import parts
from lab.fault import Fault

_FOUND: tuple[Fault, ...] = tuple(fault for module in parts.found(*parts.FAULTS) for fault in module.FAULTS)
FAULTS = tuple(fault for fault in _FOUND if not (fault.whole or fault.beside))
WHOLE = tuple(fault for fault in _FOUND if fault.whole)
CLIENTS, DOMAIN_CONTROLLERS = (
    tuple(fault for fault in _FOUND if fault.beside == kind) for kind in ("client", "domain controller")
)
BY_NAME: dict[str, Fault] = parts.joined((fault.name.partition("/")[0], {fault.name: fault}) for fault in _FOUND)
