"""Faults of a node's banner."""

from __future__ import annotations

from lab.fault import Fault
from lab.node_files import NodeState


def _none(state: NodeState, number: int) -> None:
    state["made_up"]["banner"] = None


def _other(state: NodeState, number: int) -> None:
    state["made_up"]["banner"] = "extranet.example.com"


FAULTS = (
    Fault("made_up/no-banner", "0", "a node shows no banner", _none, (("MADE-1", "banner"),)),
    Fault("made_up/other-banner", "0", "a node shows another farm's name", _other, (("MADE-1", "banner"),)),
)
