# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The report as metrics for the textfile collector of Prometheus' node_exporter, a file a farm.

No line has a timestamp: node_exporter leaves out a whole file that has one. A HELP text never changes: of files with
different ones it serves one only. Subjects are no labels: each would be a series of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import checks, worst_states

PREFIX = "nlb_kerberos_"
METRICS = {
    "audit_timestamp_seconds": "When the farm was last audited, Unix time.",
    "checks": "Controls of all nodes and of the farm as a whole in the last audit, by state.",
    "node_checks": "Controls of a node in the last audit, by state; absent where there is none.",
    "control_nodes": "Nodes, and the farm as a whole, by the state of a control in the last audit; absent where none.",
    "drift_since_timestamp_seconds": "When the oldest drift of a control was first found, Unix time; absent if none.",
    "waiver_end_timestamp_seconds": "When a waiver ends, Unix time; absent for one without an end.",
}

Labels = Mapping[str, str]
Series = Iterator[tuple[Labels, int]]
Farm = Mapping[str, Any]


def prometheus(report: Mapping[str, Any], histories: Mapping[str, Any]) -> Mapping[str, str]:
    return {f"{PREFIX}{file_name(farm['name'])}.prom": _document(farm) for farm in report["farms"]}


def _document(farm: Farm) -> str:
    lines: list[str] = []
    for name, series in (
        ("audit_timestamp_seconds", iter([({}, _seconds(farm["time"]))])),
        ("checks", _checks(farm)),
        ("node_checks", _node_checks(farm)),
        ("control_nodes", _control_nodes(farm)),
        ("drift_since_timestamp_seconds", _drift_since(farm)),
        ("waiver_end_timestamp_seconds", _waiver_end(farm)),
    ):
        found = [_line(f"{PREFIX}{name}", {"farm": farm["name"], **labels}, value) for labels, value in series]
        if found:
            lines += [f"# HELP {PREFIX}{name} {METRICS[name]}", f"# TYPE {PREFIX}{name} gauge", *found]
    return "".join(f"{line}\n" for line in lines)


def _checks(farm: Farm) -> Series:
    found = Counter(worst_states(checks(farm)).values())
    for state in State:
        yield {"state": state.value}, found[state.value]


def _node_checks(farm: Farm) -> Series:
    states = worst_states(checks(farm)).items()
    for (node, state), number in Counter((node, state) for (node, _), state in states if node).items():
        yield {"node": node, "state": state}, number


def _control_nodes(farm: Farm) -> Series:
    states = worst_states(checks(farm)).items()
    for (control, state), number in Counter((control, state) for (_, control), state in states).items():
        yield {"control": control, "state": state}, number


def _drift_since(farm: Farm) -> Series:
    oldest: dict[str, int] = {}
    for check in checks(farm):
        if check.finding and check.state == State.DRIFT and check.finding["since"]:
            since = _seconds(check.finding["since"])
            oldest[check.control] = min(since, oldest.get(check.control, since))
    for control, since in oldest.items():
        yield {"control": control}, since


def _waiver_end(farm: Farm) -> Series:
    """Of waivers with equal labels the one that ends first, and one that has not ended before one that has."""
    ends: dict[tuple[str, str, str], int] = {}
    for waiver in sorted(farm["waivers"], key=lambda waiver: (waiver["state"] == "expired", waiver["until"] or "")):
        if waiver["until"]:
            end = datetime.combine(date.fromisoformat(waiver["until"]), time(23, 59, 59), UTC)
            labels = (waiver["control"], shown(waiver["owner"]), shown(waiver["ticket"] or ""))
            ends.setdefault(labels, int(end.timestamp()))
    for (control, owner, ticket), end_seconds in ends.items():
        yield {"control": control, "owner": owner, "ticket": ticket}, end_seconds


def _seconds(when: str) -> int:
    return int(datetime.fromisoformat(when).timestamp())


def _line(name: str, labels: Labels, value: int) -> str:
    told = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
    return f"{name}{{{told}}} {value}"


def _escaped(text: str) -> str:
    return shown(text).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
