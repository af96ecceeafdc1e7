# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What could not be checked, once for each reason, with what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import EVERYTHING
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import FLEET
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import AUDIT, UNKNOWN, Check, checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE

DESCRIPTION = "Correct the farm's description, then start the run again."
AGAIN = "Audit all nodes of the farm again."
PREFLIGHT = "Run preflight.yml for these nodes: it says what is in the way, and how to mend it."
RIGHTS = "Run preflight.yml for these nodes, and see the page of the control."
OUTCOME = "Read the output of the run, or run audit.yml: they name the node, and what to do."

Farm = Mapping[str, Any]


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
            yield f"{farm}: {', '.join(node or WHOLE for node in nodes)}"


def unknown(mode: str, farms: Sequence[Farm]) -> list[Reason]:
    """Those of most checks first."""
    found: dict[tuple[str, str], Reason] = {}
    for farm in farms:
        unread = {node["node"] for node in farm["nodes"] if node["problem"] is not None}
        for check in checks(farm):
            if check.state != UNKNOWN:
                continue
            text, todo = check.why or "no reason is given", _todo(mode, farm, check, check.node in unread)
            reason = found.setdefault((text, todo), Reason(text, todo))
            reason.checks += 1
            reason.places.setdefault(farm["name"], {})[check.node] = None
            reason.subjects[_subject(farm, check)] = None
    return sorted(found.values(), key=lambda reason: -reason.checks)


def _todo(mode: str, farm: Farm, check: Check, unread: bool) -> str:
    if farm["problem"] is not None:
        return AGAIN if mode == FLEET else DESCRIPTION
    if _is_outcome(farm, check):
        return OUTCOME
    return PREFLIGHT if unread else RIGHTS


def _subject(farm: Farm, check: Check) -> str:
    if check.control == AUDIT:
        return "the fix or the rollback" if _is_outcome(farm, check) else EVERYTHING
    return check.control if check.subject in ("", EVERYTHING) else f"{check.control} {check.subject}"


def _is_outcome(farm: Farm, check: Check) -> bool:
    """Whether it is about what became of a fix or a rollback."""
    return check.control == AUDIT and not check.node and farm["status"] == Status.NOT_FIXED
