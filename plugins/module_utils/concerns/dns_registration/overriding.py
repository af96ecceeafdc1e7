# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What else overrides the adapters' dynamic update (DNS-3): policies and the DNS Server role, which are reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...model import addresses
from ...model.addresses import Address
from ...model.finding import Finding, State
from .adapters import NUMBER

SHAPE = {
    "policies": {"registration_enabled": NUMBER, "register_adapter_name": NUMBER},
    "dns_server_role": {"running": bool, "publish_addresses": (str, None), "listen_addresses": (str, None)},
}
NEVER = "a group policy (RegistrationEnabled = 0) keeps every adapter from registering; change the policy"
SUFFIXES = "a group policy (RegisterAdapterName) registers every adapter under its own suffix too; change the policy"
ROLE = (
    "a DNS server registers all addresses that it listens on, if it is authoritative for the node's name; remove the "
    "role, let the server listen on the own addresses only, or enter these in PublishAddresses"
)


def policies(found: Mapping[str, int | None]) -> list[Finding]:
    enabled, adapter_name = found["registration_enabled"], found["register_adapter_name"]
    return [
        _report_only("policy on dynamic update", enabled == 0, enabled, NEVER),
        _report_only("policy on connection-specific suffixes", bool(adapter_name), adapter_name, SUFFIXES),
    ]


def role(found: Mapping[str, Any], own: frozenset[Address]) -> Finding:
    """PublishAddresses says what a DNS server registers; without it, what the server listens on (KB246804, KB275554).

    One that does not run registers nothing, whatever a former one has left behind.
    """
    running = found["running"]
    listed = _listed(found["publish_addresses"]) or _listed(found["listen_addresses"])
    limited = bool(listed) and all(_is_one_of(text, own) for text in listed)
    return _report_only("DNS Server role", running and not limited, "running" if running else None, ROLE)


def _listed(text: str | None) -> list[str]:
    return (text or "").replace(",", " ").split()


def _is_one_of(text: str, wanted: frozenset[Address]) -> bool:
    try:
        address = addresses.parse(text)
    except ValueError:  # the registry value is text that anyone may have entered
        return False
    return address in wanted or address.is_loopback


def _report_only(subject: str, drifts: bool, found: Any, reason: str) -> Finding:
    if not drifts:
        return Finding("DNS-3", subject, State.COMPLIANT, found, found)
    return Finding("DNS-3", subject, State.DRIFT, found, None, reason=reason)
