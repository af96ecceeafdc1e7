"""Faults of clocks, as the directory shows them: a difference is the same, whichever of the two has it."""

from __future__ import annotations

from lab.directory.file import DirectoryState
from lab.directory.situations import FAST, clock_of_a_controller_fast
from lab.fault import Fault

CONTROLLERS = ("dc1.example.com", "dc2.example.com")


def _node_fast(state: DirectoryState, number: int) -> None:
    """Seen from the node every domain controller is behind."""
    for controller in state["controllers"].values():
        controller["offset"] = -FAST


FAULTS = (
    Fault(
        "host_trust/node-clock-fast",
        "53",
        "the clock of the farm's first node is 7 minutes ahead of its domain controllers'",
        _node_fast,
        tuple(("HOST-2", f"clocks of web1 and {name}") for name in CONTROLLERS),
        step="6",
        fixed=False,
        whole=True,
    ),
    Fault(
        "host_trust/controller-clock-fast",
        "53",
        "the clock of one domain controller is 7 minutes ahead of the nodes'",
        clock_of_a_controller_fast,
        (("HOST-2", f"clocks of web1 and {CONTROLLERS[0]}"),),
        step="6",
        fixed=False,
        whole=True,
    ),
)
