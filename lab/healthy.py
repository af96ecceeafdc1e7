"""The lab's farm in good health: its nodes' state, as inventory/lab describes it."""

from __future__ import annotations

from typing import Any

from lab.facts import authentication, cluster, iis, process_activation, site_content, user_rights
from lab.node_files import NodeState

VIRTUAL = ("10.0.0.50", "2001:db8::50")
NAMES = ("intranet.example.com", "intranet")
MEMBER_SERVER = 3  # Win32_ComputerSystem.DomainRole


def name(number: int) -> str:
    return f"web{number}"


def own_addresses(number: int) -> tuple[str, str]:
    # The last number stays below that of the virtual address.
    return (f"10.0.{number // 40}.{10 + number % 40}", f"2001:db8::1:{number:x}")


def node(number: int) -> NodeState:
    """One of the farm's nodes, counted from 1: an adapter of its own, one of the cluster, one for backups."""
    return {
        "computer": {
            "name": name(number).upper(),
            "domain": "example.com",
            "domain_role": MEMBER_SERVER,
            "powershell": "5.1.17763.1",
        },
        "dns_registration": {
            "adapters": [_lan(number), _cluster(number), _backup(number)],
            "disable_dynamic_update": None,
            "policies": {"registration_enabled": None, "register_adapter_name": None},
            "dns_server_role": {"installed": False, "publish_addresses": None},
            "hosts": [],
            "suffix_search_list": ["example.com"],
        },
        "iis": iis.iis(),
        "process_activation": process_activation.healthy(),
        "user_rights": user_rights.healthy(),
        "accounts": site_content.accounts(number),
        "site_acl": site_content.site_acl(),
        "authentication": authentication.healthy(name(number).upper()),
        "cluster": cluster.healthy(number, name(number).upper(), VIRTUAL),
        "lease": {"run": None, "until": None},
        "journal": {"entries": []},
        "configuration": process_activation.no_copies(),
    }


def _lan(number: int) -> dict[str, Any]:
    own = [_address(address) for address in (*own_addresses(number), f"fe80::{number:x}%4")]
    return _adapter(
        number, 4, "LAN", own, registers=True, dns_servers=["10.0.0.2", "10.0.0.3"], dns_suffix="example.com"
    )


def _cluster(number: int) -> dict[str, Any]:
    return _adapter(number, 7, "NLB", [_address(address, skip=True) for address in VIRTUAL], registers=False)


def _backup(number: int) -> dict[str, Any]:
    return _adapter(number, 9, "Backup", [_address(f"10.9.{number // 200}.{10 + number % 200}")], registers=True)


def _adapter(
    number: int,
    index: int,
    name: str,
    addresses: list[dict[str, Any]],
    *,
    registers: bool,
    dns_servers: list[str] | None = None,
    dns_suffix: str = "",
) -> dict[str, Any]:
    return {
        "id": f"{{6F4C7C3E-0000-4000-8{index:03X}-{number:012X}}}",
        "index": index,
        "name": name,
        "registers": registers,
        "disable_dynamic_update": None,
        "dns_servers": dns_servers or [],
        "dns_suffix": dns_suffix,
        "addresses": addresses,
    }


def _address(text: str, *, skip: bool = False) -> dict[str, Any]:
    return {"address": text, "skip_as_source": skip}
