# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What may be the cause although nothing was found: what no control covers, and what the farm's description leaves out.

A subject is no longer named once there is a control that covers it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT, DOMAIN_CONTROLLER, Kind
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm

Key = tuple[str, str]  # kind of computer beside the nodes, else empty, and control


@dataclass(frozen=True)
class Subject:
    """control: the one that will cover it. check: how to look at it by hand, with {name}, {addresses}, {account}.

    of: the kind of computer beside the nodes that the control is held against; None: nodes, or the farm as a whole.
    """

    what: str
    control: str
    check: str
    of: Kind | None = None

    @property
    def key(self) -> Key:
        return self.of.name if self.of else "", self.control


SUBJECTS = (
    Subject("DNS records", "DNS-5", "Resolve-DnsName {name} must give only {addresses}"),
    Subject(
        "who holds the service principal name, and duplicates",
        "SPN-1",
        "setspn -F -Q HTTP/{name} must name only {account}",
    ),
    Subject("browsers", "ZONE-1", "on a client {name} must be in the zone Local intranet", CLIENT),
    Subject(
        "logs of clients, which have event 4 of Kerberos",
        "EVENT-1",
        "on a client Get-WinEvent -FilterHashtable @{{LogName='System'; "
        "ProviderName='Microsoft-Windows-Security-Kerberos'; Id=4}}",
        CLIENT,
    ),
    Subject(
        "logs of domain controllers, which have the tickets that were refused",
        "EVENT-1",
        "on a domain controller Get-WinEvent -FilterHashtable @{{LogName='System'; "
        "ProviderName='Microsoft-Windows-Kerberos-Key-Distribution-Center'; Id=11,16,27}}",
        DOMAIN_CONTROLLER,
    ),
    Subject(
        "accounts in the domain (locked, expired, types of encryption)",
        "POOL-2",
        "Get-ADUser or Get-ADServiceAccount, of {account}",
    ),
    Subject(
        "tickets (none was requested)",
        "LIVE-1",
        "set kerberos_probe_user and kerberos_probe_password; or klist get HTTP/{name} on a client",
    ),
)


@dataclass(frozen=True)
class Gap:
    """A field that the description leaves out, and what is not looked at because of that."""

    field: str
    what: str


NO_SITE = Gap("site", "IIS: the site, its pools, its authentication and its folders")
GAPS = (
    Gap("service_account", "whether the pools run as the account that tickets are issued for"),
    Gap("readers", "whether the users of the site may read its folders"),
    Gap("spn_holder", "whether the nodes decrypt with the key of the account that holds the service principal names"),
    Gap("password_changed", "whether worker processes logged on before the last change of the account's password"),
)
# What stands for a farm's own words where there are several.
PLACES = {"name": "<name>", "addresses": "the farm's virtual addresses", "account": "the service account"}


def not_looked_at(farms: Sequence[Farm], concerns: Sequence[Concern], known: Collection[Key]) -> list[dict[str, str]]:
    """Once a run: what, and what to do to look at it by hand. known: keys of what was looked at."""
    chosen = {concern.NAME for concern in concerns}
    left = [name for name in NAMES if name not in chosen]
    found = [{"what": ", ".join(left), "do": "these are looked at without kerberos_concerns"}] if left else []
    words = _words(farms[0]) if len(farms) == 1 else PLACES
    return found + [
        {"what": subject.what, "do": subject.check.format(**words)} for subject in SUBJECTS if subject.key not in known
    ]


def _words(farm: Farm) -> Mapping[str, str]:
    return {
        "name": farm.names[0],
        "addresses": ", ".join(map(str, farm.virtual_addresses)),
        "account": farm.service_account or farm.spn_holder or "the account that the site's pools run as",
    }


def left_out(farm: Farm) -> list[dict[str, str]]:
    """By the description. Without a site nothing of IIS is looked at, so that the other fields would not matter."""
    gaps = [NO_SITE] if farm.site is None else [gap for gap in GAPS if not getattr(farm, gap.field)]
    return [{"field": gap.field, "what": gap.what} for gap in gaps]
