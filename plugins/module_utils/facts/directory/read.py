# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Reads what the directory knows of a farm's names and accounts. Nothing is decided here, and nothing is changed.

The same domain controller answers everything about the farm's domain, so that no part of the answer is older than
another; the search for the farm's names is put to each of its domain controllers besides. Nothing is enumerated: the
cost does not depend on the number of accounts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...directory.entry import Entry
from ...directory.errors import DirectoryError, LogonRefusedError
from ...directory.ldap_session import LdapSession
from ...directory.sessions import Sessions
from ...model.servers import Server
from . import forest, names
from .accounts import ATTRIBUTES, account, sid_of
from .aes import aes_since
from .asked_controllers import Controllers
from .details import Details
from .resolve import Resolve
from .search import with_any, with_service_principals
from .shape import EMPTY

NO_DOMAIN = (
    "which domain is meant is not known, because the farm's first node has not said it; give it in "
    "kerberos_farm.directory.domain"
)
NAME, PRINCIPAL, SERVICE = "sAMAccountName", "userPrincipalName", "servicePrincipalName"


def read_directory(sessions: Sessions, arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    """An answer of SHAPE. earlier: payload -> answer, of which the node's domain and the aliases' targets are taken."""
    domain = sessions.domain or _domain_of_node(earlier)
    try:
        if not domain:
            raise DirectoryError(NO_DOMAIN)
        controllers = Controllers(sessions, domain.lower())
        while True:
            main = controllers.main
            try:
                return _Reading(sessions, controllers, main).answer(arguments, _targets(earlier))
            except LogonRefusedError:
                raise
            except DirectoryError as error:
                controllers.has_failed(main, error)
    except DirectoryError as error:
        return {**EMPTY, "problem": str(error)}


class _Reading:
    """All by one domain controller, and the forest's by one global catalog. Raises DirectoryError of the first."""

    def __init__(self, sessions: Sessions, controllers: Controllers, main: Server) -> None:
        self._sessions, self._controllers = sessions, controllers
        self._main = controllers.session(main)
        self._root = controllers.roots[main]
        self._catalog: LdapSession | None = None
        self._catalog_problem = ""
        try:
            self._catalog = sessions.catalog(self._root.forest)
        except LogonRefusedError:
            raise
        except DirectoryError as error:
            self._catalog_problem = str(error)

    def answer(self, arguments: Mapping[str, Any], targets: Sequence[str]) -> dict[str, Any]:
        root, main, farm = self._root, self._main, arguments["names"]
        nodes = names.not_addresses(arguments["nodes"])
        mapped, for_http = forest.mappings(main, root.configuration)
        searched = names.service_principals(farm, targets, nodes, root.domain, for_http)
        alike = [(NAME, name) for name in names.account_names(farm, nodes)]
        alike += [(PRINCIPAL, name) for name in names.principal_names(farm, nodes, root.domain)]
        computers = [(NAME, name) for name in names.computers(nodes)]
        found = {
            "holders": self._in_forest([(SERVICE, name) for name in searched]),
            "computers": with_any(main, root.base, computers, ATTRIBUTES),
            "same_names": self._in_forest(alike),
        }
        domains = self._domains()
        accounts = {place: [account(entry, domains) for entry in entries] for place, entries in found.items()}
        resolve = Resolve(main, root.domain, domains, self._catalog)
        asked = [resolve.asked(name) for name in arguments["accounts"]]
        details = Details(self._sessions, root.domain, main)
        for some in (accounts["holders"], accounts["computers"], *(one["found"] for one in asked)):
            details.add(some)
        return {
            "problem": "",
            "domain": root.domain,
            "netbios": next((one["netbios"] for one in domains if one["domain"] == root.domain), ""),
            "realm": root.domain.upper(),
            "forest": root.forest,
            "aes_since": aes_since(main, root.base),
            "mapped": mapped,
            "domains": domains,
            "trusts": forest.trusts(main, root.base),
            **accounts,
            "seen": [self._seen(server, searched) for server in self._controllers.servers],
            "accounts": asked,
            "searched": searched,
            # After all others: a server may have failed meanwhile.
            "controllers": self._controllers.described(),
            "catalog": {
                "controller": self._catalog.where if self._catalog else "",
                "problem": self._catalog_problem,
            },
        }

    def _in_forest(self, wanted: Sequence[tuple[str, str]]) -> list[Entry]:
        """By the global catalog; where that does not answer, in the domain alone."""
        if self._catalog:
            try:
                return with_any(self._catalog, "", wanted, ATTRIBUTES)
            except DirectoryError as error:
                self._catalog, self._catalog_problem = None, str(error)
        return with_any(self._main, self._root.base, wanted, ATTRIBUTES)

    def _domains(self) -> list[dict[str, str]]:
        known = forest.domains(self._main, self._root.configuration)
        own = forest.own_domain(self._main, self._root.base)
        try:
            return forest.with_sids(known, own, self._catalog)
        except DirectoryError as error:
            self._catalog, self._catalog_problem = None, str(error)
        return forest.with_sids(known, own, None)

    def _seen(self, server: Server, searched: Sequence[str]) -> dict[str, Any]:
        """One of seen: what this domain controller gives tickets for."""
        problem, holders = "", []
        try:
            session = self._controllers.session(server)
            for entry in with_service_principals(session, self._root.base, searched, ["objectSid", SERVICE]):
                holders.append({"sid": sid_of(entry), "spns": sorted(entry.texts(SERVICE), key=str.lower)})
        except DirectoryError as error:
            problem = str(error)
        return {"controller": self._controllers.name(server), "problem": problem, "holders": holders}


def _domain_of_node(earlier: Mapping[str, Any]) -> str:
    answer = earlier.get("read_machine_account", {})
    return str(answer.get("domain", "")) if answer.get("member") else ""


def _targets(earlier: Mapping[str, Any]) -> list[str]:
    """The host names that aliases of the farm lead to, in lower case."""
    servers = earlier.get("read_dns_records", {}).get("servers", ())
    answers = (one for server in servers for one in server["answers"])
    return list(dict.fromkeys(target.rstrip(".").lower() for one in answers for target in one["cname"]))
