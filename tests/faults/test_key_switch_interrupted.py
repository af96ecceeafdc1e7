"""A whole fix that is killed before or after any of its writes: the next run ends where it would have, or a rollback
takes back what it has done. After no write of any of them do clients meet something worse.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from lab.concerns.spn.faults import FORMER_ACCOUNT, NAMES
from lab.directory import accounts, changes
from lab.directory.accounts import SERVICE_ACCOUNT
from lab.directory.file import DirectoryState
from lab.directory.forest import FOREST
from lab.fault import Fault
from lab.faults import BY_NAME
from lab.intranet import DOMAIN
from tests.faults import clients
from tests.faults.test_key_switch import CANNOT, REQUEST, fell, names
from tests.faults.whole_fix import WholeFix

MACHINE_KEY = BY_NAME["windows_authentication/machine-key"]
NTLM_FIRST = BY_NAME["windows_authentication/ntlm-first"]
MOST = 20  # writes of a run
EXPIRED = "2026-01-01 00:00:00"


def one_of_two(state: DirectoryState, number: int) -> None:
    """A name on each of two accounts, so that the second one is what a run has left to do."""
    state["objects"][FORMER_ACCOUNT] = accounts.user("svc-old", f"{DOMAIN}-1121", FOREST)
    changes.move_names(state, NAMES[:1], SERVICE_ACCOUNT, FORMER_ACCOUNT)


@dataclass(frozen=True)
class Case:
    """returns: whether a rollback can give the names back: never to a computer, and no name to a second account."""

    whole: Fault
    nodes: dict[int, list[Fault]]
    requests: Sequence[str] = ()
    returns: bool = True


CASES = {
    "nobody holds the names": Case(BY_NAME["spn/nobody"], {2: [MACHINE_KEY]}),
    "a former account that no node uses": Case(BY_NAME["spn/on-a-former-account"], {1: [MACHINE_KEY], 3: [NTLM_FIRST]}),
    "an account that a node uses": Case(
        BY_NAME["spn/on-a-former-account"],
        {1: [BY_NAME["app_pool/another-account"]], 2: [MACHINE_KEY]},
        [REQUEST],
    ),
    "a node": Case(BY_NAME["spn/on-a-node"], {1: [MACHINE_KEY], 2: [MACHINE_KEY]}, [REQUEST], returns=False),
    "two accounts": Case(BY_NAME["spn/on-two-accounts"], {3: [MACHINE_KEY]}, returns=False),
    "one of the names": Case(
        Fault("spn/one", "17", "one name on a former account", one_of_two, (), whole=True), {2: [MACHINE_KEY]}
    ),
}


class KilledError(BaseException):
    """The process has ended: nothing after it runs but what frees connections."""


class Killing:
    def __init__(self, at: int, after: bool) -> None:
        self.number, self._at, self._after = -1, at, after

    def __call__(self, write: Callable[[], Any]) -> Any:
        self.number += 1
        if self.number == self._at:
            if self._after:
                write()
            raise KilledError
        return write()


def broken(case: Case) -> WholeFix:
    return WholeFix([case.whole], case.nodes, case.requests)


def killed(case: Case) -> Iterator[tuple[str, WholeFix]]:
    """Each state that a run may leave, once."""
    seen: list[Any] = []
    for at in range(MOST):
        for after in (False, True):
            fix, kill = broken(case), Killing(at, after)
            fix.at = kill
            with suppress(KilledError):
                fix.fix("run-1")
            if kill.number < at:
                assert len(seen) > 3, "some points lie between two changes"
                return
            fix.at = lambda write: write()
            for state in fix.states.values():
                state["lease"]["until"] = state["lease"]["until"] and EXPIRED
            fix.seen.append(fix.met())
            if (left := kept(fix)) not in seen:
                seen.append(left)
                yield f"{'after' if after else 'before'} write {at}", fix
    raise AssertionError(f"a run has more than {MOST} writes")


def kept(fix: WholeFix) -> Any:
    return copy.deepcopy([fix.directory, fix.states])


def again(fix: WholeFix, left: Any) -> None:
    fix.directory, fix.states = copy.deepcopy(left)
    fix.seen = [fix.met()]


def shown(fix: WholeFix) -> Any:
    return names(fix.directory), fix.settings()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_fix_that_is_killed_converges_or_is_undone(case: Case) -> None:
    whole = broken(case)
    first, met = shown(whole), whole.seen[0]
    whole.fix("run-1")
    assert not whole.failures()
    end, found = shown(whole), []
    for where, fix in killed(case):
        left = kept(fix)
        fix.fix("run-2")
        found += [f"{where}, next run: {one}" for one in fell(fix, met)]
        assert not fix.failures(), where
        assert shown(fix) == end, where
        fix.seen = [fix.met()]
        fix.undo("run-1", "run-2")
        found += undone(fix, f"{where}, both rolled back", first if case.returns else None, met)
        again(fix, left)
        fix.undo("run-1")
        found += undone(fix, f"{where}, rolled back", first if case.returns else None, met)
    assert not found, "\n".join(found)


def undone(fix: WholeFix, where: str, first: Any, met: clients.Met) -> list[str]:
    """first, met: before all. first is None where not everything can be put back: then it may be refused as a whole."""
    failures = fix.failures().values()
    assert all(first is None and CANNOT in why for why in failures), where
    assert first is None or shown(fix) == first, where
    return [f"{where}: {one}" for one in fell(fix, fix.seen[0], met, put_back=first is not None)]
