# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Drift that a location tag of this node cannot change, or should not, is only reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...facts.authentication.iis_view import IisView
from ...facts.authentication.locations import WINDOWS, Location
from ...facts.authentication.setting_source import obstacles, source
from ...model.finding import Finding, Key, Remedy, State

PROVIDERS = "providers"  # the setting, in a key


def report_only(finding: Finding, view: IisView) -> Finding:
    if finding.state is not State.DRIFT or finding.key is None:
        return finding
    for why in _obstacles(finding, finding.key, view):
        return replace(finding, remedy=Remedy.REPORT, key=None, reason=f"{finding.reason}; {why}")
    return finding


def _obstacles(finding: Finding, key: Key, view: IisView) -> Iterator[str]:
    location = next(location for location in view.authentication.locations if location.name == key[1])
    yield from obstacles(location, key[2], view)
    if key[-1] == PROVIDERS:
        yield from _duplicates(location, finding.wanted, view)


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
