# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The clock of a node beside that of a domain controller of its domain, as the node measures it (HOST-2)."""

from __future__ import annotations

from ...model.finding import Finding, State
from .clocks import ALLOWED, CONTROL, SKEW, WANTED
from .host import Host

SUBJECT = "clock of this node"


def finding(host: Host) -> Finding:
    clock = host.clock
    if reason := host.no_channel:
        return Finding(CONTROL, SUBJECT, State.NOT_APPLICABLE, reason=reason)
    if clock.ahead is None:
        reason = f"{clock.server} did not tell this node its time (NTP, UDP port 123): {clock.problem or 'no answer'}"
        return Finding(CONTROL, SUBJECT, State.UNKNOWN, reason=reason)
    found = f"{abs(clock.ahead):.0f} seconds {'ahead of' if clock.ahead > 0 else 'behind'} that of {clock.server}"
    if abs(clock.ahead) < ALLOWED:
        return Finding(CONTROL, SUBJECT, State.COMPLIANT, found, WANTED)
    reason = (
        f"the clock of this node is {found}. {SKEW}: see w32tm /query /status on the node for its source, then "
        "w32tm /resync"
    )
    return Finding(CONTROL, SUBJECT, State.DRIFT, found, WANTED, reason=reason)
