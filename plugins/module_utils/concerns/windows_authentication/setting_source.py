# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The source of a location's setting, and what prevents a fix from changing it by a location tag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...facts.authentication.iis_view import IisView
from ...facts.authentication.locations import WINDOWS, Location
from ...model.finding import Finding, Key, Remedy, State

PROVIDERS = "providers"  # the setting, in a key


def report_only(finding: Finding, view: IisView) -> Finding:
    """Drift that a location tag of this node cannot change, or should not, is only reported."""
    if finding.state is not State.DRIFT or finding.key is None:
        return finding
    for why in _obstacles(finding, finding.key, view):
        return replace(finding, remedy=Remedy.REPORT, key=None, reason=f"{finding.reason}; {why}")
    return finding


def _obstacles(finding: Finding, key: Key, view: IisView) -> Iterator[str]:
    location = next(location for location in view.authentication.locations if location.name == key[1])
    if key[2] in location.from_web_config:
        yield f"{' or '.join(_files(location, key[2], view))} sets it: remove it there"
    if not view.authentication.installed:
        yield "not changed while Windows authentication is not installed"
    elif not location.module:
        yield "not changed while WindowsAuthenticationModule is not among the modules of this location"
    if key[-1] == PROVIDERS:
        yield from _duplicates(location, finding.wanted, view)
    if view.iis.shared_configuration:
        yield f"not changed: several nodes share the configuration in {view.iis.shared_configuration}"


def _duplicates(location: Location, providers: Sequence[str], view: IisView) -> Iterator[str]:
    """Of places below that no fix writes. The tag of an application is written with <clear/>."""
    for place in view.authentication.locations:
        if not location.contains(place) or place.is_application:
            continue
        for name in place.added:
            if name.casefold() in [one.casefold() for one in providers]:
                yield (
                    f"not changed: {place.name} adds {name} to the providers that it inherits, so it would be there "
                    f"twice, and IIS would answer 500.19: write <clear/> before it in {source(place, WINDOWS, view)}"
                )


def source(location: Location, section: str, view: IisView) -> str:
    """What sets a folder's explicit setting, as text."""
    if section in location.from_web_config:
        return " or ".join(_files(location, section, view))
    return f'<location path="{location.name}"> of applicationHost.config'


def _files(location: Location, section: str, view: IisView) -> Iterator[str]:
    """Its own web.config, and those above it that it inherits: of its application and of the site's root."""
    site = view.iis.site(location.site)
    for path in dict.fromkeys((location.path, location.application, "/")):
        above = view.authentication.location(location.site, path)
        if site and above and section in above.from_web_config and (folder := site.folder(above.application, path)):
            yield f"{folder}\\web.config"
