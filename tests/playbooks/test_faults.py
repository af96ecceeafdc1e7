"""Every fault by the playbooks, on one node and on all: found, fixed or reported, clean then, rolled back."""

from __future__ import annotations

import pytest

from lab.faults import BY_NAME, FAULTS, Fault
from tests import reported
from tests.playbooks.controller import Controller

NODES = ("web1", "web2", "web3")
# For each payload that writes and each kind of answer; tests/lab has every fault in PowerShell, without Ansible.
IN_POWERSHELL = (
    "dns_registration/virtual-address-registered",
    "dns_registration/dynamic-update-disabled",
    "dns_registration/hosts-file-overrides",
    "load_balancing/stopped",
    "site_acl/readers-denied",
    "site_acl/web-config-unreadable",
    "site_acl/moved-file-protected",
    "app_pool/built-in-identity",
    "app_pool/old-worker-process",
    "app_pool/batch-logon-removed-and-stopped",
    "app_pool/shared-with-another-site",
    "windows_authentication/machine-key",
    "windows_authentication/locked-section-in-web-config",
    "windows_authentication/ntlm-first",
    "windows_authentication/anonymous-enabled-in-folder",
)
Said = dict[str, set[tuple[str, str]]]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_on_one_node(fault: Fault, controller: Controller) -> None:
    _goes_its_way(fault, controller, ("web2",))


@pytest.mark.parametrize("fault", IN_POWERSHELL)
def test_in_powershell(fault: str, powershell: Controller) -> None:
    _goes_its_way(BY_NAME[fault], powershell, ("web2",))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_on_every_node(fault: Fault, controller: Controller) -> None:
    _goes_its_way(fault, controller, NODES)


def _goes_its_way(fault: Fault, controller: Controller, nodes: tuple[str, ...]) -> None:
    controller.inject(fault.name, *nodes)
    first = controller.settings()
    nothing: Said = {node: set() for node in NODES}
    expected = {node: fault.says_on_others(int(node.removeprefix("web"))) for node in NODES}
    alone = len(nodes) < len(NODES)
    expected |= {node: reported.expected(fault, int(node.removeprefix("web")), alone) for node in nodes}

    audit = controller.play("playbooks/audit.yml")
    assert audit.said() == expected
    assert audit.changed() == 0
    assert controller.settings() == first
    assert audit.code == (0 if fault.read and fault.checked else 2), "what could not be checked makes the run fail"

    fix = controller.play("fix-kerberos.yml")
    fixed = nothing if fault.fixed else expected
    assert fix.said() == fixed
    # A change that restarts anything comes between a drain and a start.
    steps = 1 if all(control.startswith("DNS-") for control, _ in fault.said) else 3
    assert fix.changed() == (len(nodes) * steps if fault.fixed else 0)

    again = controller.play("fix-kerberos.yml")
    assert again.changed() == 0
    assert again.said() == fixed

    back = controller.play("playbooks/rollback.yml")
    assert (controller.settings() == first) is fault.restored, back.output
    if fault.read:
        assert back.said() == (expected if fault.restored else nothing)
