# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How long is waited for the directory, and the clock for it, which a test replaces."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LONGEST = 8.0  # seconds between two tries


@dataclass(frozen=True)
class Clock:
    """now: seconds since any moment."""

    now: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


REAL = Clock()


def tries(seconds: float, clock: Clock) -> Iterator[bool]:
    """Each with a pause before it, but the first: whether it is the last one that is in time."""
    until, pause = clock.now() + seconds, 1.0
    while True:
        last = clock.now() + pause > until
        yield last
        if last:
            return
        clock.pause(pause)
        pause = min(pause * 2, LONGEST)
