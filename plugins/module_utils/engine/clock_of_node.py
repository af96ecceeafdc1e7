# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""How far the clock of a node is ahead of this computer's, by the time that every answer of a node has."""

from __future__ import annotations

from datetime import UTC, datetime

from ..facts.node_clock.clock import Clock

WHOLE = 1.0  # it tells whole seconds, rounded down
NO_ANSWER = "the farm's first node has not answered, so that no clock is compared with its"


def clock(node: str, said: str, before: float, after: float) -> Clock:
    """said: its time in UTC, which it took between before and after by our clock, in seconds since 1970."""
    try:
        time = datetime.fromisoformat(said).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return Clock(f"the time that the farm's first node tells is no time: {said}", node)
    least, most = time - after, time + WHOLE - before
    return Clock("", node, round((least + most) / 2, 1), round((most - least) / 2, 1))
