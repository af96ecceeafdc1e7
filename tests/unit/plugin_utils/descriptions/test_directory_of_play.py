"""Where a run keeps what it has asked the directory: on one host a farm."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import (
    asks,
    first_nodes,
    known_of,
    known_of_fix,
    result_of,
    tickets_of,
)

from lab import intranet

START = {"directory": {"intranet": "web1", "extranet": "web8"}}
HOLDER = {"account": r"EXAMPLE\svc-intranet", "sid": "S-1-5-21-1-2-3-1120"}
RESULT = {"known": {"holder": HOLDER, "holder_problem": "", "password_set": None, "accounts": [{"name": "a"}]}}
HOSTS: dict[str, Any] = {
    "other": {},
    "web1": {"kerberos_start": START, "kerberos_directory": RESULT},
    "web2": {"kerberos_start": START},
    "web8": {"kerberos_start": START},
}


class Hosts(dict[str, Any]):
    def raw_get(self, host: str) -> Any:
        return self[host]


def test_one_host_a_farm_asks() -> None:
    assert asks(HOSTS) == ["web1", "web8"]


@pytest.mark.parametrize("hosts", [{}, {"web1": {}}, {"web1": {"kerberos_start": {"directory": {}}}}])
def test_where_nothing_is_to_be_asked_no_host_does(hosts: Any) -> None:
    assert asks(hosts) == ["!all"]


def test_it_is_asked_again_only_after_a_change() -> None:
    assert asks(HOSTS, ["other", "done"]) == ["!all"]
    assert asks({**HOSTS, "web2": {**HOSTS["web2"], "done": {"changed": False}}}, ["other", "done"]) == ["!all"]
    assert asks({**HOSTS, "web2": {**HOSTS["web2"], "done": {"changed": True}}}, ["other", "done"]) == ["web1", "web8"]


def test_the_first_node_of_a_farm_that_is_in_the_run_is_asked() -> None:
    farm = farm_of(intranet.description(3))
    assert first_nodes([farm], ["web3", "web1", "other"]) == {farm.name: "web1"}
    assert first_nodes([farm], ["web3"]) == {farm.name: "web3"}
    assert first_nodes([farm], ["other"]) == {}


def test_a_farms_result_is_found_from_any_node() -> None:
    assert result_of("intranet", START, HOSTS.get) == RESULT
    assert result_of("extranet", START, HOSTS.get) is None
    assert result_of("intranet", None, HOSTS.get) is None
    assert known_of("intranet", START, HOSTS.get).holder == HOLDER["account"]
    assert known_of("extranet", START, HOSTS.get).holder is None


def test_a_fix_has_one_farm() -> None:
    start = {"directory": {"intranet": "web1"}}
    assert known_of_fix({"kerberos_start": start, "hostvars": Hosts(HOSTS)}).accounts == [{"name": "a"}]
    assert known_of_fix({"kerberos_start": START, "hostvars": Hosts(HOSTS)}).accounts == ()
    assert known_of_fix({"hostvars": Hosts(HOSTS)}).holder is None


def test_tickets_that_were_to_be_shown_and_were_not_are_a_failure() -> None:
    hosts = {"web1": {"kerberos_start": START, "kerberos_probe_user": "probe"}}
    found = tickets_of("intranet", START, hosts.get)
    assert found == {"failed": True, "msg": "no ticket was shown, because web1 has left the run before"}
    assert tickets_of("intranet", START, HOSTS.get) is None, "nobody was to show any"
    assert tickets_of("extranet", START, hosts.get) is None
    hosts["web1"]["kerberos_tickets"] = {"findings": []}
    assert tickets_of("intranet", START, hosts.get) == {"findings": []}
