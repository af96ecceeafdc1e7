# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What runs leave on a node until it restarts: which values are not in effect yet, and an error of registering.

Windows reads some registry values only when the computer starts (KB246804), and shows no time of their last change. So
a write leaves behind what each was before, and when the computer had started. After the next start Windows has read the
values and has registered the addresses by itself, and the record means nothing any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ...model.finding import Finding, Key
from .adapters import NUMBER

SHAPE = {
    "started": str,
    "earlier": {
        "started": (str, None),
        "values": [{"setting": str, "before": NUMBER}],
        "problem": (str, None),
    },
}
# The keys of settings that are read when the computer starts end with one of these.
READ_AT_START = ("disable_dynamic_update", "registration_enabled", "registration_enabled_ipv6")
NOTHING: Mapping[str, Any] = {"started": None, "values": []}
# Windows computes the time of its start from the clock, and moves it where the clock is set.
CLOCK = timedelta(minutes=2)


def values_at_start(data: Mapping[str, Any]) -> dict[str, int | None]:
    """Setting -> its value when the computer started, where a run has changed it since."""
    if not _is_of_this_start(data):
        return {}
    return {item["setting"]: item["before"] for item in data["earlier"]["values"]}


def problem(data: Mapping[str, Any]) -> str | None:
    """Why the addresses were not registered after the last change, where the computer has not started since."""
    found: str | None = data["earlier"]["problem"]
    return found if _is_of_this_start(data) else None


def _is_of_this_start(data: Mapping[str, Any]) -> bool:
    """Raises ValueError for a time that is none."""
    started, then = data["started"], data["earlier"]["started"]
    return then is not None and abs(datetime.fromisoformat(started) - datetime.fromisoformat(then)) <= CLOCK


def named(key: Key) -> str:
    return " ".join(key)


def after(changes: Sequence[Finding], data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values to be left behind with these changes; a value that was restored is not among them."""
    values = values_at_start(data)
    for change in changes:
        if change.key and change.key[-1] in READ_AT_START:
            at_start = values.setdefault(named(change.key), change.found)
            if change.wanted == at_start:
                del values[named(change.key)]
    if not values:
        return NOTHING
    return {
        "started": data["started"],
        "values": [{"setting": setting, "before": before} for setting, before in values.items()],
    }
