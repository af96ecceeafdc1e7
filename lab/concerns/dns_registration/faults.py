"""Faults of what a node registers in DNS, and of how it resolves names."""

from __future__ import annotations

from typing import Any

from lab.fault import Fault
from lab.node_files import NodeState

Adapters = dict[str, dict[str, Any]]


def _adapters(state: NodeState) -> Adapters:
    return {adapter["name"]: adapter for adapter in state["dns_registration"]["adapters"]}


def _registers_virtual_address(state: NodeState, number: int) -> None:
    cluster = _adapters(state)["NLB"]
    cluster["registers"] = True
    cluster["addresses"][0]["skip_as_source"] = False


def _own_address_hidden(state: NodeState, number: int) -> None:
    _adapters(state)["LAN"]["addresses"][0]["skip_as_source"] = True


def _updates_disabled(state: NodeState, number: int) -> None:
    state["dns_registration"]["disable_dynamic_update"] = 1


def _updates_of_adapter_disabled(state: NodeState, number: int) -> None:
    _adapters(state)["LAN"]["disable_dynamic_update"] = 1


def _hosts_line(state: NodeState, number: int) -> None:
    state["dns_registration"]["hosts"].append(f"10.0.0.{10 + number}\tINTRANET  # to test this node")


def _other_dns_servers(state: NodeState, number: int) -> None:
    _adapters(state)["LAN"]["dns_servers"] = [f"10.0.9.{number}"]


def _other_suffixes(state: NodeState, number: int) -> None:
    state["dns_registration"]["suffix_search_list"] = [f"site{number}.example.com", "example.com"]


def _policy_forbids(state: NodeState, number: int) -> None:
    state["dns_registration"]["policies"]["registration_enabled"] = 0


def _policy_adds_suffix(state: NodeState, number: int) -> None:
    state["dns_registration"]["policies"]["register_adapter_name"] = 1


def _dns_server_role(state: NodeState, number: int) -> None:
    state["dns_registration"]["dns_server_role"]["installed"] = True


def _own_adapter_silent(state: NodeState, number: int) -> None:
    _adapters(state)["LAN"]["registers"] = False


def _own_address_missing(state: NodeState, number: int) -> None:
    del _adapters(state)["LAN"]["addresses"][0]


def _own_addresses_missing(state: NodeState, number: int) -> None:
    del _adapters(state)["LAN"]["addresses"][:2]


FAULTS = (
    Fault(
        "dns_registration/virtual-address-registered",
        "6",
        "a node registers the virtual address under its own name",
        _registers_virtual_address,
        (("DNS-1", "registration of adapter NLB"), ("DNS-2", "SkipAsSource of {virtual}")),
    ),
    Fault(
        "dns_registration/own-address-skipped",
        "7",
        "a node's own address is SkipAsSource",
        _own_address_hidden,
        (("DNS-2", "SkipAsSource of {own}"),),
    ),
    Fault(
        "dns_registration/dynamic-update-disabled",
        "8",
        "DisableDynamicUpdate set on a node",
        _updates_disabled,
        (("DNS-3", "dynamic update of this computer"),),
    ),
    Fault(
        "dns_registration/dynamic-update-disabled-on-adapter",
        "8",
        "DisableDynamicUpdate set on a node's own adapter",
        _updates_of_adapter_disabled,
        (("DNS-3", "dynamic update of adapter LAN"),),
    ),
    Fault(
        "dns_registration/hosts-file-overrides",
        "9",
        "hosts file on a node overrides a farm name",
        _hosts_line,
        (("DNS-6", "hosts file on intranet"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/other-dns-servers",
        "61",
        "a node uses other DNS servers",
        _other_dns_servers,
        (("DNS-9", "DNS servers"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/other-dns-suffixes",
        "61",
        "a node searches other DNS suffixes",
        _other_suffixes,
        (("DNS-9", "DNS suffix search list"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/policy-disables-registration",
        "62",
        "a policy keeps every adapter from registering",
        _policy_forbids,
        (("DNS-3", "policy on dynamic update"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/policy-registers-suffix",
        "62",
        "a policy registers every adapter under its own suffix too",
        _policy_adds_suffix,
        (("DNS-3", "policy on connection-specific suffixes"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/dns-server-role",
        "62",
        "the DNS Server role registers all addresses",
        _dns_server_role,
        (("DNS-3", "DNS Server role"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/own-adapter-not-registered",
        "63",
        "the own adapter does not register",
        _own_adapter_silent,
        (("DNS-1", "registration of adapter LAN"),),
    ),
    Fault(
        "dns_registration/own-address-missing",
        "67",
        "an own address of the description is on no adapter",
        _own_address_missing,
        (("DNS-1", "own address {own}"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/own-addresses-missing",
        "67",
        "no own address of the description is on any adapter: perhaps another computer answers",
        _own_addresses_missing,
        (),
        fixed=False,
        read=False,
    ),
)
