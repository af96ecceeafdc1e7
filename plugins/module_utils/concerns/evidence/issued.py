# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""With which account's key a domain controller encrypts the tickets for the farm's names (EVENT-1).

Event 4769 has the account, and not the name that was asked for. It is known of the tickets that this very run has got
from this domain controller (LIVE-1): by whom, when, and for which names. Where that user got tickets of several
accounts there meanwhile, as for another farm of the run, it is not known whose is whose; with fewer tickets than names,
some are not in the log. Then nothing is concluded.

As options: probe_user (without a domain), probed_seconds (how long ago this run began to ask), probed_names (for which
it has got a ticket there; none where it has not asked).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ...facts.authentication.spn_holder import SpnHolder
from ...facts.ticket_requests.ticket_requests import GRANTING, ISSUED, Request, TicketRequests
from ...farm.description import Farm
from ...model.account_names import SID
from ...model.finding import Finding, State
from ...model.host_names import host_names
from ...model.masks import Mask
from ...model.option_checks import found
from .event_checks import CONTROL
from .kerberos_events import account_of

ARGUMENT_SPEC = {
    "probe_user": {"type": "str"},
    "probed_seconds": {"type": "int", "default": 0},
    "probed_names": {"type": "list", "elements": "str"},
}
MASKING = {"probe_user": Mask.NAMES, "probed_names": Mask.NAMES}


@dataclass(frozen=True)
class Probed:
    """user: empty where no ticket was asked for."""

    user: str = ""
    seconds: int = 0
    names: tuple[str, ...] = ()


def arguments(farm: Farm) -> dict[str, Any]:
    known = farm.ticket_probe
    return {
        "probe_user": known.get("user"),
        "probed_seconds": known.get("seconds", 0),
        "probed_names": list(known.get("names", ())),
    }


def from_arguments(arguments: Mapping[str, Any]) -> Probed:
    """Raises ValueError, to be shown to the user."""
    user, names = arguments.get("probe_user") or "", arguments.get("probed_names") or ()
    if not user or not names:
        return Probed()
    seconds = arguments.get("probed_seconds") or 0
    if seconds < 0:
        raise ValueError(f"probed_seconds: found {found(seconds)}, expected how many seconds ago it was")
    return Probed(user, seconds, host_names(names, "probed_names"))


def account(requests: TicketRequests, probed: Probed) -> Request | None:
    """A ticket of the one account that the user of the run has got tickets of; None where that is not known."""
    began = requests.time - timedelta(seconds=probed.seconds)
    if not probed.names or requests.problem or requests.read_since > began:
        return None
    got = [one for one in _tickets(requests, probed.user) if one.time >= began]
    of_one = len({one.sid.upper() for one in got}) == 1
    return got[0] if of_one and len(got) >= len(probed.names) else None


def own(requests: TicketRequests, probed: Probed, holder: SpnHolder) -> Iterator[Request]:
    """Tickets of the account that is to hold the farm's names, and of the user of the run: others are other farms'."""
    for one in requests.found:
        if one.status == ISSUED and (_is_of(one, probed.user) or (holder.account and _is(one, holder))):
            yield one


def _tickets(requests: TicketRequests, user: str) -> Iterator[Request]:
    for one in requests.found:
        if _is_of(one, user) and one.status == ISSUED:
            yield one


def _is_of(one: Request, user: str) -> bool:
    """Without the tickets that only ask for others."""
    return one.user.casefold() == user.casefold() and one.service.casefold() != GRANTING


def findings(one: Request | None, probed: Probed, holder: SpnHolder) -> Iterator[Finding]:
    """For each name, where it is known: whether that account is the one which holds the name."""
    if one is None or holder.account is None:
        return
    same = _is(one, holder)
    for name in probed.names:
        reason = (
            f"the ticket of this run for HTTP/{name} is encrypted with the key of {one.service} (event 4769), and "
            f"{holder.account} is to hold the name: look at SPN-2 and SPN-1"
        )
        yield Finding(
            CONTROL,
            f"key of tickets for HTTP/{name}",
            State.COMPLIANT if same else State.DRIFT,
            one.service,
            holder.account,
            reason="" if same else reason,
            about=(name,),
            follows_from=() if same else ("SPN-2", "SPN-1"),
        )


def _is(one: Request, holder: SpnHolder) -> bool:
    """By the identifier where both are known, else by the name."""
    sid = holder.sid or (holder.account if SID.fullmatch(holder.account or "") else "")
    if sid and one.sid:
        return sid.upper() == one.sid.upper()
    return account_of(one.service) == account_of(holder.account or "")


def told(one: Request | None, names: Sequence[str]) -> list[dict[str, Any]]:
    """As the verdict takes who holds a name."""
    if one is None:
        return []
    accounts = [{"account": one.service, "sid": one.sid, "by_host": False}]
    return [{"name": name, "accounts": accounts, "problem": ""} for name in names]
