# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Registry values that override the adapters' dynamic update (DNS-3): switches that Windows reads when it starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.finding import Finding, Key, Remedy, State, compare
from . import restart
from .adapters import IPV6, NUMBER, Adapter
from .intent import Intent

SHAPE = {"disable_dynamic_update": NUMBER, "registration_enabled": NUMBER}
DISABLED = "DisableDynamicUpdate keeps the own addresses out of DNS, whatever the adapter's check box shows"
CLIENT_OFF = "RegistrationEnabled = 0 of the DNS Client service keeps every adapter from registering"
OWN_OFF = "RegistrationEnabled = 0 in the adapter's settings of IPv6 keeps its own IPv6 addresses out of DNS"
VIRTUAL_ON = (
    "IPv6 has a setting of its own, which the adapter's check box does not show: without RegistrationEnabled = 0 there "
    "the adapter registers its virtual IPv6 addresses under the node's name"
)
NOT_KNOWN = (
    r"it has IPv6 addresses but no key under Services\Tcpip6\Parameters\Interfaces: whether it registers them is not "
    "known; look at the DNS tab of IPv6 in the adapter's properties"
)
WAITS = (
    "changed since this node started ({started} UTC), and read by Windows when it starts: in effect after the next "
    "restart. Until then the node registers as before the change, also with Register-DnsClient or ipconfig /registerdns"
)


@dataclass(frozen=True)
class Switch:
    """disables: whether the value of the name means that nothing is registered where it is not 0."""

    subject: str
    key: Key
    value: int | None
    disables: bool
    reason: str
    wanted: bool = True  # that it lets the addresses be registered

    def lets(self, value: int | None) -> bool:
        """Windows reads every number but 0 as "on"; a value that does not exist lets everything be registered."""
        return not value if self.disables else value != 0


def switches(data: Mapping[str, Any], adapters: Sequence[Adapter], intent: Intent) -> list[Finding]:
    """None of them is shown by the adapter's check box, and each overrides it (KB246804)."""
    own = [adapter for adapter in adapters if adapter.carries(intent.own)]
    found = [
        Switch(
            "dynamic update of this computer",
            ("disable_dynamic_update",),
            data["disable_dynamic_update"],
            disables=True,
            reason=DISABLED,
        ),
        Switch(
            "registration by the DNS Client service",
            ("registration_enabled",),
            data["registration_enabled"],
            disables=False,
            reason=CLIENT_OFF,
        ),
        *(
            Switch(
                f"dynamic update of adapter {adapter.name}",
                ("adapters", adapter.id, "disable_dynamic_update"),
                adapter.disable_dynamic_update,
                disables=True,
                reason=DISABLED,
            )
            for adapter in own
        ),
    ]
    at_start = restart.values_at_start(data)
    of_ipv6 = (_of_ipv6(adapter, intent, at_start, data["started"]) for adapter in adapters)
    return [*(_judged(one, at_start, data["started"]) for one in found), *filter(None, of_ipv6)]


def _of_ipv6(adapter: Adapter, intent: Intent, at_start: Mapping[str, int | None], started: str) -> Finding | None:
    """What is on no adapter with IPv6 addresses of the description has nothing to register there."""
    own, virtual = adapter.of(intent.own, IPV6), adapter.of(intent.virtual, IPV6)
    if not own and not virtual:
        return None
    subject, key = f"IPv6 registration of adapter {adapter.name}", ("adapters", adapter.id, "registration_enabled_ipv6")
    value = adapter.registration_enabled_ipv6
    if not own and all(bound.hidden for bound in virtual):
        return Finding("DNS-3", subject, State.COMPLIANT, value, value, key, Remedy.FIX)
    if not adapter.ipv6_settings:
        return Finding("DNS-3", subject, State.UNKNOWN, key=key, reason=NOT_KNOWN)
    reason = OWN_OFF if own else VIRTUAL_ON
    return _judged(Switch(subject, key, value, disables=False, reason=reason, wanted=bool(own)), at_start, started)


def _judged(switch: Switch, at_start: Mapping[str, int | None], started: str) -> Finding:
    if switch.lets(switch.value) is not switch.wanted:
        value = int(switch.wanted is not switch.disables)
        return compare("DNS-3", switch.subject, switch.key, switch.value, value, reason=switch.reason)
    before = at_start.get(restart.named(switch.key), switch.value)
    if switch.lets(before) is not switch.wanted:
        reason = WAITS.format(started=started)
        return Finding("DNS-3", switch.subject, State.PENDING, "not in effect", "in effect", switch.key, reason=reason)
    return Finding("DNS-3", switch.subject, State.COMPLIANT, switch.value, switch.value, switch.key, Remedy.FIX)
