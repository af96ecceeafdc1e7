"""Which clients a run has asked, and for which farms."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.clients_of_play import (
    AuditedClient,
    clients_of,
    farms_in_run,
    farms_of_inventory,
    for_clients,
)

from lab import intranet

FARM = {"name": "intranet"}
START = {"first_nodes": {"intranet": "web1"}, "directory": {}}

LAB = farm_of(intranet.description(3))
NEVER = {"time": None, "undone": False, "problem": ""}


class HostVars(dict[str, dict[str, Any]]):
    """As Ansible's: raw_get does not render templates."""

    def raw_get(self, host: str) -> dict[str, Any]:
        return self[host]


HOSTS = HostVars(
    web1={"kerberos_farm": FARM, "kerberos_start": START},
    pc1={"kerberos_client": {"computer_name": "PC1", "farms": ["intranet"]}, "kerberos_client_audit": {"farms": {}}},
    pc2={"kerberos_client": {"computer_name": "PC2", "farms": ["intranet"]}},
    pc3={"kerberos_client": "PC3", "kerberos_client_audit": {"failed": True}},
)


def test_the_farms_are_described_as_their_first_node_in_the_run_has_it() -> None:
    assert farms_in_run(["other", "intranet"], HOSTS) == [FARM]
    assert farms_in_run(["intranet"], HostVars(pc1={})) == []


def test_a_fix_takes_the_farms_from_the_whole_inventory() -> None:
    hosts = HostVars(pc1={}, web1={"kerberos_farm": "wrong"}, web2={"kerberos_farm": FARM}, web3={"kerberos_farm": {}})
    assert farms_of_inventory(["intranet"], hosts) == [FARM]
    wrong = r"kerberos_client.farms\[1\]: found 'portal', which is the kerberos_farm.name of no host .* of intranet$"
    with pytest.raises(ValueError, match=wrong):
        farms_of_inventory(["intranet", "portal"], hosts)
    with pytest.raises(ValueError, match="expected some of none"):
        farms_of_inventory(["portal"], HostVars(pc1={}))


def test_only_clients_that_the_run_has_asked_are_reported() -> None:
    variables = {"groups": {"kerberos_clients": ["pc1", "pc2", "pc3"]}, "hostvars": HOSTS}
    assert clients_of("kerberos_clients", variables) == [
        AuditedClient("pc1", ["intranet"], {"farms": {}}),
        AuditedClient("pc3", None, {"failed": True}),
    ]
    assert clients_of("laptops", variables) == []


def test_a_farm_is_given_what_nodes_and_directory_have_said_before() -> None:
    known = {
        "holder": {"account": r"EXAMPLE\svc-intranet", "sid": "S-1-5-21-1-2-3-1120"},
        "holder_problem": "", "password_set": None, "accounts": [],
    }  # fmt: skip
    hosts = HostVars(
        web1={"kerberos_start": {"directory": {"intranet": "web1"}}, "kerberos_directory": {"known": known},
              "kerberos_audit": {"path": {"last_fix": NEVER}}},
        web2={"kerberos_audit": {"path": {}}}, pc1={},
    )  # fmt: skip
    farm = for_clients(LAB, hosts)
    assert (farm.spn_holder, farm.spn_holder_sid) == (r"EXAMPLE\svc-intranet", "S-1-5-21-1-2-3-1120")
    assert farm.fixes == {"web1": NEVER}
    assert for_clients(LAB, HostVars(pc1={})) == LAB
