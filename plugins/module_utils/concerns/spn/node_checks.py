# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""SPN-3: HTTP/<node> belongs to the node itself, which answers to it for WinRM."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.directory.directory import Directory
from ...facts.directory.names import node_names, not_addresses
from ...model.finding import Finding, Remedy, State
from .holders import HTTP, shown
from .registrations import Checked, Registration
from .wanted import is_node

CONTROL = "SPN-3"


def findings(directory: Directory, nodes: Sequence[str], names: Sequence[str]) -> Iterator[Checked]:
    """names: of the farm; one that is a node's as well is told by HOST-3."""
    for node in not_addresses(nodes):
        for name in node_names([node], directory.domain):
            if name in names:
                continue
            subject = f"{HTTP}/{name}"
            others = [one for one in directory.with_service_principal(subject) if not is_node(one, [node])]
            if not others:
                yield Checked(_none(subject, directory.others_unknown))
                continue
            reason = (
                "Windows PowerShell remoting asks for a ticket to this name, and the node cannot decrypt one that is "
                "issued for another account: Kerberos to WinRM of this node fails"
            )
            found = shown(others)
            finding = Finding(CONTROL, subject, State.DRIFT, found, [], remedy=Remedy.HAND_OFF, reason=reason)
            yield Checked(finding, tuple(Registration(subject, account, False) for account in others), name)


def _none(subject: str, others_unknown: str) -> Finding:
    if others_unknown:
        return Finding(CONTROL, subject, State.UNKNOWN, reason=others_unknown)
    return Finding(CONTROL, subject, State.COMPLIANT, [])
