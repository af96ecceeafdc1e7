# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is compared between nodes: the site's bindings, its applications, and how its pools log on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from ...facts.iis.bindings import web_bindings
from ...facts.iis.reached import Clients
from ...facts.iis.server import Binding, Iis
from ...model import addresses
from ...model.addresses import Address
from .pools import SitePools

# address:port:host name, the form of http and https; an IPv6 address stands in brackets.
AT_ADDRESS = re.compile(r"(?P<address>\[[^\]]+\]|[0-9.]+)(?P<rest>:\d+:.*)")


BINDINGS = "bindings of the site"
UNREACHED = "unreached"  # no subject: it stands beside the bindings where a name of the farm does not lead to the site
FAILED = "failed_logons"  # no subject either: whose password a run has set on this node, where the logon then failed


def view(site: SitePools, own: Collection[Address], clients: Clients, failed: Collection[str] = ()) -> dict[str, Any]:
    """Subject -> value. own: the node's own addresses, which are no difference. failed: accounts."""
    found: dict[str, Any] = {BINDINGS: sorted(_binding(binding, own) for binding in site.site.bindings)}
    if not clients.all_reach(site.server, site.site):
        found[UNREACHED] = True
    if failed:
        found[FAILED] = sorted(failed)
    for application in site.site.applications:
        found[f"pool of application {application.path}"] = application.pool
    for use in site.pools:
        logon = "as a service" if use.pool.logon_type == "LogonService" else "as a batch job"
        group = "without IIS_IUSRS" if use.pool.manual_group_membership else "with IIS_IUSRS"
        found[f"logon of pool {use.pool.name}"] = f"{logon}, {group}"
    return found


def answers_at(server: Iis, name: str) -> list[dict[str, Any]]:
    """Where the site answers on this node: scheme, address (empty: each of the node) and port."""
    return [
        {"scheme": one.protocol, "address": str(one.address or ""), "port": one.port}
        for site in server.sites
        if site.name.casefold() == name.casefold()
        for one in web_bindings(site)
    ]


def compared(views: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    no_subjects = (UNREACHED, FAILED)
    return {
        node: {name: value for name, value in view.items() if name not in no_subjects} for node, view in views.items()
    }


def described(views: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """What is as the description says: bindings that let every name of the farm reach the site."""
    return {node: [BINDINGS] for node, view in views.items() if not view.get(UNREACHED)}


def follows_from(subject: str) -> tuple[str, ...]:
    """The controls whose drift alone makes nodes differ in this."""
    return ("SITE-1",) if subject == BINDINGS else ("POOL-1",)


def _binding(binding: Binding, own: Collection[Address]) -> str:
    matched = AT_ADDRESS.fullmatch(binding.information)
    information = binding.information
    if matched and addresses.parse(matched["address"].strip("[]")) in own:
        information = f"own address{matched['rest']}"
    return f"{binding.protocol} {information}".lower()
