"""States of the domain controllers themselves, injected as a fault of the farm as a whole is."""

from __future__ import annotations

from lab.directory.file import DirectoryState

FAST = 7 * 60  # seconds, more than Kerberos tolerates


def second_controller_silent(state: DirectoryState, number: int) -> None:
    """It accepts connections, and never answers."""
    state["controllers"]["dc2"]["answers"] = "silent"


def second_controller_closes(state: DirectoryState, number: int) -> None:
    state["controllers"]["dc2"]["answers"] = "no"


def no_controller_answers(state: DirectoryState, number: int) -> None:
    for controller in state["controllers"].values():
        controller["answers"] = "no"


def clock_of_a_controller_fast(state: DirectoryState, number: int) -> None:
    """Number 53 in the list of faults, where the domain controller has it instead of a node."""
    state["controllers"]["dc1"]["offset"] = FAST


def clocks_of_all_controllers_fast(state: DirectoryState, number: int) -> None:
    for controller in state["controllers"].values():
        controller["offset"] = FAST
