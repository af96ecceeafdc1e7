# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One run at a time changes a node: a run that writes holds the node's lease, which expires by itself.

The mutex in the bootstrap excludes two requests at a time. The lease excludes two runs, which are many requests each. A
run that was killed blocks the next one only briefly: its lease expires SECONDS after its last write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from ...model.answer_shape import mismatch
from ...model.call import Call
from ...node.ask import Ask
from ...node.errors import NodeError
from ...node.exchange import Reply

SECONDS = 30
Read = TypeVar("Read")
SHAPES = {"read_lease": {"run": (str, None), "until": (str, None)}}


@dataclass(frozen=True)
class Lease:
    """run, until: as the node has them, both None where no run holds it. now: the node's clock, UTC."""

    run: str | None
    until: str | None
    now: datetime

    def seconds_left(self, run: str) -> float:
        """How long this run has to wait: 0 where the lease is free, has expired, or is its own."""
        if self.until is None or self.run == run:
            return 0.0
        return max(0.0, (_moment(self.until) - self.now).total_seconds())


def read() -> Call:
    return Call("read_lease")


def from_reply(reply: Reply) -> Lease:
    """The lease from a reply's first answer. Raises NodeError where that is an error or does not look as expected."""
    answer = reply.answers[0]
    if answer.error:
        raise answer.error
    if wrong := mismatch(answer.data, SHAPES[answer.payload], answer.payload):
        raise NodeError(f"the node's lease does not look as expected: {wrong}")
    return parse(answer.data, reply.node["time"])


def parse(answer: Mapping[str, Any], now: str) -> Lease:
    """Raises NodeError for a time that is not valid."""
    lease = Lease(answer["run"], answer["until"], _moment(now))
    if lease.until is not None:
        _moment(lease.until)
    return lease


def take(lease: Lease, run: str, seconds: int = SECONDS) -> Call:
    """Takes or renews the lease, if it is still as it was read; else the write is an error and nothing follows it."""
    # A blank, not a T: newer versions of PowerShell turn what looks like ISO 8601 into a date.
    until = (lease.now + timedelta(seconds=seconds)).isoformat(sep=" ", timespec="seconds")
    return _write(lease, run, until)


def wait(
    read: Callable[[], tuple[Read, Lease]], run: str, check: bool, pause: Callable[[float], None]
) -> tuple[Read, Lease]:
    """What is read together with the lease, once no other run holds it. It is read again after the other one expires.

    Raises NodeError where the other run continues. check: nothing will be written, so that there is no need to wait.
    """
    found, lease = read()
    left = lease.seconds_left(run)
    if check or not left:
        return found, lease
    if left <= SECONDS:
        pause(left)
        found, lease = read()
    if lease.seconds_left(run):
        raise NodeError(
            f"run {lease.run} holds the lease of this node (until {lease.until} UTC): wait until it is done"
        )
    return found, lease


def release_lease(ask: Ask, run: str) -> bool:
    """Releases the lease, if this run holds it, so that the next run need not wait. Whether it held the lease.

    Raises NodeError; then the lease expires by itself.
    """
    lease = from_reply(ask([read()]))
    if lease.run != run:
        return False
    answer = ask([release(lease)], stop=True).answers[0]
    if answer.error:
        raise answer.error
    return True


def release_after_task(ask: Ask, run: str) -> None:
    """For a run that one task has created, and that ends with it. A lease that cannot be released expires by itself."""
    with suppress(NodeError):
        release_lease(ask, run)


def release(lease: Lease) -> Call:
    return _write(lease, None, None)


def _write(lease: Lease, run: str | None, until: str | None) -> Call:
    return Call("write_lease", {"run": run, "until": until, "expected": {"run": lease.run, "until": lease.until}})


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise NodeError(f"the node's lease does not look as expected: {text!r} is not a time") from None
