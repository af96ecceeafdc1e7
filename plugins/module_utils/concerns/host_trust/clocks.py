# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The clock of a node beside that of each domain controller. Both were compared with that of Ansible's computer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.directory.directory import Controller
from ...facts.directory.names import short
from ...facts.node_clock.clock import Clock
from ...model.finding import Finding, State
from ...model.option_checks import CLOCKS_DIFFER

CONTROL, ALLOWED = "HOST-2", CLOCKS_DIFFER.total_seconds()
WANTED = "within 5 minutes"
SKEW = (
    "Kerberos refuses tickets over a difference of 5 minutes (KRB_AP_ERR_SKEW), though clients and servers of Windows "
    "try to recover"
)


def findings(node: Clock, controllers: Sequence[Controller], nodes: Sequence[str]) -> Iterator[Finding]:
    """controllers: of the farm's domain. nodes: as the inventory calls them."""
    known = [_difference(node, one) for one in controllers]
    apart = [seconds is not None and abs(seconds) > ALLOWED for seconds in known]
    named = tuple(name for name in nodes if short(name).casefold() == node.node.casefold())
    for controller, seconds in zip(controllers, known, strict=True):
        yield _of(node, controller, seconds, named if len(apart) > 1 and all(apart) else ())


def _difference(node: Clock, controller: Controller) -> float | None:
    """Seconds that the node is ahead."""
    return None if node.ahead is None or controller.ahead is None else node.ahead - controller.ahead


def _of(node: Clock, controller: Controller, seconds: float | None, about: tuple[str, ...]) -> Finding:
    """about: the node, where it differs from every domain controller."""
    subject = f"clocks of {node.node or 'the first node'} and {controller.name}"
    if seconds is None:
        reason = node.problem or controller.problem or "the domain controller does not tell its time"
        return Finding(CONTROL, subject, State.UNKNOWN, reason=reason)
    found = f"{abs(seconds):.0f} seconds apart"
    if abs(seconds) + node.within < ALLOWED:
        return Finding(CONTROL, subject, State.COMPLIANT, found, WANTED)
    if abs(seconds) - node.within <= ALLOWED:
        reason = f"{found}, give or take {node.within:.0f}, because the node was slow to answer: audit again"
        return Finding(CONTROL, subject, State.UNKNOWN, found, WANTED, reason=reason)
    reason = _why(node.node, controller.name, seconds, bool(about))
    return Finding(CONTROL, subject, State.DRIFT, found, WANTED, reason=reason, about=about)


def _why(node: str, controller: str, seconds: float, all_apart: bool) -> str:
    first, last = (node, controller) if seconds > 0 else (controller, node)
    whose = f"; so is every other domain controller's, so look at {node} first" if all_apart else ""
    return (
        f"the clock of {first} is {abs(seconds):.0f} seconds ahead of that of {last}{whose}. {SKEW}: see "
        "w32tm /query /status on both, then w32tm /resync"
    )
