# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""From when on what logs have is evidence: what is older than the last fix tells of what was before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ...facts.last_fix.last_fix import LastFix
from ...model.option_checks import found

OLD_TICKETS = timedelta(hours=10)  # default of the Default Domain Policy: maximum lifetime for service ticket
HOURS = 24  # that are read
MOST_HOURS = 720


def hours_of(arguments: Mapping[str, Any]) -> int:
    """How far logs are read back. Raises ValueError, to be shown to the user."""
    given = arguments.get("hours")
    hours = HOURS if given is None else given
    if not 1 <= hours <= MOST_HOURS:
        raise ValueError(f"hours: found {found(hours)}, expected a number from 1 to {MOST_HOURS}")
    return int(hours)


@dataclass(frozen=True)
class Window:
    """read_since: what is older was not read. fix: the last change by a run of ours."""

    read_since: datetime
    fix: LastFix

    @property
    def since(self) -> datetime:
        return max(self.read_since, self.fix.time) if self.fix.time else self.read_since

    @property
    def old_tickets_until(self) -> datetime | None:
        """Until then a client may show a ticket from before the fix."""
        return self.fix.time + OLD_TICKETS if self.fix.time else None

    @property
    def shown(self) -> str:
        unknown = f" ({self.unknown}: {self.fix.problem})" if self.unknown else ""
        if self.fix.time and self.fix.time > self.read_since:
            return f"since the last {'rollback' if self.fix.undone else 'fix'} at {shown(self.fix.time)}{unknown}"
        return f"since {shown(self.read_since)}{unknown}"

    @property
    def unknown(self) -> str:
        """What is not known of the last fix, so that what is logged may be from before it; empty where all of it is."""
        if not self.fix.problem:
            return ""
        return "whether there was a later fix is not known" if self.fix.time else "when the last fix was is not known"

    def covered(self, read_since: datetime, why: str) -> str:
        """Since when a log was read. why: the reason, where that is later than it should have been."""
        return self.shown if read_since <= self.since else f"since {shown(read_since)} ({why})"

    def has(self, time: datetime) -> bool:
        return time >= self.since

    def has_minute(self, minute: str) -> bool:
        """Of the minute of the fix itself it is not known which came first."""
        if self.fix.time and self.fix.time > self.read_since:
            return minute > f"{self.fix.time:%Y-%m-%d %H:%M}"
        return minute >= f"{self.read_since:%Y-%m-%d %H:%M}"


def shown(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"
