# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The findings about a site, its applications, and the folders below them (AUTH-1 to AUTH-4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...facts.authentication.iis_view import IisView
from ...facts.authentication.locations import Location
from ...facts.iis import bindings
from ...facts.iis.server import Site
from ...model.controls import identifiers
from ...model.finding import Finding, State
from . import application_checks, controls, extended_protection, folder_checks, key_checks
from .extended_protection import Clients
from .key_checks import KeyExpectation

OF_APPLICATION = identifiers(controls.CONTROLS)[:4]
MODULE = "Windows authentication of IIS"


@dataclass(frozen=True)
class Wanted:
    """anonymous_off: AUTH-1 is on request. other_balancer: one than Network Load Balancing is used."""

    key: KeyExpectation
    anonymous_off: bool
    other_balancer: bool


def check_site(view: IisView, site: Site, wanted: Wanted) -> Iterator[Finding]:
    installed = view.authentication.installed
    reason = "" if installed else "without it no client is asked for a ticket: Install-WindowsFeature Web-Windows-Auth"
    state = State.COMPLIANT if installed else State.DRIFT
    words = "installed" if installed else "not installed"
    yield Finding("AUTH-1", MODULE, state, words, "installed", reason=reason)
    if not site.applications:
        about, reason = f"applications of site {site.name}", "the site has none, so there is no place to check (POOL-4)"
        yield from (Finding(one, about, State.NOT_APPLICABLE, reason=reason) for one in OF_APPLICATION[1:])
    for application in site.applications:
        location = view.authentication.location(site.name, application.path)
        if location is None:
            yield from _unknown(f"{site.name}{application.path}", "the node did not report it")
            continue
        yield from _check_location(view, site, location, wanted)
        for folder in view.authentication.below(site.name, application.path):
            above = view.authentication.above(folder) or location
            found, found_above = (_check_location(view, site, one, wanted) for one in (folder, above))
            yield from folder_checks.check_folder(found, folder, found_above, above, view)


def _check_location(view: IisView, site: Site, location: Location, wanted: Wanted) -> list[Finding]:
    # A folder inherits what a fix writes for its application.
    place = f"{location.site}{location.application}"
    return [replace(finding, place=place) for finding in _findings(view, site, location, wanted)]


def _findings(view: IisView, site: Site, location: Location, wanted: Wanted) -> list[Finding]:
    if location.problem:
        return _unknown(location.name, location.problem)
    protocols = {binding.protocol for binding in bindings.web_bindings(site)}
    clients = Clients(wanted.key.names, protocols, wanted.other_balancer)
    # on_request is about applications; drift of a folder is only reported.
    on_request = wanted.anonymous_off or not location.is_application
    return [
        application_checks.enabled(location, on_request, view.authentication.installed),
        application_checks.anonymous(location, on_request),
        application_checks.providers(location),
        key_checks.check_location(view, location, wanted.key),
        extended_protection.check(location, clients),
    ]


def _unknown(name: str, reason: str) -> list[Finding]:
    return [Finding(control, name, State.UNKNOWN, reason=reason) for control in OF_APPLICATION]
