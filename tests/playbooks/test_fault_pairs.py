"""Two faults at once on each node, as a user meets them: by the playbooks, not by the driver alone as in tests/lab.

The pairs are those that meet: in one setting, in one file, in the order of the fix, or where one waits for the other.
"""

from __future__ import annotations

import pytest

from lab.faults import BY_NAME
from tests.faults.pairs import not_fixed, wrong
from tests.playbooks.controller import Controller
from tests.playbooks.serving import pool_runs

# Three pairs a run: each node is compared with what most of them have, so no two of them have the same difference.
# A rollback ends at a node that serves nobody, as before its fix; it comes to web1 last.
FARMS = [
    {
        "web1": ("app_pool/built-in-identity", "windows_authentication/machine-key"),
        "web2": ("site_acl/readers-lack-access", "dns_registration/own-adapter-not-registered"),
        "web3": ("dns_registration/dynamic-update-disabled", "windows_authentication/ntlm-first"),
    },
    {
        "web1": ("app_pool/another-account", "site_acl/pool-lacks-access"),
        "web2": (
            "dns_registration/virtual-address-registered",
            "windows_authentication/kerberos-provider-in-kernel-mode",
        ),
        "web3": ("app_pool/old-worker-process", "app_pool/network-logon-removed"),
    },
    {
        "web1": ("app_pool/pool-stopped", "windows_authentication/anonymous-enabled"),
        "web2": ("dns_registration/own-address-skipped", "windows_authentication/disabled"),
        "web3": ("site_acl/web-config-unreadable", "app_pool/batch-logon-removed"),
    },
    {
        "web1": ("app_pool/another-account", "windows_authentication/machine-key"),
        "web2": ("dns_registration/hosts-file-overrides", "site_acl/readers-lack-access-below"),
        "web3": ("dns_registration/policy-disables-registration", "windows_authentication/ntlm-first"),
    },
    {
        "web1": ("site_acl/app-data-closed-to-pool", "app_pool/built-in-identity"),
        "web2": ("app_pool/batch-logon-denied", "dns_registration/dynamic-update-disabled-on-adapter"),
        "web3": ("windows_authentication/machine-key", "windows_authentication/kerberos-provider-in-kernel-mode"),
    },
    {
        "web1": ("dns_registration/virtual-address-registered", "app_pool/batch-logon-removed-and-stopped"),
        "web2": ("app_pool/binding-missing", "app_pool/shared-with-another-site"),
        "web3": ("site_acl/readers-denied", "windows_authentication/ntlm-first"),
    },
    {
        "web1": ("windows_authentication/application-in-another-pool", "dns_registration/own-adapter-not-registered"),
        "web2": ("dns_registration/other-dns-servers", "windows_authentication/not-installed"),
        "web3": ("dns_registration/own-address-skipped", "windows_authentication/extended-protection-required"),
    },
]


@pytest.mark.parametrize("farm", FARMS, ids=lambda farm: ",".join("+".join(pair) for pair in farm.values()))
def test_two_faults_on_each_node(farm: dict[str, tuple[str, str]], in_one_process: Controller) -> None:
    controller = in_one_process
    pairs = {node: tuple(BY_NAME[fault] for fault in pair) for node, pair in farm.items()}
    for node, pair in farm.items():
        for fault in pair:
            controller.inject(fault, node)
    first = controller.settings()

    audit = controller.play("playbooks/audit.yml")
    assert (audit.code, audit.changed()) == (0, 0)
    assert controller.settings() == first
    for number, (node, (one, other)) in enumerate(pairs.items(), 1):
        expected = one.reported_on(number, alone=True) | other.reported_on(number, alone=True)
        assert not wrong(one, other, audit.reported()[node], expected), node

    fix = controller.play("fix-kerberos.yml")
    assert fix.code == 0, fix.output
    for number, (node, (one, other)) in enumerate(pairs.items(), 1):
        assert not not_fixed(number, one, other, audit.reported()[node], fix.reported()[node]), node

    again = controller.play("fix-kerberos.yml")
    assert (again.code, again.changed()) == (0, 0)
    assert again.reported() == fix.reported()

    back = controller.play("playbooks/rollback.yml")
    restored = {node for node, pair in pairs.items() if all(fault.restored for fault in pair)}
    now = controller.settings()
    for node in pairs:
        if not pool_runs(first[node]):  # it serves as little as before its fix, and stays drained
            assert now[node].pop("cluster") != first[node].pop("cluster")
    assert {node for node in pairs if now[node] == first[node]} >= restored, back.output
