"""The service account's password is in no output of a fix, however much is printed, and in no file of it."""

from __future__ import annotations

import json

import pytest

from lab.facts import process_activation
from tests.playbooks.controller import Controller

PART_OF_THE_PASSWORD = "Winter"


@pytest.fixture
def controller(powershell: Controller) -> Controller:
    return powershell


def test_the_password_of_the_service_account_is_nowhere(controller: Controller) -> None:
    controller.inject("app_pool/built-in-identity", "web1", "web2", "web3")
    fix = controller.play("fix-kerberos.yml", "-vvvv", "--diff")
    assert fix.code == 0
    assert all(pool["state"] == "Started" for pool in controller.states.read("web2")["iis"]["pools"])
    back = controller.play("playbooks/rollback.yml", "-vvvv")
    for text in (fix.output, back.output, json.dumps([controller.states.read(f"web{number}") for number in (1, 2, 3)])):
        assert PART_OF_THE_PASSWORD not in text
    assert PART_OF_THE_PASSWORD in process_activation.PASSWORD
    for path in controller.work.rglob("*"):
        if path.is_file() and path.suffix == ".json":
            assert PART_OF_THE_PASSWORD not in path.read_text(encoding="utf-8")
