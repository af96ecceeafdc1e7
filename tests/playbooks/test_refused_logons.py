"""A user name and a password that a node refuses are tried once: Windows locks the account after a few such logons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.playbooks.controller import Controller, own_network
from tests.playbooks.two_nodes import controller_of, when
from tests.playbooks.wire import WiredLab

WRONG = ("-e", "ansible_password=of-last-year")
REFUSED = "the user name or the password is wrong"
NOT_TRIED = "not tried: the user name or the password was refused by web"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WiredLab]:
    lab = WiredLab(tmp_path_factory.mktemp("refused"), own_network(2), nodes=2)
    yield lab
    lab.close()


@pytest.fixture
def lab(started: WiredLab) -> Iterator[WiredLab]:
    started.forget_refused_logons()
    yield started
    started.watch = None
    started.unlock()


@pytest.fixture
def farm(lab: WiredLab, tmp_path: Path) -> Controller:
    return controller_of(lab, tmp_path)


@pytest.mark.parametrize(
    ("playbook", "transport"),
    [
        ("playbooks/preflight.yml", "basic"),
        ("playbooks/audit.yml", "ntlm"),
        ("playbooks/audit.yml", '["ntlm", "basic"]'),
        ("fix-kerberos.yml", "basic"),
        ("playbooks/rollback.yml", "ntlm"),
    ],
)
def test_a_wrong_password_is_tried_on_one_node(playbook: str, transport: str, lab: WiredLab, farm: Controller) -> None:
    run = farm.play(playbook, *WRONG, "-e", f'{{"ansible_winrm_transport": {transport}}}')
    shown = " ".join(run.output.split())
    assert run.code != 0
    assert sum(lab.refused_logons()) == 1, run.output
    # By the task and by the report; a rollback has several tasks that read. The directory's is silent of it.
    assert min(shown.count(REFUSED), shown.count(NOT_TRIED)) >= (2 if run.report else 1)
    assert "(ansible_user, ansible_password, ansible_winrm_transport)" in shown
    assert "node.user" not in shown
    assert "not reachable: Task failed" not in shown


def test_where_the_first_node_cannot_be_reached_the_next_one_is_tried(lab: WiredLab, farm: Controller) -> None:
    farm.lose("web1")
    run = farm.play("playbooks/audit.yml", *WRONG)
    assert lab.refused_logons() == [0, 1], run.output
    assert "nothing listens on this port" in run.output


def test_a_node_that_cannot_be_reached_keeps_no_other_from_being_asked(lab: WiredLab, farm: Controller) -> None:
    farm.lose("web1")
    run = farm.play("playbooks/audit.yml")
    assert run.report
    assert [node["problem"] is None for node in run.report["farms"][0]["nodes"]] == [False, True]


def test_nodes_with_other_passwords_are_each_tried(lab: WiredLab, farm: Controller) -> None:
    lab.lock(2)
    (farm.inventory / "host_vars").mkdir()
    (farm.inventory / "host_vars" / "web2.yml").write_text("ansible_password: its own\n", encoding="utf-8")
    run = farm.play("playbooks/audit.yml")
    assert lab.refused_logons() == [0, 1], run.output
    assert run.report
    assert [node["problem"] is None for node in run.report["farms"][0]["nodes"]] == [True, False]


def test_an_account_that_is_locked_during_a_fix_is_not_tried_again(lab: WiredLab, farm: Controller) -> None:
    def lock() -> None:
        lab.lock(1)
        lab.lock(2)

    when(lab, "web1", "write_cluster", lock)
    run = farm.play("fix-kerberos.yml")
    assert run.code != 0
    assert sum(lab.refused_logons()) == 1, run.output
    assert not farm.states.read("web2")["journal"]["entries"]
