"""The farm that the lab simulates, as its administrator describes it; inventory/lab is the same in YAML."""

from __future__ import annotations

from typing import Any

NAMES = ("intranet.example.com", "intranet")
VIRTUAL = ("10.0.0.50", "2001:db8::50")
NETWORK = "127.77.0"
SITE = "Intranet"
SERVICE_ACCOUNT = r"EXAMPLE\svc-intranet"
READERS = r"EXAMPLE\Intranet Users"

DOMAIN = "S-1-5-21-1004336348-1177238915-682003330"  # its SID
ACCOUNT_SID, READERS_SID = f"{DOMAIN}-1120", f"{DOMAIN}-1131"


def name(number: int) -> str:
    return f"web{number}"


def own_addresses(number: int) -> tuple[str, str]:
    # The last number stays below that of the virtual address.
    return (f"10.0.{number // 40}.{10 + number % 40}", f"2001:db8::1:{number:x}")


def description(nodes: int, network: str = NETWORK) -> dict[str, Any]:
    """kerberos_farm, for so many nodes. Everything that is fixed on request only is asked for.

    network: where the lab's domain controllers are; their ports are those that it has unless told otherwise.
    """
    return {
        "name": "intranet",
        "names": list(NAMES),
        "virtual_addresses": list(VIRTUAL),
        "nodes": {name(number): {"own_addresses": list(own_addresses(number))} for number in range(1, nodes + 1)},
        "site": SITE,
        "service_account": SERVICE_ACCOUNT,
        "readers": [READERS],
        "on_request": ["POOL-1", "AUTH-1"],
        "directory": {
            "domain_controllers": [f"{network}.5:3890", f"{network}.6:3890"],
            "global_catalogs": [f"{network}.5:3268", f"{network}.6:3268"],
        },
        "dns_servers": [f"{network}.5:5300", f"{network}.6:5300"],
    }


def without_directory(nodes: int) -> dict[str, Any]:
    """kerberos_farm of an administrator whose directory is not asked: with what is read there otherwise."""
    return {**description(nodes), "spn_holder": SERVICE_ACCOUNT, "password_changed": "2026-01-10T12:00:00Z"}
