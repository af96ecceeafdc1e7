# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is said of a folder below an application that has settings of its own, or a folder of its own for a web.config.

Somebody gave it those settings on purpose: a public folder, a page for health checks. So what is wrong there is named,
with where it stands, and no fix writes it. What it only has from above is said above: a fix there fixes it here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...facts.authentication.iis_view import IisView
from ...facts.authentication.locations import WINDOWS, Location
from ...model.finding import Finding, Remedy, State
from .setting_source import source


def named(
    found: Sequence[Finding], folder: Location, found_above: Sequence[Finding], above: Location, view: IisView
) -> Iterator[Finding]:
    """found, found_above: what the rules for applications say of the folder, and of the nearest location above it."""
    for number, finding in enumerate(found):
        if finding.state is not State.DRIFT:
            yield replace(finding, key=None, remedy=Remedy.REPORT)
        elif _repeats(finding, found_above[number] if len(found_above) == len(found) else None):
            reason = f"{folder.name} has what {above.name} has, and it is said there"
            yield Finding(finding.control, finding.subject, State.NOT_APPLICABLE, finding.found, reason=reason)
        else:
            section = finding.key[2] if finding.key else WINDOWS
            reason = (
                f"{finding.reason}; {source(folder, section, view)} says so for this location, perhaps on purpose, so "
                f"it is left alone: fix it there, or waive {finding.control} for this subject"
            )
            yield replace(finding, key=None, remedy=Remedy.REPORT, reason=reason)


def _repeats(finding: Finding, above: Finding | None) -> bool:
    return above is not None and above.state is State.DRIFT and above.found == finding.found
