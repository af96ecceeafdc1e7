# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Does IIS on this node answer the requests of a site? Only then may another node be drained."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .server import Iis, Site

STARTED, RUNNING, UNKNOWN = "Started", "Running", "Unknown"
DOWN = frozenset({"Stopped", "missing"})
SERVICES = ("W3SVC", "WAS")


@dataclass(frozen=True)
class Serving:
    """serves: None where that is not known. reason: why it does not serve, or is not known; empty where it serves.

    unanswered: of a site that does not serve, the applications that are down, by their paths. Empty where a state is
    not known, or changes.
    """

    serves: bool | None
    reason: str = ""
    unanswered: frozenset[str] = frozenset()


def serving(iis: Iis, name: str) -> Serving:
    """Whether the services of IIS, the site of this name, and the pools of all of its applications run."""
    if (site := iis.site(name)) is None:
        return Serving(False, f"IIS has no site {name}")
    states = [*_services(iis), (f"site {site.name}", site.state), *_pools(iis, site)]
    unknown = [what for what, state in states if state == UNKNOWN]
    if stopped := {what: state for what, state in states if state not in (STARTED, RUNNING, UNKNOWN)}:
        reason = ", ".join(f"{what} is {state}" for what, state in stopped.items())
        lasting = not unknown and DOWN.issuperset(stopped.values())
        return Serving(False, reason, _unanswered(site, stopped) if lasting else frozenset())
    if unknown:
        return Serving(None, f"the state of {', '.join(unknown)} is not known")
    return Serving(True)


def _unanswered(site: Site, stopped: Collection[str]) -> frozenset[str]:
    """A service or the site takes all of its applications with it."""
    pools = {f"pool {application.pool}" for application in site.applications}
    every = not pools.issuperset(stopped)
    return frozenset(one.path for one in site.applications if every or f"pool {one.pool}" in stopped)


def _services(iis: Iis) -> Iterator[tuple[str, str]]:
    known = {service.name: service.state for service in iis.services}
    for name in SERVICES:
        yield f"service {name}", known.get(name, UNKNOWN)


def _pools(iis: Iis, site: Site) -> Iterator[tuple[str, str]]:
    for pool_name in dict.fromkeys(application.pool for application in site.applications):
        pool = iis.pool(pool_name)
        yield f"pool {pool_name}", pool.state if pool else "missing"
