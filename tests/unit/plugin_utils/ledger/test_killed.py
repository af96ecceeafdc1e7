"""A run that is killed at any step of the write loses nothing, and the next one goes on."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import chain, store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.files import files_of

from tests.unit.plugin_utils.ledger.farms import Answers, farm, report

STEPS = ("open", "fsync", "replace", "unlink")
KILLED, DONE = 9, 0
DRIFT: Answers = {"web1": {"DNS-1": "drift"}}
MORE: Answers = {"web1": {"DNS-1": "drift", "ACL-1": "drift"}}


def add(folder: Path, number: int, answers: Answers, days: int) -> dict[str, Any]:
    return dict(store.add(folder, report(farm(answers, number)), "audit", days)[0]["farms"][0])


def killed_at(step: int, folder: Path, before: bool) -> bool:
    """A run in a process that ends at this step, before or after it; whether it has got there."""
    process = get_context("fork").Process(target=_run, args=(step, folder, before))
    process.start()
    process.join(60)
    assert process.exitcode in (KILLED, DONE)
    return process.exitcode == KILLED


def _run(step: int, folder: Path, before: bool) -> None:
    left = [step]

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def one(*args: Any, **given: Any) -> Any:
            left[0] -= 1
            if before and left[0] < 0:
                os._exit(KILLED)
            found = call(*args, **given)
            if left[0] < 0:
                os._exit(KILLED)
            return found

        return one

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    add(folder, 12, MORE, days=5)
    os._exit(DONE)


@pytest.mark.parametrize("before", [True, False], ids=["before the step", "after it"])
def test_a_kill_at_any_step_of_a_run_that_removes_old_lines(before: bool, tmp_path: Path) -> None:
    lost = []
    for step in range(50):
        folder = tmp_path / str(step)
        for number in range(12):
            add(folder, number, DRIFT, days=400)
        reached = killed_at(step, folder, before)
        found = store.load(files_of(folder, "intranet"))
        assert chain.verified(found.lines, found.head) is None
        assert found.entries["web1", "DNS-1", "s"].since == farm(DRIFT, 0)["time"]
        was_added = ("web1", "ACL-1", "s") in found.entries
        after = add(folder, 13, MORE, days=5)
        since = {one["control"]: one["since"] for one in after["nodes"][0]["findings"]}
        assert since == {"DNS-1": farm({}, 0)["time"], "ACL-1": farm({}, 12 if was_added else 13)["time"]}
        at_last = store.load(files_of(folder, "intranet"))
        assert at_last.entries.keys() == found.entries.keys() | {("web1", "ACL-1", "s")}
        lost.append(not was_added)
        if not reached:
            break
    assert not lost[-1], "the last one was not killed"
    assert step > 5
    assert lost == sorted(lost, reverse=True), "what is written stays written"
