# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""From when on what logs have is evidence: what is older than the last fix tells of what was before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ...facts.last_fix.last_fix import LastFix

OLD_TICKETS = timedelta(hours=10)  # default of the Default Domain Policy: maximum lifetime for service ticket
HOURS = 24  # that are read


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
        if self.fix.time and self.fix.time > self.read_since:
            return f"since the last {'rollback' if self.fix.undone else 'fix'} at {shown(self.fix.time)}"
        unknown = f" (when the last fix was is not known: {self.fix.problem})" if self.fix.problem else ""
        return f"since {shown(self.read_since)}{unknown}"

    def has(self, time: datetime) -> bool:
        return time >= self.since

    def has_minute(self, minute: str) -> bool:
        """Of the minute of the fix itself it is not known which came first."""
        if self.fix.time and self.fix.time > self.read_since:
            return minute > f"{self.fix.time:%Y-%m-%d %H:%M}"
        return minute >= f"{self.read_since:%Y-%m-%d %H:%M}"


def shown(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"
