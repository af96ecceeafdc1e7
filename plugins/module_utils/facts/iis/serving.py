# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Does IIS on this node answer the requests of a site? Only then may another node be drained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .server import Iis, Site

STARTED, RUNNING, UNKNOWN = "Started", "Running", "Unknown"
SERVICES = ("W3SVC", "WAS")


@dataclass(frozen=True)
class Serving:
    """serves: None where that is not known. reason: why it does not serve, or is not known; empty where it serves."""

    serves: bool | None
    reason: str = ""


def serving(iis: Iis, name: str) -> Serving:
    """Whether the services of IIS, the site of this name, and the pools of all of its applications run."""
    if (site := iis.site(name)) is None:
        return Serving(False, f"IIS has no site {name}")
    states = [*_services(iis), (f"site {site.name}", site.state), *_pools(iis, site)]
    if stopped := [f"{what} is {state}" for what, state in states if state not in (STARTED, RUNNING, UNKNOWN)]:
        return Serving(False, ", ".join(stopped))
    if unknown := [what for what, state in states if state == UNKNOWN]:
        return Serving(None, f"the state of {', '.join(unknown)} is not known")
    return Serving(True)


def _services(iis: Iis) -> Iterator[tuple[str, str]]:
    known = {service.name: service.state for service in iis.services}
    for name in SERVICES:
        yield f"service {name}", known.get(name, UNKNOWN)


def _pools(iis: Iis, site: Site) -> Iterator[tuple[str, str]]:
    for pool_name in dict.fromkeys(application.pool for application in site.applications):
        pool = iis.pool(pool_name)
        yield f"pool {pool_name}", pool.state if pool else "missing"
