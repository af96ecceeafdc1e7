"""The run of a task, and the copy of its journal where one is asked for."""

import os
import re
from datetime import UTC, datetime

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import parsing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import new_run, run_of_task

from tests.unit.emulated_node import EmulatedNode, plan

RUN = "20260131T080000Z-000001"


def test_a_copy_is_the_entry_of_the_node_readable_by_its_owner_alone(tmp_path):
    node = EmulatedNode("dns_registration/virtual-address-registered")
    before = os.umask(0)
    try:
        fix_concern(plan(), node.ask, run_of_task({"run": RUN, "journal_copy": str(tmp_path)}, "web1", check=False))
    finally:
        os.umask(before)
    (entry,) = node.entries()
    (copy,) = tmp_path.iterdir()
    assert copy.name == f"web1-{entry.id}.json"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert parsing.parse({"entries": [{"id": entry.id, "text": copy.read_text("utf-8")}]}) == [entry]


def test_nodes_of_one_run_have_copies_of_their_own(tmp_path):
    for host in ("web1", "web2"):
        run = run_of_task({"run": RUN, "journal_copy": str(tmp_path)}, host, check=False)
        run.keep(journal.entry(RUN, "2026-01-31T08:00:00+00:00", "dns_registration", {}, []))
    assert len(list(tmp_path.iterdir())) == 2


def test_check_mode_keeps_no_copy(tmp_path):
    run = run_of_task({"run": RUN, "journal_copy": str(tmp_path)}, "web1", check=True)
    fix_concern(plan(), EmulatedNode("dns_registration/virtual-address-registered").ask, run)
    assert run.check
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.write_text("")], ids=["missing", "a file"])
def test_a_folder_that_is_none_is_refused_before_the_node_is_asked(tmp_path, make):
    folder = tmp_path / "journal"
    make(folder)
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        run_of_task({"journal_copy": str(folder)}, "web1", check=False)
    assert str(caught.value) == (
        f"journal_copy: {folder} is not a folder on the machine that connects to the node; "
        "create it first, readable by you alone"
    )


@pytest.mark.parametrize("given", [{}, {"journal_copy": None, "run": None}, {"journal_copy": "", "run": ""}])
def test_without_a_folder_no_copy_is_kept(given, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_of_task(given, "web1", check=False).keep(journal.entry(RUN, "", "dns_registration", {}, []))
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_given_is_kept_and_checked():
    assert run_of_task({"run": RUN}, "web1", check=False).id == RUN
    with pytest.raises(ValueError, match=r"^run: found '\.\./x', expected up to 64 letters"):
        run_of_task({"run": "../x"}, "web1", check=False)


def test_a_new_run_names_its_time_and_no_two_are_equal():
    runs = {new_run() for _ in range(50)}
    assert len(runs) == 50
    assert all(re.fullmatch(r"20\d{6}T\d{6}Z-[0-9a-f]{9}", run) for run in runs)
    assert [journal.checked_run(run) for run in runs] == list(runs)


def test_of_two_runs_in_one_second_the_later_one_sorts_last():
    times = [datetime(2026, 1, 31, 8, 0, 0, microsecond, tzinfo=UTC) for microsecond in (9_000, 10_000, 999_999)]
    runs = [new_run(time) for time in times]
    assert runs == sorted(runs)


def test_a_run_has_its_time_in_utc():
    assert run_of_task({}, "web1", check=False).time.endswith("+00:00")
