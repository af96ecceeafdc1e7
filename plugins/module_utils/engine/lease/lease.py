# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One run at a time changes a node: a run that writes holds the node's lease, which expires by itself.

The mutex in the bootstrap excludes two requests at a time. The lease excludes two runs, which are many requests each. A
run that was killed blocks the next one only briefly: its lease expires some time after its last write.

The lease also holds the permit that a drain leaves: whether its run may write what recycles worker processes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from ...model.answer_shape import mismatch
from ...model.call import Call
from ...node.ask import Ask
from ...node.errors import NodeError
from ...node.exchange import Answer, Reply

SECONDS = 30
RECYCLING = 120  # of a write that may wait for worker processes to end or to start
HELD = 180  # while every node of the farm is asked about itself, and as long as the answers count
LONGEST = 3660  # of a drain with the longest timeout that can be given, as engine/drain takes it
Read = TypeVar("Read")
SHAPES = {"read_lease": {"run": (str, None), "until": (str, None), "drained": bool}}


@dataclass(frozen=True)
class Lease:
    """run, until: as the node has them, both None where no run holds it. now: the node's clock, UTC.

    drained: whether the run may write what recycles on this node.
    """

    run: str | None
    until: str | None
    drained: bool
    now: datetime

    @property
    def remaining(self) -> float:
        """Seconds until it expires; 0 where it has expired, and where no run holds it.

        One that ends later than any lease can, since the node's clock was set back, holds nothing: it would for ever.
        """
        until = None if self.until is None else _moment(self.until)
        if until is None:
            return 0.0
        left = (until - self.now).total_seconds()
        return left if 0 < left <= LONGEST else 0.0

    def seconds_left(self, run: str) -> float:
        """How long this run has to wait: 0 where the lease is free, has expired, or is its own."""
        return 0.0 if self.run == run else self.remaining

    def permits(self, run: str) -> bool:
        """Whether this run may write what recycles."""
        return self.run == run and self.drained


def read() -> Call:
    return Call("read_lease")


def from_reply(reply: Reply) -> Lease:
    """The lease from a reply's first answer. Raises NodeError where that is an error or does not look as expected."""
    return from_answer(reply.answers[0], reply.node.get("time", ""))


def from_answer(answer: Answer, now: str) -> Lease:
    """now: the node's time. Raises NodeError where the answer is an error or does not look as expected."""
    if answer.error:
        raise answer.error
    if wrong := mismatch(answer.data, SHAPES[answer.payload], answer.payload):
        raise NodeError(f"the node's lease does not look as expected: {wrong}")
    return parse(answer.data, now)


def parse(answer: Mapping[str, Any], now: str) -> Lease:
    """Raises NodeError where now is no time."""
    if (moment := _moment(now)) is None:
        raise NodeError(f"the node's time does not look as expected: found {now!r}")
    return Lease(answer["run"], answer["until"], answer["drained"], moment)


def take(lease: Lease, run: str, seconds: int = SECONDS) -> Call:
    """Takes or renews the lease, if it is still as it was read; else the write is an error and nothing follows it.

    A permit of this run stays, one of another run ends.
    """
    return _taken(lease, run, seconds, lease.permits(run))


def take_with_permit(lease: Lease, run: str) -> Call:
    """The same for a node that is drained."""
    return _taken(lease, run, HELD, drained=True)


def take_without_permit(lease: Lease, run: str, seconds: int) -> Call:
    """The same before a write after which the node serves, or may serve."""
    return _taken(lease, run, seconds, drained=False)


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


def hold_lease(ask: Ask, run: str, pause: Callable[[float], None]) -> None:
    """Takes the lease before the other nodes are asked, so that another run which asks this one sees it.

    Raises NodeError where another run holds it.
    """
    _, lease = wait(lambda: (None, from_reply(ask([read()]))), run, False, pause)
    if error := ask([take(lease, run, HELD)], stop=True).answers[0].error:
        raise error


def release_lease(ask: Ask, run: str, *notes: Call) -> bool:
    """Releases the lease, if this run holds it, so that the next run need not wait. Whether it held the lease.

    notes: what the run writes of itself with it, in the same request. Raises NodeError; then the lease expires by
    itself.
    """
    lease = from_reply(ask([read()]))
    if lease.run != run:
        return False
    for answer in ask([release(lease), *notes], stop=True).answers:
        if answer.error:
            raise answer.error
    return True


def release_after_task(ask: Ask, run: str, *notes: Call) -> None:
    """For a run that one task has created, and that ends with it. A lease that cannot be released expires by itself."""
    with suppress(NodeError):
        release_lease(ask, run, *notes)


def release(lease: Lease) -> Call:
    return _write(lease, None, None, drained=False)


def _taken(lease: Lease, run: str, seconds: int, drained: bool) -> Call:
    # A blank, not a T: newer versions of PowerShell turn what looks like ISO 8601 into a date.
    until = (lease.now + timedelta(seconds=seconds)).isoformat(sep=" ", timespec="seconds")
    return _write(lease, run, until, drained)


def _write(lease: Lease, run: str | None, until: str | None, drained: bool) -> Call:
    expected = {"run": lease.run, "until": lease.until, "drained": lease.drained}
    return Call("write_lease", {"run": run, "until": until, "drained": drained, "expected": expected})


def _moment(text: str) -> datetime | None:
    """UTC, without a zone; None for what is no time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
