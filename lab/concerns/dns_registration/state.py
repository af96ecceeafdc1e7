"""What a healthy node registers in DNS: its own adapter, the cluster's, and one for backups.

state.network, where there is one, is described in lab/windows/standins/network/network.psm1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lab.intranet import VIRTUAL, own_addresses
from lab.node_files import NodeState

STARTED = "2026-01-05 06:00:00"  # the computer, by its own clock in UTC
NOT_REGISTERED = "the run that set it ended before it registered the addresses"
RESTARTED = "2026-02-05 06:00:00"  # after the changes of tests


def healthy(number: int) -> dict[str, Any]:
    """On the node of this number."""
    return {
        "adapters": [_lan(number), _cluster(number), _backup(number)],
        "disable_dynamic_update": None,
        "registration_enabled": None,
        "policies": {"registration_enabled": None, "register_adapter_name": None},
        "dns_server_role": {"running": False, "publish_addresses": None, "listen_addresses": None},
        "hosts": [],
        "suffix_search_list": ["example.com"],
        "started": STARTED,
        "earlier": {"started": None, "values": [], "problem": None},
    }


def _lan(number: int) -> dict[str, Any]:
    own = [
        *(_address(address) for address in own_addresses(number)),
        _address(f"fe80::{number:x}%4") | {"persistent_skip_as_source": None},
    ]
    return _adapter(
        number, 4, "LAN", own, registers=True, dns_servers=["10.0.0.2", "10.0.0.3"], dns_suffix="example.com"
    )


def _cluster(number: int) -> dict[str, Any]:
    return _adapter(number, 7, "NLB", [_address(address, skip=True) for address in VIRTUAL], registers=False)


def _backup(number: int) -> dict[str, Any]:
    return _adapter(number, 9, "Backup", [_address(f"10.9.{number // 200}.{10 + number % 200}")], registers=False)


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
        "ipv6_settings": True,
        "registration_enabled_ipv6": None,
        "dns_servers": dns_servers or [],
        "dns_suffix": dns_suffix,
        "addresses": addresses,
    }


def _address(text: str, *, skip: bool = False) -> dict[str, Any]:
    return {"address": text, "skip_as_source": skip, "persistent_skip_as_source": skip, "state": "Preferred"}


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """write_dns_registration: sets what it is given, and registers."""
    concern, given = state["dns_registration"], dict(arguments)
    left = given.pop("earlier", {"started": None, "values": []})
    changes = given.pop("adapters", [])
    adapters = [_item(concern["adapters"], "id", change["id"]) for change in changes]
    concern["earlier"] = _left(concern, left, NOT_REGISTERED)
    for adapter, change in zip(adapters, changes, strict=True):
        for bound in change.get("addresses", []):
            _item(adapter["addresses"], "address", bound["address"]).update(bound)
    for adapter, change in zip(adapters, changes, strict=True):
        adapter.update({name: value for name, value in change.items() if name not in ("id", "addresses")})
    concern.update(given)
    concern["earlier"] = _left(concern, left, state.get("network", {}).get("register_error"))
    return {}


def _left(concern: Mapping[str, Any], left: Mapping[str, Any], problem: str | None) -> dict[str, Any]:
    started = left["started"] or (concern["started"] if problem else None)
    return {"started": started, "values": left["values"], "problem": problem}


def _item(items: Iterable[dict[str, Any]], name: str, value: str) -> dict[str, Any]:
    found = next((item for item in items if item[name].lower() == value.lower()), None)
    if found is None:
        raise ValueError(f"there is no {name} {value}")
    return found


STATE = {"dns_registration": healthy}
PAYLOADS = {"write_dns_registration": write}
