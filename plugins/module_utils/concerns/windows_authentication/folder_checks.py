# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Findings for a folder below an application that has explicit settings, or may have a web.config.

An administrator may have set them on purpose: a public folder, a page for health checks. So drift is reported with the
file that sets it, and no fix writes it. Inherited drift is reported for the location above: a fix there fixes both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...facts.authentication.iis_view import IisView
from ...facts.authentication.locations import WINDOWS, Location
from ...facts.authentication.setting_source import source
from ...model.finding import Finding, Remedy, State


def check_folder(
    found: Sequence[Finding], folder: Location, found_above: Sequence[Finding], above: Location, view: IisView
) -> Iterator[Finding]:
    """found, found_above: what the checks of applications find for the folder and the nearest location above."""
    for number, finding in enumerate(found):
        if finding.state is not State.DRIFT:
            yield replace(finding, key=None, remedy=Remedy.REPORT)
        elif _repeats(finding, found_above[number] if len(found_above) == len(found) else None):
            reason = f"{folder.name} has the same value as {above.name}, where it is reported"
            yield Finding(finding.control, finding.subject, State.NOT_APPLICABLE, finding.found, reason=reason)
        else:
            section = finding.key[2] if finding.key else WINDOWS
            reason = (
                f"{finding.reason}; {source(folder, section, view)} sets it for this location, perhaps on purpose, "
                f"so it is not changed: fix it there, or waive {finding.control} for this subject"
            )
            yield replace(finding, key=None, remedy=Remedy.REPORT, reason=reason)


def _repeats(finding: Finding, above: Finding | None) -> bool:
    return above is not None and above.state is State.DRIFT and above.found == finding.found
