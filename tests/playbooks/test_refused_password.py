"""A service account's password that one node was refused is tried on no other node, by no later run."""

from __future__ import annotations

from tests.playbooks.controller import Controller

WRONG = "-ekerberos_service_password=of-last-year"
NODES = ("web1", "web2", "web3")


def attempts(controller: Controller) -> int:
    return sum(len(controller.states.read(node)["logons"]["failed"]) for node in NODES)


def test_a_wrong_password_is_tried_once_in_a_farm_until_it_is_corrected(in_one_process: Controller) -> None:
    in_one_process.inject("app_pool/built-in-identity", *NODES)
    first = in_one_process.play("fix-kerberos.yml", WRONG)
    assert (first.code, attempts(in_one_process)) == (2, 1), first.output

    again = in_one_process.play("fix-kerberos.yml", WRONG)
    assert (again.code, attempts(in_one_process)) == (2, 1), again.output

    # The inventory has the right one.
    corrected = in_one_process.play("fix-kerberos.yml", "-ekerberos_service_password_changed=true")
    assert (corrected.code, attempts(in_one_process)) == (0, 1), corrected.output
