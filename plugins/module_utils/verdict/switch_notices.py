# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What users notice of a key switch, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.named import some
from .evidence import Held

OLD_TICKETS, NO_SUCH_NAME = "10 hours", "15 minutes"  # how long clients keep tickets, and that there is no such name


def notices(moved: Sequence[Held], before: Sequence[str], after: Sequence[str], later: Sequence[str]) -> list[str]:
    """before: the nodes that change before the names. after: those that accept tickets by the former key, and change
    after them. later: those that let clients in without a ticket, and change after them too.
    """
    held_by_one = [held for held in moved if len(held.holders) == 1]
    said = []
    if before:
        meanwhile = "tickets fail there until then as before"
        if len(held_by_one) < len(moved):
            meanwhile = "clients use NTLM until the names are registered"
        said.append(f"while {some(before)} gets the service account's key, users notice nothing: {meanwhile}")
    if after:
        said.append(
            f"new tickets are refused on {some(after)} from the registration of the names until it has the service "
            "account's key; each node is drained before its change"
        )
    if later:
        said.append(
            f"{some(later)} lets clients in without a ticket until the names are registered, and asks for one then"
        )
    if held_by_one:
        said.append(
            f"clients keep tickets that were issued for the former holder for up to {OLD_TICKETS}; until then those "
            "are refused (klist purge removes them)"
        )
    if len(held_by_one) < len(moved):
        said.append(
            f"clients remember for up to {NO_SUCH_NAME} that there was no ticket for the name, and use NTLM until then"
        )
    return said
