# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Ends a request that takes too long, where the task goes on or says more than that the time is over."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TimeLimitError(BaseException):
    """No Exception: those are taken for failures of the connection, and a request that only reads is repeated."""


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raises TimeLimitError in its block after so many seconds, with 0 never. A task's own alarm is set again then."""
    if not seconds:
        yield
        return

    def on_alarm(number: int, frame: FrameType | None) -> None:
        raise TimeLimitError

    former = signal.signal(signal.SIGALRM, on_alarm)
    left = signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(left)
        signal.signal(signal.SIGALRM, former)
