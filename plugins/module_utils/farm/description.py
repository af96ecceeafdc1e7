# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The description of a farm: how an administrator wants it to be.

Every message names the field, what was found and what is expected, because the description is written by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ..model.addresses import Address
from ..model.controls import Control
from ..model.option_checks import found, known_fields
from ..model.servers import servers_by_address
from . import fields
from .directory import NOT_DESCRIBED, Directory, directory
from .fields import OPTION
from .probe import DEFAULT, Probe, probe

REQUIRED = ("name", "names", "virtual_addresses", "nodes")
OPTIONAL = (
    *("site", "service_account", "readers", "objects", "on_request"),
    *("spn_holder", "password_changed", "drain", "directory", "dns_servers", "probe", "waivers"),
)
FIELDS = (*REQUIRED, *OPTIONAL)


@dataclass(frozen=True)
class Farm:
    name: str
    names: tuple[str, ...]  # the virtual names that clients use, lower case
    virtual_addresses: tuple[Address, ...]
    nodes: Mapping[str, tuple[Address, ...]]  # name in the inventory -> its own addresses
    site: str | None = None  # name of the site in IIS
    service_account: str | None = None
    readers: tuple[str, ...] = ()
    objects: int = fields.OBJECTS  # the maximum number of the site's files and folders that are read
    on_request: tuple[str, ...] = ()  # controls that are fixed only because they are listed here
    spn_holder: str | None = None  # the account that owns HTTP/<names>; None: the one that the directory has
    password_changed: datetime | None = None  # of the service account, UTC; None: by the directory
    drain: bool = True  # False: a fix may recycle without draining, because another load balancer than NLB is used
    directory: Directory = NOT_DESCRIBED
    dns_servers: tuple[str, ...] = ()  # addresses, with a port or without; empty: those that the nodes use
    probe: Probe = DEFAULT  # where a ticket is shown
    waivers: tuple[Mapping[str, Any], ...] = ()
    # No fields of the description: what the directory has said instead, see known.py.
    spn_holder_sid: str = ""
    spn_holder_problem: str = ""
    # Neither: whether there is an account to ask for tickets with; what the audit of each node has said: where its site
    # answers (scheme, address (empty: each) and port), and when a run last changed it (time, undone, problem).
    probed: bool = False
    bindings: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    fixes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    # Nor this: the tickets that this run has got from the domain controller that is asked (user, seconds since it began
    # to ask, names); empty without any.
    ticket_probe: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_description(cls, given: Any, controls: Sequence[Control]) -> Farm:
        """Raises ValueError, to be shown to the user, for the first thing in the description that cannot be right.

        controls: all there are, for on_request and waivers.
        """
        known_fields(given, FIELDS, REQUIRED, OPTION)
        farm = cls(
            name=fields.name(given["name"]),
            names=fields.names(given["names"]),
            virtual_addresses=fields.virtual_addresses(given["virtual_addresses"]),
            nodes=fields.nodes(given["nodes"]),
            site=fields.site(given.get("site")),
            service_account=fields.service_account(given.get("service_account")),
            readers=fields.readers(given.get("readers")),
            objects=fields.objects(given.get("objects")),
            on_request=fields.on_request(given.get("on_request"), controls),
            spn_holder=fields.spn_holder(given.get("spn_holder")),
            password_changed=fields.password_changed(given.get("password_changed")),
            drain=fields.drain(given.get("drain")),
            directory=directory(given.get("directory"), f"{OPTION}.directory"),
            dns_servers=servers_by_address(given.get("dns_servers"), f"{OPTION}.dns_servers"),
            probe=probe(given.get("probe"), f"{OPTION}.probe"),
            waivers=fields.waivers(given.get("waivers"), given["nodes"], controls),
        )
        farm._check_that_addresses_are_distinct()
        farm._check_that_the_account_is_no_nodes()
        return farm

    def own_addresses(self, node: str) -> tuple[Address, ...]:
        """Raises ValueError for a host that is not in the description."""
        if node not in self.nodes:
            raise ValueError(
                f"{OPTION}.nodes: has no {node}, only {', '.join(self.nodes)}; "
                "add the host with its own_addresses, by its inventory name, or remove it from the farm's group"
            )
        return self.nodes[node]

    def of_nodes(self, nodes: Sequence[str]) -> Farm:
        """Some nodes alone, without the addresses that all share. Raises ValueError for one that is not described."""
        return replace(self, nodes={node: self.own_addresses(node) for node in nodes}, virtual_addresses=())

    def waivers_of(self, node: str) -> list[dict[str, Any]]:
        """The waivers that concern one node, as arguments of a module."""
        return [
            {name: value for name, value in waiver.items() if name != "nodes"}
            for waiver in self.waivers
            if not waiver.get("nodes") or node in waiver["nodes"]
        ]

    def _check_that_addresses_are_distinct(self) -> None:
        owner: dict[Address, str] = dict.fromkeys(self.virtual_addresses, f"{OPTION}.virtual_addresses")
        for node, own in self.nodes.items():
            for address in own:
                where = f"{OPTION}.nodes.{node}.own_addresses"
                if address in owner:
                    raise ValueError(
                        f"{where}: {address} is in {owner[address]} too; a node's own address is never shared"
                    )
                owner[address] = where

    def _check_that_the_account_is_no_nodes(self) -> None:
        """A computer's account is the key of that computer alone."""
        name = (self.service_account or "").rpartition("\\")[2].partition("@")[0].casefold()
        for node in self.nodes:
            if name == f"{node.partition('.')[0].casefold()}$":
                raise ValueError(
                    f"{OPTION}.service_account: found {found(self.service_account)}, which is the account of the "
                    f"computer {node} ({OPTION}.nodes); expected an account that every node can use: a user, or a "
                    "group managed service account"
                )
