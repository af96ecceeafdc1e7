# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Times as the directory has them, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

BEGAN = datetime(1601, 1, 1, tzinfo=UTC)
NEVER = (None, 0, 0x7FFFFFFFFFFFFFFF, -1)
_GENERALIZED = "%Y%m%d%H%M%S"


def of_file_time(value: int | None) -> str | None:
    """Of hundreds of nanoseconds since 1601. None where it is not set, never, or no time."""
    if value in NEVER or value is None:
        return None
    try:
        return text(BEGAN + timedelta(microseconds=value // 10))
    except OverflowError:
        return None


def of_generalized_time(value: str) -> datetime | None:
    """Such as 20261129094901.0Z."""
    try:
        return datetime.strptime(value.partition(".")[0].rstrip("Z"), _GENERALIZED).replace(tzinfo=UTC)
    except ValueError:
        return None


def text(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
