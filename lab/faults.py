"""The faults that the lab can inject, each with all that is reported of it on the node that has it, and nothing else.

The numbers are those of the list of faults in docs/faults.md.
"""

from __future__ import annotations

from lab import parts
from lab.fault import Fault

FAULTS: tuple[Fault, ...] = tuple(fault for module in parts.found(*parts.FAULTS) for fault in module.FAULTS)
BY_NAME: dict[str, Fault] = parts.joined((fault.name.partition("/")[0], {fault.name: fault}) for fault in FAULTS)
