"""A run that ends at any message of its write, in any way: the next run finishes it, and a rollback takes it back.

Every message to the directory between the journal's entry and the proof is such a point, and every request to the node.
The former holder is an account that a rollback may give the name back to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.stream import Stream
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import directory_readers
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab.concerns.spn.faults import FORMER_ACCOUNT, FULL, NAMES
from lab.directory import accounts, changes
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.file import DirectoryState
from lab.directory.forest import FOREST
from lab.intranet import DOMAIN
from tests.faults.names_in_process import NamesInProcess
from tests.faults.test_names import lagging

RIGHT = {SERVICE_ACCOUNT: sorted(NAMES)}
MOST = 20  # messages of one write, without those that wait for replication once more


def moved(state: DirectoryState, number: int) -> None:
    state["objects"][FORMER_ACCOUNT] = accounts.user("svc-old", f"{DOMAIN}-1121", FOREST)
    changes.move_names(state, [FULL], SERVICE_ACCOUNT, FORMER_ACCOUNT)


def lacking(state: DirectoryState, number: int) -> None:
    changes.remove_names(state, SERVICE_ACCOUNT, [FULL])


def added(state: DirectoryState, number: int) -> None:
    changes.add_names(state, SERVICE_ACCOUNT, ["HTTP/web1"])


# What a run does about it: that many changes.
BROKEN = {"move": (moved, 2), "add": (lacking, 1), "remove": (added, 1)}


class KilledError(BaseException):
    """The process has ended: nothing after it runs but what frees connections."""


class Messages:
    """Counts the messages of a write, and ends it at one of them. ends: before or after, killed or cut."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, ends: str) -> None:
        self.number, self._at, self._ends, self._counts = -1, at, ends, False
        self._send, self._write = Stream.send, directory_readers.write_service_principals
        monkeypatch.setattr(Stream, "send", lambda stream, data: self._sent(stream, data))
        monkeypatch.setattr(directory_readers, "write_service_principals", self._written)

    @property
    def reached(self) -> bool:
        return self.number >= self._at

    def _written(self, *arguments: Any) -> Mapping[str, Any]:
        self._counts = True
        try:
            return self._write(*arguments)
        finally:
            self._counts = False

    def _sent(self, stream: Stream, data: bytes) -> None:
        self.number += self._counts
        if not self._counts or self.number != self._at:
            self._send(stream, data)
            return
        self._counts = False
        if self._ends.endswith("after"):
            self._send(stream, data)
            stream.receive()  # the directory has answered, so that it has done it
        if self._ends.startswith("killed"):
            raise KilledError
        stream.close()
        self._send(stream, data)


ENDS = ("killed before", "killed after", "cut before", "cut after")
WAYS = (
    *(("move", False, ends) for ends in ENDS),
    *(("move", True, ends) for ends in ENDS),
    *((how, False, ends) for how in ("add", "remove") for ends in ("killed after", "cut before")),
)


def broken(how: str, lags: bool = False) -> NamesInProcess:
    """lags: what dc1 takes has not reached dc2, nor its global catalog, which is asked."""
    inject, _ = BROKEN[how]
    more = {"catalog": "dc2"} if lags else {}
    return NamesInProcess(inject, *([lagging] if lags else []), requests=["SPN-3"], **more)


def points(how: str, lags: bool, ends: str) -> Iterator[tuple[int, NamesInProcess, dict[str, list[str]]]]:
    """Each as the run has left it, with the names before it."""
    for at in range(MOST):
        names = broken(how, lags)
        first = names.held()
        with pytest.MonkeyPatch.context() as monkeypatch:
            messages = Messages(monkeypatch, at, ends)
            with suppress(KilledError, NodeError):
                names.fix()
            if not messages.reached:
                assert at > 5, "the write has more messages than these"
                return
        yield at, names, first
    assert lags, f"a write has more than {MOST} messages"


@pytest.mark.parametrize(("how", "lags", "ends"), WAYS)
def test_a_run_that_ends_at_any_message_converges_or_is_undone(how: str, lags: bool, ends: str) -> None:
    seen: list[Any] = []
    for at, names, first in points(how, lags, ends):
        left = names.kept()
        if left in seen:
            continue  # what follows would be the same
        seen.append(left)
        names.undo("run-1")
        assert names.held() == first, f"message {at}: rolled back"
        names.again(left)
        names.fix("run-2")
        assert names.held() == RIGHT, f"message {at}: the next run"
        names.undo("run-1", "run-2")
        assert names.held() == first, f"message {at}: both runs rolled back"
    assert len(seen) > 1, "some point lies after a change"


def refusing(trouble: str, at: int) -> Callable[[dict[str, Any], int], None]:
    def inject(state: dict[str, Any], number: int) -> None:
        state["controllers"]["dc1"]["writes"] = {"skip": at, "times": 1000, "trouble": trouble}

    return inject


@pytest.mark.parametrize("trouble", ["busy", "not unique"])
@pytest.mark.parametrize("how", BROKEN)
def test_a_run_that_is_refused_half_way_converges_or_is_undone(how: str, trouble: str) -> None:
    for at in range(BROKEN[how][1]):
        names = broken(how)
        first, state = names.held(), names.state
        refusing(trouble, at)(state, 0)
        names.state = state
        with pytest.raises(NodeError):
            names.fix()
        state = names.state
        state["controllers"]["dc1"].pop("writes")
        names.state = state
        left = names.kept()
        names.undo("run-1")
        assert names.held() == first
        names.again(left)
        names.fix("run-2")
        assert names.held() == RIGHT


@pytest.mark.parametrize("ran", [0, 1, 2])
def test_a_run_that_the_node_is_lost_to_has_written_nothing(ran: int) -> None:
    """After the lease, and after the journal's entry."""
    names = broken("move")
    first, names.ask = names.held(), names.node.ask_until_cut(ran)
    with pytest.raises(NodeError, match="nothing was changed"):
        names.fix()
    assert names.held() == first
    names.ask = names.node.ask
    names.undo("run-1")
    assert names.held() == first
    names.fix("run-2")
    assert names.held() == RIGHT
