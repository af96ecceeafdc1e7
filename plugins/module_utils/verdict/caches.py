# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Until when clients may go on with what they have kept from before a change: tickets, and that a name was not there.

Sources: the defaults of the Default Domain Policy (maximum lifetime for service ticket: 600 minutes) and of Windows'
Kerberos clients (SpnCacheTimeout: 15 minutes).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

TICKETS, NO_SUCH_NAME = timedelta(hours=10), timedelta(minutes=15)
USERS, SERVICES = "klist purge", "klist -li 0x3e7 purge"


def caches(changed: datetime) -> dict[str, Any]:
    """changed: when the last change was made, or later. Times in UTC. users: by each; services: as administrator."""
    return {
        "tickets_until": (changed + TICKETS).isoformat(timespec="seconds"),
        "no_such_name_until": (changed + NO_SUCH_NAME).isoformat(timespec="seconds"),
        "users": USERS,
        "services": SERVICES,
    }
