# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which nodes may retrieve the password of a group managed service account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.directory.account import Account
from ...facts.directory.names import COMPUTER, short
from ...model.finding import Finding, Remedy, State

CONTROL = "POOL-2"
WORLD = frozenset({"S-1-1-0", "S-1-5-11"})  # Everyone, Authenticated Users


def findings(account: Account, computers: Sequence[Account], nodes: Sequence[str]) -> Iterator[Finding]:
    """computers: the nodes' accounts."""
    if account.kind != "gmsa":
        return
    known = {computer.name.casefold(): computer for computer in computers}
    for node in nodes:
        computer = known.get(f"{short(node)[:COMPUTER]}$".casefold())
        yield _one(account, node, computer)


def _one(account: Account, node: str, computer: Account | None) -> Finding:
    subject = f"password of {account.shown} for {node}"
    if account.detail is None or computer is None or computer.detail is None:
        who = account if account.detail is None else computer
        reason = (who.problem if who else "") or f"the directory has no account of the computer {node} in this domain"
        return Finding(CONTROL, subject, State.UNKNOWN, reason=reason, about=(node,))
    if not computer.detail.groups_known:
        reason = f"the groups of {computer.shown} may not be read"
        return Finding(CONTROL, subject, State.UNKNOWN, reason=reason, about=(node,))
    allowed = account.detail.may_read_password(computer.detail.groups | {computer.sid} | WORLD)
    if allowed is None:
        reason = "who may retrieve it (PrincipalsAllowedToRetrieveManagedPassword) may not be read"
        return Finding(CONTROL, subject, State.UNKNOWN, reason=reason, about=(node,))
    if allowed:
        return Finding(CONTROL, subject, State.COMPLIANT, "may be retrieved", "may be retrieved", about=(node,))
    reason = (
        f"{computer.shown} is not among those who may retrieve it, so that no pool starts on this node: add it, or a "
        "group that it is in, to PrincipalsAllowedToRetrieveManagedPassword (Set-ADServiceAccount); where it was added "
        "to a group, the node needs a restart"
    )
    return Finding(
        CONTROL,
        subject,
        State.DRIFT,
        "may not be retrieved",
        "may be retrieved",
        remedy=Remedy.HAND_OFF,
        reason=reason,
        about=(node,),
    )
