# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Windows authentication of a site, and the key that decrypts its tickets (AUTH-1 to AUTH-5, SITE-1).

A node may ask for no authentication, offer NTLM first, or decrypt with the key of its computer account while tickets
are issued for the service account: the user gets a password prompt, or NTLM is used unnoticed. The effective values of
each application are checked, and of each folder below one that may have explicit settings: those of
applicationHost.config, its location tags, and web.config where the section is unlocked. A fix writes location tags of
applications only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...facts.accounts import tokens
from ...facts.authentication import locations, spn_holder
from ...facts.authentication.iis_view import IisView
from ...facts.authentication.spn_holder import SpnHolder
from ...facts.http_service import registrations
from ...facts.iis import reached
from ...facts.iis import server as iis
from ...facts.iis.reached import Clients
from ...farm.description import Farm
from ...model.account_names import parse_optional_account
from ...model.call import Call
from ...model.finding import Finding, Key
from ...model.masks import Mask
from ...model.option_checks import utc_time
from ..contract import NO_SECRETS, NODE, values_equal
from . import checks, controls, fix, host_name_checks, keys_of_nodes, site_checks, ticket_roles
from .checks import Wanted
from .key_checks import KeyExpectation
from .report_only import report_only

NAME, SCOPE = "windows_authentication", NODE
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = True, "connected users may have to authenticate again; applications may restart"

ARGUMENT_SPEC = {
    "own_addresses": {"type": "list", "elements": "str", "required": True},
    "site": {"type": "str", "required": True},
    "names": {"type": "list", "elements": "str", "required": True},
    "virtual_addresses": {"type": "list", "elements": "str", "required": True},
    "service_account": {"type": "str"},
    **spn_holder.ARGUMENT_SPEC,
    "password_changed": {"type": "str", "no_log": False},
    "anonymous_off": {"type": "bool", "default": False},
    "drain": {"type": "bool", "default": True},
}

SECRETS = SECRET_VARIABLES = NO_SECRETS
WRITES = ("write_authentication",)
SHAPES = {
    **iis.SHAPES,
    "read_authentication": locations.SHAPE,
    "read_http_service": registrations.SHAPE,
    "read_accounts": tokens.SHAPE,
}
MASKING = {
    "own_addresses": Mask.TEXT,
    "site": Mask.WHOLE,
    "names": Mask.NAMES,
    "virtual_addresses": Mask.TEXT,
    "service_account": Mask.ACCOUNT,
    **spn_holder.MASKING,
    "password_changed": Mask.WORD,
    **iis.MASKING,
    **tokens.MASKING,
    **locations.MASKING,
    **registrations.MASKING,
}

same = values_equal


@dataclass(frozen=True)
class Intent:
    site: str  # empty: the farm's description names none
    clients: Clients
    holder: SpnHolder
    wanted: KeyExpectation
    anonymous_off: bool
    other_balancer: bool

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        clients = Clients.from_arguments(arguments)
        if not clients.names:
            raise ValueError("names: found [], expected a list of host names such as [intranet.example.com]")
        holder = SpnHolder.from_arguments(arguments)
        account = parse_optional_account(arguments["service_account"], "service_account")
        changed = utc_time(arguments["password_changed"], "password_changed")
        return cls(
            arguments["site"] or "",
            clients,
            holder,
            KeyExpectation(holder.account, account, clients.names, changed, holder.advice(clients.names[0])),
            arguments["anonymous_off"],
            not arguments["drain"],
        )


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    return {
        "own_addresses": [str(address) for address in farm.own_addresses(node)],
        "site": farm.site,
        "names": list(farm.names),
        "virtual_addresses": [str(address) for address in farm.virtual_addresses],
        "service_account": farm.service_account,
        **spn_holder.arguments(farm),
        "password_changed": farm.password_changed.isoformat() if farm.password_changed else None,
        "anonymous_off": "AUTH-1" in farm.on_request,
        "drain": farm.drain,
    }


def not_applicable(intent: Intent) -> str:
    return "" if intent.site else iis.NO_SITE


def reads(intent: Intent) -> list[Call]:
    """The last two are not needed by all: accounts are where names are written in different ways."""
    accounts = tokens.read(intent.site, intent.wanted.service_account, intent.wanted.spn_holder)
    return [
        Call("read_iis"),
        Call("read_authentication"),
        Call("read_http_service", otherwise=registrations.UNREAD),
        replace(accounts, otherwise=tokens.UNREAD),
    ]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    server, authentication, http, accounts = answers
    view = IisView.from_answers(server, accounts, authentication, intent.holder.identifiers)
    site = view.iis.existing_site(intent.site)
    programs = registrations.parse(http)
    found = [
        *checks.check_site(view, site, Wanted(intent.wanted, intent.anonymous_off, intent.other_balancer)),
        *host_name_checks.findings(view, programs, site, intent.wanted, intent.clients.at),
        *site_checks.findings(programs, view.iis, site, intent.clients),
    ]
    obstacle = intent.clients.obstacle(view.iis, site)
    return [reached.held_back(report_only(finding, view), obstacle) for finding in found]


def planned(drift: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    return fix.planned(drift)


def settings(findings: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[Key, Any]:
    return fix.settings(answers[1])


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    return fix.calls(changes)


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    """Nothing where an account is described: AUTH-3 holds each node against it."""
    if intent.wanted.account is not None:
        return {}
    server, authentication, _, accounts = answers
    view = IisView.from_answers(server, accounts, authentication, intent.holder.identifiers)
    return keys_of_nodes.view(view, view.iis.existing_site(intent.site))


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    server, authentication, _, accounts = answers
    view = IisView.from_answers(server, accounts, authentication, intent.holder.identifiers)
    return ticket_roles.path(view, view.iis.existing_site(intent.site))


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    return keys_of_nodes.agreement(views, nodes)
