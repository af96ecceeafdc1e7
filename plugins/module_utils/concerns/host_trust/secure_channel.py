# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the node and its domain agree on the password of its computer account (HOST-1).

Where they do not, a ticket for the computer account cannot be decrypted on the node, and its domain controller refuses
what the node asks on behalf of others: NTLM, and logons with a domain's password (Microsoft: "Broken trust
relationship"; System log, NETLOGON 3210 on the node, 5722 on the domain controller).
"""

from __future__ import annotations

from ...model.command_text import quoted
from ...model.finding import Finding, Remedy, State
from .host import NO_MEMBER, Host

CONTROL, WANTED = "HOST-1", "holds"
NO_CONTROLLER = (1311, 1355)  # ERROR_NO_LOGON_SERVERS, ERROR_NO_SUCH_DOMAIN
REPAIR = "Test-ComputerSecureChannel -Repair -Credential (Get-Credential)"
LOST = (
    "this node and its domain no longer agree on the password of its computer account: applications that decrypt with "
    "the computer's key cannot read their tickets, and NTLM and the next logon of a pool's account may fail as well. "
    "A restored snapshot, or another computer that has joined with this name, does that (HOST-3). Repair it on the "
    "node, with an account that may reset the password of a computer account; then klist -li 0x3e7 purge"
)
UNREACHED = (
    "Netlogon of this node finds no domain controller of {domain}: NTLM, and logons with a password, fail until it "
    "does; whether the password of the computer account is right is not known. See DNS-9, and the ports to the domain "
    "controllers"
)


def finding(host: Host) -> Finding:
    subject = f"secure channel with {host.domain}"
    channel = host.channel
    if reason := host.no_channel:
        state = State.DRIFT if reason == NO_MEMBER else State.NOT_APPLICABLE
        return Finding(CONTROL, subject, state, None, WANTED, reason=reason)
    if channel.holds is None:
        return Finding(CONTROL, subject, State.UNKNOWN, reason=channel.problem or "Netlogon did not say")
    if channel.holds:
        with_whom = f"{WANTED}, with {channel.controller}" if channel.controller else WANTED
        return Finding(CONTROL, subject, State.COMPLIANT, with_whom, WANTED)
    unreached = channel.status in NO_CONTROLLER
    domain = quoted(host.domain)
    return Finding(
        CONTROL,
        subject,
        State.DRIFT,
        _shown(host),
        WANTED,
        remedy=Remedy.HAND_OFF,
        reason=UNREACHED.format(domain=host.domain) if unreached else LOST,
        commands=(f"nltest /dsgetdc:{domain} /force", f"nltest /sc_reset:{domain}") if unreached else (REPAIR,),
    )


def _shown(host: Host) -> str:
    """0 is from before the test, which says otherwise."""
    channel = host.channel
    return f"broken: {channel.status} {channel.status_name}" if channel.status else "broken"
