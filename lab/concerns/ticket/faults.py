"""No fault is injected here: what makes tickets fail are the faults of the other concerns, and a simulated node takes
no ticket. Sites that take real ones are in lab/site.
"""

from __future__ import annotations

from lab.fault import Fault

FAULTS: tuple[Fault, ...] = ()
