"""Processes that share the outcome of logons, here without Ansible."""

from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path

import pytest
from ansible import constants
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.first_logon import NotTriedError, answers, log_on
from ansible_collections.nlb.kerberos.plugins.plugin_utils.logons.shared import SharedOutcome

REJECTED = "ntlm: the specified credentials were rejected by the server"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path))
    return tmp_path


def outcome(password="Winter26"):
    return SharedOutcome(["admin", password, "ntlm"])


def logging_on(node, tried: Path, problem=""):
    """A process that logs on to a node, and writes down that it did."""

    def connect():
        with tried.open("a", encoding="utf-8") as file:
            file.write(f"{node}\n")
        time.sleep(0.1)
        if problem:
            raise OSError(problem)

    def run():
        try:
            log_on(node, outcome(), connect, lambda: "refused: no listener" not in problem)
        except (NotTriedError, OSError):
            os._exit(1)
        os._exit(0)

    return multiprocessing.get_context("fork").Process(target=run)


def run_at_once(processes):
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


def test_of_many_at_once_one_is_refused(folder):
    tried = folder / "tried"
    assert run_at_once([logging_on(f"web{number}", tried, REJECTED) for number in range(8)]) == [1] * 8
    assert len(tried.read_text(encoding="utf-8").splitlines()) == 1


def test_after_one_is_accepted_all_are_tried(folder):
    tried = folder / "tried"
    assert run_at_once([logging_on(f"web{number}", tried) for number in range(8)]) == [0] * 8
    assert len(tried.read_text(encoding="utf-8").splitlines()) == 8


def test_a_node_that_is_down_decides_nothing(folder):
    tried = folder / "tried"
    assert run_at_once([logging_on("web1", tried, "refused: no listener")]) == [1]
    assert run_at_once([logging_on("web2", tried, "timed out")]) == [1]
    assert run_at_once([logging_on("web3", tried, REJECTED)]) == [1]
    assert run_at_once([logging_on("web4", tried)]) == [1]
    assert tried.read_text(encoding="utf-8").split() == ["web1", "web2", "web3"]


def test_another_password_is_another_matter():
    outcome().note(lambda known: known.after_refusal("web1"))
    assert outcome().read().ended_by == "web1"
    assert outcome("Winter27").read().open


def test_no_file_has_the_user_name_or_the_password(folder):
    outcome().note(lambda known: known.after_refusal("web1"))
    for path in folder.iterdir():
        assert "Winter" not in path.name + path.read_text(encoding="utf-8")
        assert "admin" not in path.name + path.read_text(encoding="utf-8")


def test_whether_something_listens_is_not_known_behind_a_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert not answers("127.0.0.1", 1)
    monkeypatch.setenv("https_proxy", "http://proxy:3128")
    assert answers("127.0.0.1", 1)
