"""A fix changes the concerns that kerberos_concerns names, in every way in which Ansible takes a list."""

from __future__ import annotations

import pytest

from tests.playbooks.controller import Controller
from tests.settings import changes_of

BROKEN = ("dns_registration/own-adapter-not-registered", "site_acl/readers-lack-access")


@pytest.mark.parametrize(
    ("given", "fixed"),
    [
        ("dns_registration", {"DNS-1"}),
        ("dns_registration,site_acl", {"DNS-1", "ACL-2"}),
        ("", {"DNS-1", "ACL-2"}),  # as a survey gives it that was left blank
        ("[site_acl]", {"ACL-2"}),
    ],
)
def test_the_concerns_that_were_chosen_are_fixed(given: str, fixed: set[str], in_one_process: Controller) -> None:
    for fault in BROKEN:
        in_one_process.inject(fault, "web1")
    option = f"{{kerberos_concerns: {given}}}" if given.startswith("[") else f"kerberos_concerns={given}"
    run = in_one_process.play("fix-kerberos.yml", "-e", option)
    assert run.code == 0, run.output
    text = " ".join(entry["text"] for entry in changes_of(in_one_process.states.read("web1")))
    assert {control for control in ("DNS-1", "ACL-2") if f'"{control}"' in text} == fixed, run.output
