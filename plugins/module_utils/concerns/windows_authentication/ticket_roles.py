# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the path of a ticket needs to know of a site on one node: where clients are asked for a ticket, and whose key
decrypts it. Facts only: what follows from them is decided for all nodes together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ...facts.authentication.iis_view import IisView
from ...facts.authentication.locations import Location
from ...facts.iis.server import Site
from .application_checks import KERBEROS_ONLY, NEGOTIATE

Role = dict[str, Any]
FIRST = {NEGOTIATE.casefold(), KERBEROS_ONLY.casefold()}


def path(view: IisView, site: Site) -> dict[str, Any]:
    """keys: account is None where it is not known. asks: negotiate is whether a client is offered Negotiate first."""
    known = [location for _, location in view.locations_of(site) if location]
    asks = [location for location in known if not location.problem]
    return {
        "keys": list(_distinct(known, lambda one: _key(view, one))),
        "asks": list(_distinct(asks, _ask)),
    }


def _distinct(locations: Sequence[Location], role: Callable[[Location], Role]) -> Iterator[Role]:
    """Of folders only those that differ from their application: there may be thousands, which inherit."""
    last: Role = {}
    for location in locations:
        found = role(location)
        if location.is_application:
            last = found
        if location.is_application or {**found, "place": ""} != {**last, "place": ""}:
            yield found


def _key(view: IisView, location: Location) -> Role:
    key = view.present_key(location)
    if key is None:
        return {"place": location.name, "account": None, "sid": None, "computer": False, "kernel_mode": False}
    return {
        "place": location.name,
        "account": key.account,
        "sid": None if key.of_computer else view.accounts.sid(key.account),
        "computer": key.of_computer,
        "kernel_mode": location.windows.use_kernel_mode,
    }


def _ask(location: Location) -> Role:
    first = next(iter(location.windows.providers), "").casefold()
    return {
        "place": location.name,
        "negotiate": location.asks and first in FIRST,
        "anonymous": location.anonymous,
    }
