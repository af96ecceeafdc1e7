"""The exit codes that a schedule or a pipeline goes by, as docs/running.md has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.playbooks.controller import Controller

pytestmark = pytest.mark.usefixtures("in_one_process")

STRICT = ("-e", '{"kerberos_fails_on": ["drift", "could not check"]}')


def test_a_farm_as_described_is_0(controller: Controller) -> None:
    assert controller.play("playbooks/audit.yml", *STRICT).code == 0


@pytest.mark.parametrize(("options", "code"), [((), 0), (STRICT, 2)], ids=["by default", "where drift is to fail"])
def test_drift(options: tuple[str, ...], code: int, controller: Controller) -> None:
    controller.inject("dns_registration/hosts-file-overrides", "web1")
    assert controller.play("playbooks/audit.yml", *options).code == code


def test_a_node_that_is_not_read_is_2(controller: Controller) -> None:
    controller.lose("web2")
    assert controller.play("playbooks/audit.yml").code == 2


def test_a_wrong_description_is_2(controller: Controller) -> None:
    (controller.inventory / "group_vars" / "intranet.yml").unlink()
    assert controller.play("playbooks/audit.yml").code == 2


def test_a_node_that_a_rollback_cannot_read_is_2(controller: Controller) -> None:
    controller.lose("web2")
    assert controller.play("playbooks/rollback.yml").code == 2


def test_a_playbook_that_cannot_be_read_is_4(controller: Controller, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text("- hosts: [\n", encoding="utf-8")
    assert controller.play(str(broken)).code == 4
