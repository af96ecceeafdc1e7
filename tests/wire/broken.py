"""For each concern, a node on which every write of it is needed."""

from __future__ import annotations

from dataclasses import dataclass

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import named
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan

from lab import healthy
from lab.facts.process_activation import PASSWORD
from lab.faults import BY_NAME
from lab.node_files import NodeState
from tests.unit.emulated_node import ARGUMENTS_OF
from tests.wire.conftest import CONNECTIONS


@dataclass(frozen=True)
class Broken:
    """writes: the payloads that a fix needs, each once."""

    title: str
    concern: str
    faults: tuple[str, ...]
    writes: tuple[str, ...]

    def __str__(self) -> str:
        return self.title

    def state(self) -> NodeState:
        state = healthy.node(1)
        for fault in self.faults:
            BY_NAME[fault].inject(state, 1)
        return state

    @property
    def secrets(self) -> dict[str, str]:
        return {"password": PASSWORD} if self.concern == "app_pool" else {}

    @property
    def plan(self) -> Plan:
        (concern,) = named([self.concern])
        return Plan.from_arguments(concern, ARGUMENTS_OF[self.concern], secrets=self.secrets)

    @property
    def restored(self) -> bool:
        """Whether a rollback brings everything back."""
        return all(BY_NAME[fault].restored for fault in self.faults)


BROKEN = (
    Broken(
        "registration in DNS",
        "dns_registration",
        (
            "dns_registration/virtual-address-registered",
            "dns_registration/own-address-skipped",
            "dns_registration/dynamic-update-disabled",
            "dns_registration/own-adapter-not-registered",
        ),
        ("write_dns_registration",),
    ),
    Broken(
        "access to the site's files",
        "site_acl",
        (
            "site_acl/readers-lack-access",
            "site_acl/pool-lacks-access",
            "site_acl/web-config-unreadable",
            "site_acl/moved-file-protected",
        ),
        ("write_site_acl",),
    ),
    Broken(
        "an identity with its password, and a right",
        "app_pool",
        ("app_pool/built-in-identity", "app_pool/network-logon-removed"),
        ("write_user_rights", "write_iis"),
    ),
    Broken(
        "a worker process with an old password",
        "app_pool",
        ("app_pool/old-worker-process", "app_pool/network-logon-removed"),
        ("write_user_rights", "write_iis"),
    ),
    Broken(
        "authentication",
        "windows_authentication",
        (
            "windows_authentication/machine-key",
            "windows_authentication/ntlm-first",
            "windows_authentication/anonymous-enabled",
        ),
        ("write_authentication",),
    ),
)

# What is written does not depend on the connection: all over one of them, over each other one the first and the last.
_ONE, *_OTHERS = CONNECTIONS
OVER = [(_ONE, broken) for broken in BROKEN] + [
    (other, broken) for other in _OTHERS for broken in BROKEN[:: len(BROKEN) - 1]
]
