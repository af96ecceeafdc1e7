# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The state of a host in its cluster: StatusCode of MicrosoftNLB_Node, a number that no language of Windows changes."""

from __future__ import annotations

STOPPED, CONVERGING, CONVERGED, DEFAULT, DRAINING, SUSPENDED, DISCONNECTED = 1005, 1006, 1007, 1008, 1009, 1013, 1014
STATES = {  # a converged host is DEFAULT if it handles the traffic that no port rule covers
    STOPPED: "stopped",
    CONVERGING: "converging",
    CONVERGED: "converged",
    DEFAULT: "converged",
    DRAINING: "draining",
    SUSPENDED: "suspended",
    DISCONNECTED: "disconnected from the network",
}
UNKNOWN = "unknown"
