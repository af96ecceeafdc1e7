# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What overrides the adapters' dynamic update (DNS-3): registry values, policies, the DNS Server role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...model import addresses
from ...model.addresses import Address
from ...model.finding import Finding, Remedy, State, compare
from .adapters import NUMBER, Adapter

SHAPE = {
    "disable_dynamic_update": NUMBER,
    "policies": {"registration_enabled": NUMBER, "register_adapter_name": NUMBER},
    "dns_server_role": {"installed": bool, "publish_addresses": (str, None)},
}


def switches(data: Mapping[str, Any], adapters: Sequence[Adapter], own: frozenset[Address]) -> list[Finding]:
    """DisableDynamicUpdate is not shown by the adapter's check box, and overrides it (KB246804)."""
    return [
        _switch("dynamic update of this computer", ("disable_dynamic_update",), data["disable_dynamic_update"]),
        *(
            _switch(
                f"dynamic update of adapter {adapter.name}",
                ("adapters", adapter.id, "disable_dynamic_update"),
                adapter.disable_dynamic_update,
            )
            for adapter in adapters
            if adapter.carries(own)
        ),
    ]


def _switch(subject: str, key: tuple[str, ...], value: int | None) -> Finding:
    # Windows reads every number but 0 as "disabled", and a value that does not exist as 0.
    if not value:
        return Finding("DNS-3", subject, State.COMPLIANT, value, value, key, Remedy.FIX)
    reason = "DisableDynamicUpdate keeps the own addresses out of DNS, whatever the adapter's check box shows"
    return compare("DNS-3", subject, key, value, 0, reason=reason)


def policies(found: Mapping[str, int | None]) -> list[Finding]:
    enabled, adapter_name = found["registration_enabled"], found["register_adapter_name"]
    never = "a group policy (RegistrationEnabled = 0) keeps every adapter from registering; change the policy"
    suffixes = (
        "a group policy (RegisterAdapterName) registers every adapter under its own suffix too; change the policy"
    )
    return [
        _report_only("policy on dynamic update", enabled == 0, enabled, never),
        _report_only("policy on connection-specific suffixes", bool(adapter_name), adapter_name, suffixes),
    ]


def role(found: Mapping[str, Any], own: frozenset[Address]) -> Finding:
    """A DNS server registers all addresses of its computer, unless PublishAddresses names others (KB275554)."""
    published = str(found["publish_addresses"] or "").replace(",", " ").split()
    limited = bool(published) and all(_is_one_of(text, own) for text in published)
    reason = "a DNS server registers all its addresses; remove the role, or enter the own ones in PublishAddresses"
    return _report_only(
        "DNS Server role", found["installed"] and not limited, "installed" if found["installed"] else None, reason
    )


def _is_one_of(text: str, wanted: frozenset[Address]) -> bool:
    try:
        return addresses.parse(text) in wanted
    except ValueError:  # the registry value is text that anyone may have entered
        return False


def _report_only(subject: str, drifts: bool, found: Any, reason: str) -> Finding:
    if not drifts:
        return Finding("DNS-3", subject, State.COMPLIANT, found, found)
    return Finding("DNS-3", subject, State.DRIFT, found, None, reason=reason)
