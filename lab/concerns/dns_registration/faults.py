"""Faults of what a node registers in DNS, and of how it resolves names."""

from __future__ import annotations

from typing import Any

from lab.concerns.dns_registration.state import STARTED
from lab.fault import Fault
from lab.intranet import VIRTUAL, own_addresses
from lab.node_files import NodeState

FURTHER = "10.0.7.7"
Adapters = dict[str, dict[str, Any]]


def _adapters(state: NodeState) -> Adapters:
    return {adapter["name"]: adapter for adapter in state["dns_registration"]["adapters"]}


def _registers_virtual_address(state: NodeState, number: int) -> None:
    cluster = _adapters(state)["NLB"]
    cluster["registers"] = True
    cluster["addresses"][0] |= {"skip_as_source": False, "persistent_skip_as_source": False}


def _own_address_hidden(state: NodeState, number: int) -> None:
    _adapters(state)["LAN"]["addresses"][0] |= {"skip_as_source": True, "persistent_skip_as_source": True}


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


def _another_adapter_registers(state: NodeState, number: int) -> None:
    _adapters(state)["Backup"]["registers"] = True


def _further_address(state: NodeState, number: int) -> None:
    bound = _adapters(state)["LAN"]["addresses"]
    bound.append({**bound[0], "address": FURTHER})


def _dns_server_role(state: NodeState, number: int) -> None:
    state["dns_registration"]["dns_server_role"]["running"] = True


def _own_adapter_silent(state: NodeState, number: int) -> None:
    _adapters(state)["LAN"]["registers"] = False


def _own_address_missing(state: NodeState, number: int) -> None:
    del _adapters(state)["LAN"]["addresses"][0]


def _own_addresses_missing(state: NodeState, number: int) -> None:
    del _adapters(state)["LAN"]["addresses"][:2]


def _own_address_hidden_at_start(state: NodeState, number: int) -> None:
    _adapters(state)["LAN"]["addresses"][0]["persistent_skip_as_source"] = True


def _client_does_not_register(state: NodeState, number: int) -> None:
    state["dns_registration"]["registration_enabled"] = 0


def _ipv6_off(state: NodeState, number: int) -> None:
    _adapters(state)["LAN"]["registration_enabled_ipv6"] = 0


def _virtual_ipv6_visible(state: NodeState, number: int) -> None:
    _bound(state, VIRTUAL[1]).update(skip_as_source=False, persistent_skip_as_source=False)


def _adapter_unknown(state: NodeState, number: int) -> None:
    _adapters(state)["LAN"] |= {"registers": None, "dns_suffix": None}


def _virtual_address_alone(state: NodeState, number: int) -> None:
    """The cluster's adapter has an own IPv6 address too, so that it registers."""
    adapters = _adapters(state)
    own = _bound(state, own_addresses(number)[1])
    adapters["LAN"]["addresses"].remove(own)
    adapters["NLB"]["addresses"].append(own)
    adapters["NLB"]["registers"] = True
    _bound(state, VIRTUAL[0]).update(skip_as_source=False, persistent_skip_as_source=False)


def _virtual_address_duplicate(state: NodeState, number: int) -> None:
    _bound(state, VIRTUAL[0])["state"] = "Duplicate"


def _own_address_duplicate(state: NodeState, number: int) -> None:
    _bound(state, own_addresses(number)[0])["state"] = "Duplicate"


def _not_registered(state: NodeState, number: int) -> None:
    state["dns_registration"]["earlier"] |= {"started": STARTED, "problem": "The DNS Client service did not answer"}


def _not_restarted(state: NodeState, number: int) -> None:
    state["dns_registration"]["disable_dynamic_update"] = 0
    earlier = state["dns_registration"]["earlier"]
    earlier |= {"started": STARTED, "values": [{"setting": "disable_dynamic_update", "before": 1}]}


def _bound(state: NodeState, text: str) -> dict[str, Any]:
    every = (address for adapter in _adapters(state).values() for address in adapter["addresses"])
    return next(address for address in every if address["address"] == text)


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
        pending=(("DNS-3", "dynamic update of this computer"),),
    ),
    Fault(
        "dns_registration/dynamic-update-disabled-on-adapter",
        "8",
        "DisableDynamicUpdate set on a node's own adapter",
        _updates_of_adapter_disabled,
        (("DNS-3", "dynamic update of adapter LAN"),),
        pending=(("DNS-3", "dynamic update of adapter LAN"),),
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
    Fault(
        "dns_registration/own-address-skipped-after-restart",
        "70",
        "a node's own address is SkipAsSource in what Windows keeps for its next start",
        _own_address_hidden_at_start,
        (("DNS-2", "SkipAsSource of {own}"),),
    ),
    Fault(
        "dns_registration/dns-client-does-not-register",
        "71",
        "RegistrationEnabled = 0 of the DNS Client service",
        _client_does_not_register,
        (("DNS-3", "registration by the DNS Client service"),),
        pending=(("DNS-3", "registration by the DNS Client service"),),
    ),
    Fault(
        "dns_registration/ipv6-registration-disabled",
        "71",
        "RegistrationEnabled = 0 of IPv6 on a node's own adapter",
        _ipv6_off,
        (("DNS-3", "IPv6 registration of adapter LAN"),),
        pending=(("DNS-3", "IPv6 registration of adapter LAN"),),
    ),
    Fault(
        "dns_registration/virtual-ipv6-address-registered",
        "71",
        "the cluster's adapter registers in IPv6 only",
        _virtual_ipv6_visible,
        (("DNS-3", "IPv6 registration of adapter NLB"),),
        pending=(("DNS-3", "IPv6 registration of adapter NLB"),),
    ),
    Fault(
        "dns_registration/adapter-unknown-to-dns-client",
        "72",
        "Get-DnsClient does not show a node's own adapter",
        _adapter_unknown,
        (("DNS-1", "registration of adapter LAN"), ("DNS-9", "DNS suffixes")),
        fixed=False,
        checked=False,
    ),
    Fault(
        "dns_registration/virtual-address-alone",
        "72",
        "a virtual address is the only one of its version of IP on an adapter that registers",
        _virtual_address_alone,
        (("DNS-2", "SkipAsSource of {virtual}"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/virtual-address-duplicate",
        "73",
        "another computer has the virtual address, and Windows does not use it",
        _virtual_address_duplicate,
        (("DNS-1", "state of virtual address {virtual}"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/own-address-duplicate",
        "73",
        "another computer has a node's own address, and Windows does not use it",
        _own_address_duplicate,
        (("DNS-1", "state of own address {own}"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/registration-failed",
        "74",
        "everything was set, and Register-DnsClient failed",
        _not_registered,
        (("DNS-1", "registration after the last change"),),
        restored=False,
    ),
    Fault(
        "dns_registration/not-restarted",
        "74",
        "DisableDynamicUpdate was set back, and the node was not restarted since",
        _not_restarted,
        (("DNS-3", "dynamic update of this computer"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/another-adapter-registers",
        "115",
        "the adapter of another network registers, so that the node's name also resolves to its address",
        _another_adapter_registers,
        (("DNS-1", "registration of adapter Backup"),),
        fixed=False,
    ),
    Fault(
        "dns_registration/further-address",
        "115",
        "a node registers an address of its own adapter that nobody has described",
        _further_address,
        (("DNS-2", f"further address {FURTHER}"),),
        fixed=False,
    ),
)
