# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether every name of the farm reaches the described site (SITE-1), by the bindings of IIS and the URLs of http.sys.

All other findings are about the described site. Where the names lead to another one, they are about a site that no
client sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.http_service.registrations import HttpService
from ...facts.iis import reached
from ...facts.iis.reached import Clients, Destination
from ...facts.iis.server import Iis, Site
from ...model.addresses import Address
from ...model.finding import Finding, State
from . import http_service_checks

CONTROL = "SITE-1"
NOBODY = "no site"


def findings(http: HttpService, iis: Iis, site: Site, clients: Clients) -> Iterator[Finding]:
    """Another load balancer than NLB need not use all of the addresses."""
    unreached = bool(clients.obstacle(iis, site))
    for name in clients.names:
        by_address = [_missed(http, iis, site, name, address) for address in clients.at]
        missed = [one for group in by_address for one in group]
        if not clients.balanced_by_nlb and not all(by_address):
            missed = []
        yield _finding(site, name, missed, unreached)


def _missed(http: HttpService, iis: Iis, site: Site, name: str, address: Address) -> list[tuple[Destination, str]]:
    """The destinations of this name that do not lead to the site alone, each with who answers there.

    Where nobody answers by https, no ticket is sent there: a name that http leads to the site need not have both.
    """
    groups = [
        [(one, _answering(http, iis, one)) for one in group] for group in reached.destinations(iis, site, name, address)
    ]
    missed = [group for group in groups if not any(who == site.name for _, who in group)]
    if len(missed) < len(groups):
        missed = [group for group in missed if any(who != NOBODY for _, who in group)]
    return [one for group in missed for one in group]


def _answering(http: HttpService, iis: Iis, one: Destination) -> str:
    program = http_service_checks.in_place_of_iis(http, iis, one.name, one.address, one.port)
    return program or " or ".join(site.name for site in one.sites) or NOBODY


def _finding(site: Site, name: str, missed: Sequence[tuple[Destination, str]], unreached: bool) -> Finding:
    subject = f"site that answers for {name}"
    if not missed:
        return Finding(CONTROL, subject, State.COMPLIANT, site.name, site.name)
    found = "; ".join(_shown(missed))
    if all(site in one.sites and len(one.sites) > 1 for one, _ in missed):
        reason = (
            "one site is bound to the address and another to the name, and sources differ on which comes first: give "
            "the name of the farm to one of them only"
        )
        return Finding(CONTROL, subject, State.UNKNOWN, found, site.name, reason=reason)
    reason = f"whoever asks for {name} there does not reach the described site, whatever else is right about it: "
    if unreached:
        reason += f"correct kerberos_farm.site{_meant(site, missed)}, or bind {name} to the site"
    else:
        reason += f"bind {name} to the site, or remove the name from kerberos_farm.names"
    return Finding(CONTROL, subject, State.DRIFT, found, site.name, reason=reason)


def _shown(missed: Sequence[tuple[Destination, str]]) -> Iterator[str]:
    """Who answers, and at which URL and addresses."""
    where: dict[tuple[str, str], list[str]] = {}
    for one, who in missed:
        where.setdefault((who, one.url), []).append(str(one.address))
    for (who, url), addresses in where.items():
        yield f"{who} at {url} ({', '.join(addresses)})"


def _meant(site: Site, missed: Sequence[tuple[Destination, str]]) -> str:
    """The one site that answers in its place."""
    others = {other.name for one, _ in missed for other in one.sites if other != site}
    return f" (did you mean {others.pop()}?)" if len(others) == 1 else ""
