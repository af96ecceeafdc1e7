"""What a healthy node registers in DNS: its own adapter, the cluster's, and one for backups."""

from __future__ import annotations

from typing import Any

from lab.intranet import VIRTUAL, own_addresses


def healthy(number: int) -> dict[str, Any]:
    """On the node of this number."""
    return {
        "adapters": [_lan(number), _cluster(number), _backup(number)],
        "disable_dynamic_update": None,
        "policies": {"registration_enabled": None, "register_adapter_name": None},
        "dns_server_role": {"installed": False, "publish_addresses": None},
        "hosts": [],
        "suffix_search_list": ["example.com"],
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


STATE = {"dns_registration": healthy}
