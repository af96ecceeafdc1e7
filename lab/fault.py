"""What a fault of the lab is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lab import intranet

LATENT = "latent"
State = dict[str, Any]  # of a node, or of the directory
Reported = tuple[tuple[str, str], ...]  # (control, subject) of findings


@dataclass(frozen=True)
class Fault:
    """name: concern/fault. number: in the list of faults of docs/faults.md; several may share one.
    reported: each finding that it causes on its node; {own}, {own6}, {virtual}, {virtual6} stand for the addresses.

    alone: reported in addition where other nodes do not have it.
    step: the first broken step of the ticket's path, or latent. The first of reported whose control is of that step is
    the one that a verdict must name first.
    fixed: whether a fix changes it, else it is reported. restored: whether a rollback brings it back to the letter.
    checked: whether every control can be checked in spite of it.
    read: whether the node can be read at all; where it cannot, no control can be checked, and reported is empty.
    others: reported on nodes that do not have it.
    pending: reported of what a fix has changed until the node restarts.
    undone: reported after a rollback, where that is neither all of reported nor nothing, as Windows remembers no logon
    from before the fix.
    whole: of the farm as a whole: inject takes the state of the directory and 0, and reported is of the farm.
    beside: of a kind of computer beside the nodes, "client" or "domain controller": inject takes its state and its
    number, and reported is of it.
    """

    name: str
    number: str
    title: str
    inject: Callable[[State, int], None]
    reported: Reported
    alone: Reported = ()
    step: str = LATENT
    fixed: bool = True
    restored: bool = True
    checked: bool = True
    read: bool = True
    others: Reported = ()
    pending: Reported = ()
    undone: Reported = ()
    whole: bool = False
    beside: str = ""

    def reported_on(self, number: int, alone: bool) -> set[tuple[str, str]]:
        """On the node of this number; alone: there are nodes without the fault, and they are the most."""
        return _of(number, (*self.reported, *self.alone) if alone else self.reported)

    def pending_on(self, number: int) -> set[tuple[str, str]]:
        """On the node of this number, once it is fixed."""
        return _of(number, self.pending)

    def undone_on(self, number: int, alone: bool) -> set[tuple[str, str]]:
        """On the node of this number, once its fix is rolled back; alone: as of reported_on."""
        return _of(number, (*self.undone, *self.alone) if self.undone and alone else self.undone)

    def reported_of_farm(self) -> set[tuple[str, str]]:
        """Of a fault of the farm as a whole."""
        return _of(1, self.reported) if self.whole else set()

    def reported_on_others(self, number: int) -> set[tuple[str, str]]:
        """On the node of this number, which does not have the fault."""
        return _of(number, self.others)


def _of(number: int, reported: Reported) -> set[tuple[str, str]]:
    own, own6 = intranet.own_addresses(number)
    virtual, virtual6 = intranet.VIRTUAL
    return {(c, s.format(own=own, own6=own6, virtual=virtual, virtual6=virtual6)) for c, s in reported}
