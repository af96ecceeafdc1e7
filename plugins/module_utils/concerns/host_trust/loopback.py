# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a test from a node itself shows (HOST-5).

Windows refuses NTLM from a computer to itself under another name than its own (Microsoft: KB926642), which is what a
browser on a node does that opens the farm's name: the node itself answers there. It is no fault of the farm.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model.finding import Finding, State
from .host import Host

CONTROL, SUBJECT, WANTED = "HOST-5", "loopback check", "on"


def finding(host: Host, names: Sequence[str]) -> Finding:
    """names: of the farm."""
    if host.loopback_off:
        reason = (
            "DisableLoopbackCheck lets a program that gets an NTLM logon of this node use it at the node itself: for "
            "tests from a node name the farm in BackConnectionHostNames (Lsa\\MSV1_0) in place of it, or test from a "
            "client"
        )
        return Finding(CONTROL, SUBJECT, State.DRIFT, "off for every name", WANTED, reason=reason)
    let_through = {name.casefold() for name in host.loopback_names}
    refused = [name for name in names if name.casefold() not in let_through]
    found = f"on: a browser on this node itself is refused at {', '.join(refused)}" if refused else "on"
    return Finding(CONTROL, SUBJECT, State.COMPLIANT, found, WANTED)
