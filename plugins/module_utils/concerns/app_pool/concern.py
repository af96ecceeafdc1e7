# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Application pool identity, user rights and state (POOL-1 to 6).

Every node of a farm can decrypt a ticket only if every node uses the key of the same account (KB558115, cause 3). So
each pool of the site runs as the description's account; that account and the readers have the user rights that they
need; the pool runs, serves no other site, and uses the account's present password.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ...facts.accounts import tokens
from ...facts.authentication import locations, spn_holder
from ...facts.authentication.spn_holder import SpnHolder
from ...facts.failed_logons import failed_logons
from ...facts.iis import reached
from ...facts.iis import server as iis
from ...facts.iis.reached import Clients
from ...facts.iis.serving import serving
from ...facts.user_rights import rights as user_rights
from ...farm.description import Farm
from ...model import addresses
from ...model.account_names import parse_accounts, parse_optional_account
from ...model.call import Call
from ...model.finding import Finding, Key
from ...model.masks import Mask
from ...model.option_checks import past_time
from ..contract import NODE
from ..node_comparison import compare_views
from . import checks, controls, failed_logon, fix, new_logon, node_view, refused_password
from . import identity as pool_identity
from .identity import Consent
from .logon_age import stale
from .pools import SitePools

NAME, SCOPE = "app_pool", NODE
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = (
    True,
    "a pool whose identity changes, or that is recycled, loses its sessions and answers its next request slowly",
)

ARGUMENT_SPEC = {
    "own_addresses": {"type": "list", "elements": "str", "required": True},
    "site": {"type": "str", "required": True},
    "service_account": {"type": "str"},
    "readers": {"type": "list", "elements": "str"},
    "change_identity": {"type": "bool", "default": False},
    **spn_holder.ARGUMENT_SPEC,
    "password_changed": {"type": "str", "no_log": False},
    "anonymous_off": {"type": "bool", "default": False},
    "names": {"type": "list", "elements": "str"},
    "virtual_addresses": {"type": "list", "elements": "str"},
    "drain": {"type": "bool", "default": True},
}

# Beside the password: what only a run is told of it.
SECRETS = {
    "password": {"type": "str", "no_log": True},
    "password_is_another": {"type": "bool", "no_log": False},
    "password_refused": {"type": "bool", "no_log": False},
}
SECRET_VARIABLES = {
    "password": "kerberos_service_password",
    "password_is_another": refused_password.CORRECTED,
    "password_refused": refused_password.ELSEWHERE,
}
WRITES = ("write_iis", "write_user_rights")
SHAPES = {
    **iis.SHAPES,
    "read_accounts": tokens.SHAPE,
    "read_user_rights": user_rights.SHAPE,
    "read_authentication": locations.SHAPE,
    "read_failed_logons": failed_logons.SHAPE,
}
MASKING = {
    "own_addresses": Mask.TEXT,
    "site": Mask.WHOLE,
    "service_account": Mask.ACCOUNT,
    "readers": Mask.ACCOUNT,
    **spn_holder.MASKING,
    "password_changed": Mask.WORD,
    "names": Mask.NAMES,
    "virtual_addresses": Mask.TEXT,
    **iis.MASKING,
    **tokens.MASKING,
    **user_rights.MASKING,
    **locations.MASKING,
    **failed_logons.MASKING,
}


@dataclass(frozen=True)
class Intent:
    own: frozenset[addresses.Address]
    site: str  # empty: the farm's description names none
    service_account: str | None
    readers: tuple[str, ...]
    consent: Consent
    password_changed: datetime | None
    password_is_another: bool
    password_refused: bool  # on another node of the farm
    anonymous_off: bool  # AUTH-1 is on request: Windows authentication is turned on too, later in the same run
    clients: Clients

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user. password: whether there is one, see Plan.from_arguments."""
        holder = SpnHolder.from_arguments(arguments)
        return cls(
            frozenset(addresses.parse_option(arguments["own_addresses"], "own_addresses")),
            arguments["site"] or "",
            parse_optional_account(arguments["service_account"], "service_account"),
            parse_accounts(arguments["readers"], "readers"),
            Consent(arguments["change_identity"], bool(arguments.get("password")), holder),
            past_time(arguments["password_changed"], "password_changed"),
            bool(arguments.get("password_is_another")),
            bool(arguments.get("password_refused")),
            arguments["anonymous_off"],
            Clients.from_arguments(arguments),
        )


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    return {
        "own_addresses": [str(address) for address in farm.own_addresses(node)],
        "site": farm.site,
        "service_account": farm.service_account,
        "readers": list(farm.readers),
        "change_identity": "POOL-1" in farm.on_request,
        **spn_holder.arguments(farm),
        "password_changed": farm.password_changed.isoformat() if farm.password_changed else None,
        "anonymous_off": "AUTH-1" in farm.on_request,
        "names": list(farm.names),
        "virtual_addresses": [str(address) for address in farm.virtual_addresses],
        "drain": farm.drain,
    }


def not_applicable(intent: Intent) -> str:
    return "" if intent.site else iis.NO_SITE


def reads(intent: Intent) -> list[Call]:
    accounts = tokens.read(intent.site, intent.service_account, *intent.readers, intent.consent.holder.account)
    return [
        Call("read_iis"),
        accounts,
        Call("read_user_rights"),
        Call("read_authentication"),
        Call("read_failed_logons"),
    ]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    site = SitePools.from_answers(answers, intent.site, intent.consent.holder.identifiers)
    found = checks.check_site(
        site, intent.service_account, intent.readers, intent.consent, intent.password_changed, intent.anonymous_off
    )
    failed = failed_logons.parse(answers[4])
    if not intent.password_is_another:
        found = refused_password.guarded(found, site, intent.service_account, failed, intent.password_refused)
    obstacle = intent.clients.obstacle(site.server, site.site)
    return failed_logon.with_new_logon([reached.held_back(finding, obstacle) for finding in found])


def planned(drift: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    """Several pools may need one right; every other finding is about one setting."""
    site = SitePools.from_answers(answers, intent.site)
    missing = [finding for finding in drift if (finding.key or ())[0] == "rights"]
    others = [finding for finding in drift if finding not in missing]
    rights = list(user_rights.planned(missing))
    return [
        *rights,
        *others,
        *new_logon.planned(rights, others, site, intent.service_account, intent.consent.password_given),
    ]


def settings(findings: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[Key, Any]:
    site = SitePools.from_answers(answers, intent.site)
    found = user_rights.settings(site.rights)
    found["sites", site.site.name, "state"] = site.site.state
    for use in site.pools:
        found["pools", use.pool.name, "identity"] = pool_identity.setting(use.pool)
        found["pools", use.pool.name, "password"] = pool_identity.setting(use.pool)
        found["pools", use.pool.name, "state"] = use.pool.state
        found["pools", use.pool.name, "worker_processes"] = stale(use.pool, intent.password_changed)
    return found


def same(one: Any, other: Any) -> bool:
    """Accounts in any case."""
    return str(one).lower() == str(other).lower()


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    return fix.calls(changes, answers[0], secrets)


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    failed = failed_logons.parse(answers[4])
    return node_view.view(SitePools.from_answers(answers, intent.site), intent.own, intent.clients, failed)


def path(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    server = iis.parse(answers[0])
    return {"serves": serving(server, intent.site).serves, "bindings": node_view.answers_at(server, intent.site)}


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    consequence = "clients get a different answer from one node than from the others"
    found = compare_views("POOL-4", node_view.compared(views), nodes, consequence, node_view.described(views))
    return {
        node: [replace(one, follows_from=node_view.follows_from(one.subject)) for one in own]
        for node, own in found.items()
    }
