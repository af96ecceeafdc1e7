# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Effective permissions on a site's folders (ACL-1 to ACL-5).

A user whose ticket was accepted, and a pool, also need the right to read the content: otherwise IIS answers 401.3 or
500.19, and a browser asks for a password again (KB558115, cause 2). The effective right is determined from the DACLs
and the groups in the token; a fix adds the missing entry. What an administrator may have restricted on
purpose is changed on request only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.accounts import tokens
from ...facts.iis import reached
from ...facts.iis import server as iis
from ...facts.iis.reached import Clients
from ...facts.request_filtering import hidden_segments
from ...farm.description import Farm
from ...model.account_names import parse_accounts, parse_optional_account
from ...model.call import Call
from ...model.finding import Finding, Key, State
from ...model.masks import Mask
from ...model.option_checks import whole_number
from ..contract import NO_SECRETS, NODE, no_path
from ..node_comparison import compare_views
from . import checks, controls, fix, folders
from .effective_rights import WANTED
from .folders import SiteMap
from .restrictions import Requests

NAME, SCOPE = "site_acl", NODE
CONTROLS, FARM_CONTROLS = controls.CONTROLS, controls.FARM_CONTROLS
RECYCLES, IMPACT = True, "ASP.NET restarts an application whose web.config or bin changes"

ARGUMENT_SPEC = {
    "own_addresses": {"type": "list", "elements": "str", "required": True},
    "site": {"type": "str", "required": True},
    "service_account": {"type": "str"},
    "readers": {"type": "list", "elements": "str"},
    "remove_deny": {"type": "bool", "default": False},
    "change_restricted": {"type": "bool", "default": False},
    "change_identity": {"type": "bool", "default": False},
    "objects": {"type": "int", "default": 10000},
    "names": {"type": "list", "elements": "str"},
    "virtual_addresses": {"type": "list", "elements": "str"},
    "drain": {"type": "bool", "default": True},
}

SECRETS = SECRET_VARIABLES = NO_SECRETS
path = no_path
WRITES = ("write_site_acl",)
SHAPES = {
    **iis.SHAPES,
    "read_accounts": tokens.SHAPE,
    "read_site_acl": folders.SHAPE,
    "read_request_filtering": hidden_segments.SHAPE,
}
MASKING = {
    "own_addresses": Mask.TEXT,
    "site": Mask.WHOLE,
    "service_account": Mask.ACCOUNT,
    "readers": Mask.ACCOUNT,
    "names": Mask.NAMES,
    "virtual_addresses": Mask.TEXT,
    **iis.MASKING,
    **tokens.MASKING,
    **folders.MASKING,
    **hidden_segments.MASKING,
}

same = fix.same


@dataclass(frozen=True)
class Intent:
    site: str  # empty: the farm's description names none
    service_account: str | None
    readers: tuple[str, ...]
    remove_deny: bool
    change_restricted: bool
    change_identity: bool
    objects: int
    clients: Clients

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> Intent:
        """Raises ValueError, to be shown to the user."""
        return cls(
            arguments["site"] or "",
            parse_optional_account(arguments["service_account"], "service_account"),
            parse_accounts(arguments["readers"], "readers"),
            arguments["remove_deny"],
            arguments["change_restricted"],
            arguments["change_identity"],
            whole_number(arguments["objects"], 1, 1_000_000, "objects"),
            Clients.from_arguments(arguments),
        )


def arguments(farm: Farm, node: str) -> dict[str, Any]:
    return {
        "own_addresses": [str(address) for address in farm.own_addresses(node)],
        "site": farm.site,
        "service_account": farm.service_account,
        "readers": list(farm.readers),
        "remove_deny": "ACL-3" in farm.on_request,
        "change_restricted": "ACL-4" in farm.on_request,
        "change_identity": "POOL-1" in farm.on_request,
        "objects": farm.objects,
        "names": list(farm.names),
        "virtual_addresses": [str(address) for address in farm.virtual_addresses],
        "drain": farm.drain,
    }


def not_applicable(intent: Intent) -> str:
    return "" if intent.site else iis.NO_SITE


def reads(intent: Intent) -> list[Call]:
    accounts = tokens.read(intent.site, intent.service_account, *intent.readers)
    acl = Call("read_site_acl", {"site": intent.site, "objects": intent.objects})
    return [Call("read_iis"), accounts, acl, Call("read_request_filtering")]


def findings(answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    found = checks.check_site(_map(answers, intent), Requests(intent.remove_deny, intent.change_restricted))
    server = iis.parse(answers[0])
    obstacle = intent.clients.obstacle(server, server.existing_site(intent.site))
    return [reached.held_back(finding, obstacle) for finding in found]


def planned(drift: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> list[Finding]:
    return list(fix.planned(_map(answers, intent), drift))


def settings(findings: Sequence[Finding], answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[Key, Any]:
    return fix.settings(_map(answers, intent))


def writes(changes: Sequence[Finding], answers: Sequence[Mapping[str, Any]], secrets: Mapping[str, str]) -> list[Call]:
    return [Call("write_site_acl", fix.arguments(changes, folders.texts(answers[2])))]


def view(answers: Sequence[Mapping[str, Any]], intent: Intent) -> dict[str, Any]:
    return checks.effective_rights_by_url(_map(answers, intent))


def agreement(views: Mapping[str, Mapping[str, Any]], nodes: int) -> dict[str, list[Finding]]:
    described = {node: [subject for subject in view if view[subject] == WANTED] for node, view in views.items()}
    found = compare_views("ACL-5", views, nodes, "a user has access on one node and not on another", described)
    nothing = Finding(
        "ACL-5",
        "everything",
        State.NOT_APPLICABLE,
        reason="no effective right could be determined, so none is compared",
    )
    return {node: of_node or [nothing] for node, of_node in found.items()}


def _map(answers: Sequence[Mapping[str, Any]], intent: Intent) -> SiteMap:
    return SiteMap.from_answers(answers, intent.site, intent.service_account, intent.readers, intent.change_identity)
