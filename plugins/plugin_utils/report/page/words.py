# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Words and classes of states, and times as the page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status

# Of a state or a status: the class by which the style gives it a colour. Its word always stands there as well.
CLASSES: Mapping[str, str] = {
    Status.NOT_FIXED.value: "bad",
    State.UNKNOWN.value: "unknown",
    State.DRIFT.value: "drift",
    State.PENDING.value: "pending",
    State.WAIVED_UNKNOWN.value: "waived",
    State.WAIVED.value: "waived",
    State.COMPLIANT.value: "fine",
    State.NOT_APPLICABLE.value: "none",
    "expired": "bad",
    "ends soon": "drift",
    "in force": "waived",
}
# Short where most cells of a table have it.
CELLS: Mapping[str, str] = {state.value: state.value for state in State} | {
    State.COMPLIANT.value: "ok",
    State.NOT_APPLICABLE.value: "-",
}


def day(time: str) -> str:
    return datetime.fromisoformat(time).strftime("%Y-%m-%d")


def minute(time: str) -> str:
    return datetime.fromisoformat(time).strftime("%Y-%m-%d %H:%M UTC")


def days(since: str, until: str) -> int:
    """Whole days between two times."""
    return max((datetime.fromisoformat(until) - datetime.fromisoformat(since)).days, 0)
