# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The Heimdall Data Format, which Heimdall and the SAF tools read: one file a farm.

Heimdall gives a control one status: an error beats a failure, a failure beats what passed, and what passed beats what
was skipped. So what could not be checked is an error, else the nodes that passed would hide it. Heimdall's schema has
a status not_applicable, which its own parser refuses: such results are skipped, and the impact is 0 where no node has
the control. Of waivers only the words are written: its waiver_data would make a control with drift elsewhere "not
applicable".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS, EVERY_CONCERN
from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import differs
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import TITLES, Check, checks

IMPACT = 0.7
STATUS = {State.COMPLIANT.value: "passed", State.DRIFT.value: "failed", State.UNKNOWN.value: "error"}
SKIPPED = "skipped"
# NIST SP 800-53: CM-6 configuration settings, AC-3 access enforcement, IA-2 identification and authentication of users.
SETTINGS = "CM-6"
ALSO = {"site_acl": "AC-3", "windows_authentication": "IA-2"}
NIST = {
    control.id: [SETTINGS, ALSO[concern.NAME]]
    for concern in EVERY_CONCERN
    if concern.NAME in ALSO
    for control in (*concern.CONTROLS, *concern.FARM_CONTROLS)
}
CATALOGUE = hashlib.sha256(json.dumps([[control.id, control.holds] for control in CONTROLS]).encode()).hexdigest()


def hdf(report: Mapping[str, Any], histories: Mapping[str, Any]) -> Mapping[str, str]:
    return {f"{file_name(farm['name'])}.hdf.json": _file(report, farm) for farm in report["farms"]}


def _file(report: Mapping[str, Any], farm: Mapping[str, Any]) -> str:
    by_control: dict[str, list[Check]] = {}
    for check in checks(farm):
        by_control.setdefault(check.control, []).append(check)
    profile = {
        "name": "nlb.kerberos",
        "title": shown(f"Kerberos audit of {farm['name']}"),
        "summary": shown(farm["problem"] or farm["verdict"]),
        "version": report["version"],
        "sha256": CATALOGUE,
        "status": "loaded",
        "supports": [],
        "attributes": [],
        "groups": [],
        "controls": [_control(name, own, farm) for name, own in by_control.items()],
    }
    whole = {
        "platform": {"name": "windows", "release": "", "target_id": shown(farm["name"])},
        "version": report["version"],
        "statistics": {},
        "profiles": [profile],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _control(name: str, own: Sequence[Check], farm: Mapping[str, Any]) -> dict[str, Any]:
    nowhere = all(check.state == State.NOT_APPLICABLE for check in own)
    return {
        "id": name,
        "title": TITLES.get(name, name),
        "desc": "",
        "impact": 0 if nowhere else IMPACT,
        "refs": [],
        "tags": {"nist": NIST.get(name, [SETTINGS])},
        "code": "",
        "source_location": {},
        "results": [_result(check, farm) for check in own],
    }


def _result(check: Check, farm: Mapping[str, Any]) -> dict[str, str]:
    status = STATUS.get(check.state, SKIPPED)
    where = ": ".join(filter(None, [check.node or "the farm", check.subject]))
    result = {"status": status, "code_desc": shown(where), "start_time": _zulu(farm["time"])}
    if status == SKIPPED:
        result["skip_message"] = shown(_words(check))
    elif status != STATUS[State.COMPLIANT]:
        result["message"] = shown(_words(check))
    return result


def _words(check: Check) -> str:
    """Why the check has not passed."""
    finding = check.finding
    if check.state != State.DRIFT or finding is None:
        return ": ".join(filter(None, [check.state, check.why]))
    words = "; ".join(filter(None, (differs(finding), check.why, check.follows)))
    return f"{words}; since {finding['since'][:10]}" if finding["since"] else words


def _zulu(time: str) -> str:
    return time.replace("+00:00", "Z")
