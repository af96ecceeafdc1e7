# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What could not be checked, once for each reason, with what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import without_position
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import FLEET
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import AUDIT, TITLES, UNKNOWN, Check, checks

DESCRIPTION = "Correct the farm's description, then start the run again."
AGAIN = "Audit all nodes of the farm again."
PREFLIGHT = "Run preflight.yml for these nodes: it says what is in the way, and how to mend it."
RIGHTS = "Run preflight.yml for these nodes, and see the page of the control."


@dataclass
class Reason:
    """places: farm -> its nodes. subjects: what could not be checked, each once."""

    text: str
    todo: str
    checks: int = 0
    places: dict[str, dict[str, None]] = field(default_factory=dict)
    subjects: dict[str, None] = field(default_factory=dict)

    def where(self) -> Iterator[str]:
        for farm, nodes in self.places.items():
            named = ", ".join(filter(None, nodes))
            yield f"{farm}: {named}" if named else f"{farm}, as a whole"


def unknown(mode: str, farms: Sequence[Mapping[str, Any]]) -> list[Reason]:
    """Those of most checks first."""
    found: dict[tuple[str, str], Reason] = {}
    for farm in farms:
        unread = {node["node"] for node in farm["nodes"] if node["problem"] is not None}
        for check in checks(farm):
            if check.state != UNKNOWN:
                continue
            text, todo = _text(check), _todo(mode, farm, check.node in unread)
            reason = found.setdefault((text, todo), Reason(text, todo))
            reason.checks += 1
            reason.places.setdefault(farm["name"], {})[check.node] = None
            reason.subjects[_subject(check)] = None
    return sorted(found.values(), key=lambda reason: -reason.checks)


def _text(check: Check) -> str:
    cause = check.finding.get("cause") if check.finding else None
    reason = without_position(check.reason or "no reason is given")
    return f"{reason}: {cause}" if cause else reason


def _todo(mode: str, farm: Mapping[str, Any], unread: bool) -> str:
    if farm["problem"] is not None:
        return AGAIN if mode == FLEET else DESCRIPTION
    return PREFLIGHT if unread else RIGHTS


def _subject(check: Check) -> str:
    if check.control == AUDIT:
        return TITLES[AUDIT]
    return check.control if check.subject in ("", EVERYTHING) else f"{check.control} {check.subject}"
