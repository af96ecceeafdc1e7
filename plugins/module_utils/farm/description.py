# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The description of a farm: the one place where an administrator says how it should be.

Every message names the field, what was found and what is expected, because the description is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..model import addresses
from ..model.addresses import Address
from ..model.controls import CONTROLS
from ..model.finding import Remedy
from ..model.waivers import Waiver
from .fields import elements, known_fields, text, whole_number

OPTION = "kerberos_farm"
REQUIRED = ("name", "names", "virtual_addresses", "nodes")
OPTIONAL = (
    *("site", "service_account", "readers", "objects", "on_request"),
    *("spn_holder", "password_changed", "drain", "waivers"),
)
FIELDS = (*REQUIRED, *OPTIONAL)
ON_REQUEST = tuple(control.id for control in CONTROLS if control.remedy is Remedy.ON_REQUEST)

HOST_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.I)
ADDRESS = re.compile(r"[0-9.]+")
FARM_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
# DOMAIN\name, name@domain, or a SID. A name alone could be a local account, which is another one on every node.
ACCOUNT = re.compile(r"[^\\/@\s]+\\[^\\/@\"\[\]:;|=,+*?<>]+|[^\\/@\s]+@[^\\/@\s]+|S-1-[0-9-]+")
SITE_NAME = re.compile(r"[^\\/?;:@&=+$,|\"<>]+")

OBJECTS = 10_000  # files and folders of a site: more than most have, and seconds on a node


@dataclass(frozen=True)
class Farm:
    name: str
    names: tuple[str, ...]  # the virtual names that clients use, lower case
    virtual_addresses: tuple[Address, ...]
    nodes: Mapping[str, tuple[Address, ...]]  # name in the inventory -> its own addresses
    site: str | None = None  # name of the site in IIS
    service_account: str | None = None
    readers: tuple[str, ...] = ()
    objects: int = OBJECTS  # of the site, that are looked at, at most
    on_request: tuple[str, ...] = ()  # controls that are fixed because this says so
    spn_holder: str | None = None  # who holds HTTP/<names>, as the administrator has verified
    password_changed: datetime | None = None  # of the service account, the last time, UTC
    drain: bool = True  # False: a fix may recycle without draining, because something else than NLB balances
    waivers: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, given: Any) -> Farm:
        """Raises ValueError, to be shown to the user, for the first thing in the description that cannot be right."""
        known_fields(given, FIELDS, REQUIRED, OPTION)
        farm = cls(
            name=text(given["name"], FARM_NAME, f"{OPTION}.name", "a short name such as intranet, without blanks"),
            names=_names(given["names"]),
            virtual_addresses=addresses.parse_option(given["virtual_addresses"], f"{OPTION}.virtual_addresses"),
            nodes=_nodes(given["nodes"]),
            site=_site(given.get("site")),
            service_account=_service_account(given.get("service_account")),
            readers=_readers(given.get("readers")),
            objects=_objects(given.get("objects")),
            on_request=_on_request(given.get("on_request")),
            spn_holder=_spn_holder(given.get("spn_holder")),
            password_changed=utc_time(given.get("password_changed"), f"{OPTION}.password_changed"),
            drain=_drain(given.get("drain")),
            waivers=_waivers(given.get("waivers"), given["nodes"]),
        )
        farm._check_that_addresses_are_told_apart()
        return farm

    def own_addresses(self, node: str) -> tuple[Address, ...]:
        """Raises ValueError for a host that the description does not know."""
        if node not in self.nodes:
            raise ValueError(
                f"{OPTION}.nodes: has no {node}, only {', '.join(self.nodes)}; "
                "add the host with its own_addresses, by its inventory name, or take it out of the farm's group"
            )
        return self.nodes[node]

    def waivers_of(self, node: str) -> list[dict[str, Any]]:
        """The waivers that concern one node, as arguments of a module."""
        return [
            {name: value for name, value in waiver.items() if name != "nodes"}
            for waiver in self.waivers
            if not waiver.get("nodes") or node in waiver["nodes"]
        ]

    def _check_that_addresses_are_told_apart(self) -> None:
        owner: dict[Address, str] = dict.fromkeys(self.virtual_addresses, f"{OPTION}.virtual_addresses")
        for node, own in self.nodes.items():
            for address in own:
                where = f"{OPTION}.nodes.{node}.own_addresses"
                if address in owner:
                    raise ValueError(
                        f"{where}: {address} is in {owner[address]} too; a node's own address is never shared"
                    )
                owner[address] = where


def host_names(given: Any, where: str) -> tuple[str, ...]:
    """Lower-case host names of a list option. Raises ValueError with the message to show."""
    expected = "a host name such as intranet.example.com, without http://, port or path"
    found = tuple(
        text(item, HOST_NAME, f"{where}[{number}]", expected).lower()
        for number, item in enumerate(elements(given, where))
    )
    for name in addresses.repeated(found):
        raise ValueError(f"{where}: {name} is given twice; remove one")
    for name in filter(ADDRESS.fullmatch, found):
        raise ValueError(f"{where}: {name} is an address; {expected} is needed: there is no ticket for an address")
    return found


def _names(given: Any) -> tuple[str, ...]:
    return host_names(given, f"{OPTION}.names")


def _nodes(given: Any) -> dict[str, tuple[Address, ...]]:
    where = f"{OPTION}.nodes"
    if not isinstance(given, Mapping):
        raise ValueError(f"{where}: found {given!r}, expected a mapping such as web1: {{own_addresses: [10.0.0.11]}}")
    for name, node in given.items():
        known_fields(node, ("own_addresses",), ("own_addresses",), f"{where}.{name}")
    return {
        str(name): addresses.parse_option(node["own_addresses"], f"{where}.{name}.own_addresses")
        for name, node in given.items()
    }


def _site(given: Any) -> str | None:
    return None if given is None else text(given, SITE_NAME, f"{OPTION}.site", "a site's name in IIS")


def _service_account(given: Any) -> str | None:
    return None if given is None else _account(given, f"{OPTION}.service_account")


def _account(given: Any, where: str) -> str:
    return text(given, ACCOUNT, where, r"DOMAIN\name, name@domain or a SID")


def _spn_holder(given: Any) -> str | None:
    return None if given is None else _account(given, f"{OPTION}.spn_holder")


def utc_time(given: Any, where: str) -> datetime | None:
    """A time with its zone, as text or as YAML gives it. Raises ValueError with the message to show."""
    if given is None:
        return None
    try:
        found = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
    except ValueError:
        found = datetime.min  # without a zone, and refused for it
    if found.tzinfo is None:
        raise ValueError(f"{where}: found {given!r}, expected a time with its zone such as 2026-11-23T08:00:00Z")
    return found.astimezone(UTC)


def _drain(given: Any) -> bool:
    if given is None:
        return True
    if not isinstance(given, bool):
        raise ValueError(f"{OPTION}.drain: found {given!r}, expected true or false")
    return given


def _readers(given: Any) -> tuple[str, ...]:
    where = f"{OPTION}.readers"
    return tuple(_account(item, f"{where}[{number}]") for number, item in enumerate(elements(given or [], where)))


def _objects(given: Any) -> int:
    return OBJECTS if given is None else whole_number(given, 1, 1_000_000, f"{OPTION}.objects")


def _on_request(given: Any) -> tuple[str, ...]:
    """Controls that say so in the catalogue: the others are fixed anyway, or by somebody else."""
    where = f"{OPTION}.on_request"
    found = tuple(elements(given or [], where))
    for number, control in enumerate(found):
        if control not in ON_REQUEST:
            raise ValueError(
                f"{where}[{number}]: found {control!r}, expected a control that is fixed on request only: "
                f"{', '.join(ON_REQUEST)}"
            )
    for control in addresses.repeated(found):
        raise ValueError(f"{where}: {control} is given twice; remove one")
    return found


def _waivers(given: Any, nodes: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    where = f"{OPTION}.waivers"
    for number, waiver in enumerate(elements(given or [], where)):
        here = f"{where}[{number}]"
        known_fields(waiver, ("control", "reason", "subject", "until", "nodes"), ("control", "reason"), here)
        Waiver.of(waiver, here)
        for name in elements(waiver.get("nodes") or [], f"{here}.nodes"):
            if name not in list(nodes):  # perhaps a list or a mapping, which cannot be looked up
                raise ValueError(f"{here}.nodes: {name} is not in {OPTION}.nodes")
    return tuple(given or ())
