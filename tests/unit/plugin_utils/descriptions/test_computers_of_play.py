"""Which computers beside the nodes a run has asked, and for which farms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import (
    CLIENT,
    DOMAIN_CONTROLLER,
    Computer,
    Kind,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.computers_of_play import (
    AROUND,
    AuditedComputer,
    UnknownFarmError,
    computers_of,
    farms_in_run,
    farms_of_inventory,
    for_computer,
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


MISSPELT = {"failed": True, "unknown_farm": True, "msg": "kerberos_client.farms[0]: found"}
HOSTS = HostVars(
    web1={"kerberos_farm": FARM, "kerberos_start": START},
    pc1={"kerberos_client": {"computer_name": "PC1", "farms": ["intranet"]}, "kerberos_client_audit": {"farms": {}}},
    pc2={"kerberos_client": {"computer_name": "PC2", "farms": ["intranet"]}},
    pc3={"kerberos_client": "PC3", "kerberos_client_audit": {"failed": True}},
    pc4={"kerberos_client": {"computer_name": "PC4", "farms": ["intrante"]}, "kerberos_client_audit": MISSPELT},
)


def of(*farms: str, kind: Kind = CLIENT) -> Computer:
    return Computer(kind, kind.example, farms)


def test_the_farms_are_described_as_their_first_node_in_the_run_has_it() -> None:
    hosts = HostVars(**HOSTS, web9={"kerberos_farm": {"name": "other"}})
    assert farms_in_run(of("other", "intranet"), hosts) == [FARM]
    assert farms_in_run(of("intranet"), HostVars(pc1={})) == []


def test_a_farm_that_no_host_has_is_not_only_left_out_of_the_run() -> None:
    with pytest.raises(UnknownFarmError, match=r"^kerberos_domain_controller.farms\[1\]: found 'intrante', which is"):
        farms_in_run(of("intranet", "intrante", kind=DOMAIN_CONTROLLER), HOSTS)


def test_a_fix_takes_the_farms_from_the_whole_inventory() -> None:
    hosts = HostVars(pc1={}, web1={"kerberos_farm": "wrong"}, web2={"kerberos_farm": FARM}, web3={"kerberos_farm": {}})
    assert farms_of_inventory(of("intranet"), hosts) == [FARM]
    wrong = r"kerberos_client.farms\[1\]: found 'portal', which is the kerberos_farm.name of no host .* of intranet$"
    with pytest.raises(ValueError, match=wrong):
        farms_of_inventory(of("intranet", "portal"), hosts)
    with pytest.raises(ValueError, match="expected some of none"):
        farms_of_inventory(of("portal"), HostVars(pc1={}))


def test_only_clients_that_the_run_has_asked_are_reported() -> None:
    variables = {"groups": {"kerberos_clients": ["pc1", "pc2", "pc3", "pc4"]}, "hostvars": HOSTS}
    assert computers_of(CLIENT, "kerberos_clients", variables) == [
        AuditedComputer(CLIENT, "pc1", ["intranet"], {"farms": {}}),
        AuditedComputer(CLIENT, "pc3", None, {"failed": True}),
        AuditedComputer(CLIENT, "pc4", None, MISSPELT),
    ]
    assert computers_of(CLIENT, "laptops", variables) == []


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
    farm = for_computer(LAB, of("intranet"), hosts)
    assert (farm.spn_holder, farm.spn_holder_sid) == (r"EXAMPLE\svc-intranet", "S-1-5-21-1-2-3-1120")
    assert farm.fixes == {"web1": NEVER}
    assert for_computer(LAB, of("intranet"), HostVars(pc1={})) == LAB


def probed(**result: Any) -> Any:
    tickets = {"began": "2026-01-31T07:59:00.000+00:00", "probe_user": "svc-probe", **result}
    start = {"directory": {"intranet": "web1"}}
    hosts = HostVars(web1={"kerberos_start": start, "kerberos_tickets": tickets})
    return for_computer(LAB, of("intranet", kind=DOMAIN_CONTROLLER), hosts).ticket_probe


def test_a_farm_is_given_the_tickets_that_the_run_has_got_and_how_long_ago_it_began_to_ask() -> None:
    began = (datetime.now(UTC) - timedelta(seconds=90)).isoformat(timespec="milliseconds")
    given = [{"controller": "dc1.example.com", "names": ["intranet"]}, {"controller": "dc2", "names": ["other"]}]
    found = probed(began=began, path={"tickets_for": given, "tickets": []})
    assert 90 <= found.pop("seconds") <= 90 + 2 * AROUND
    assert found == {"user": "svc-probe", "names": ["intranet"]}


@pytest.mark.parametrize(
    "path",
    [
        *({"path": {"tickets_for": [], "tickets": []}}, {"path": {}}, {"failed": True}),
        {"path": {"tickets_for": [{"controller": "dc2.example.com", "names": ["intranet"]}], "tickets": []}},
        {"path": {"tickets_for": [{"controller": "10.0.0.5", "names": ["intranet"]}], "tickets": []}},
    ],
)
def test_where_the_run_has_got_no_ticket_there_nothing_is_known_of_its_requests(path: dict[str, Any]) -> None:
    assert probed(**path) == {}


def test_domain_controllers_are_a_group_of_their_own() -> None:
    described = {"computer_name": "DC1", "farms": ["intranet"]}
    hosts = HostVars(dc1={"kerberos_domain_controller": described, "kerberos_domain_controller_audit": {"farms": {}}})
    variables = {"groups": {"kerberos_domain_controllers": ["dc1"]}, "hostvars": hosts}
    found = computers_of(DOMAIN_CONTROLLER, DOMAIN_CONTROLLER.group, variables)
    assert found == [AuditedComputer(DOMAIN_CONTROLLER, "dc1", ["intranet"], {"farms": {}})]
    assert computers_of(CLIENT, DOMAIN_CONTROLLER.group, variables) == []
