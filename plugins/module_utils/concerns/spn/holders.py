# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Who holds a service principal name, as each domain controller and the global catalog see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...facts.directory.account import Account
from ...facts.directory.directory import Directory
from ...facts.directory.names import MALFORMED
from .registrations import Registration

CATALOG = "the global catalog"
HTTP, HOST = "HTTP", "HOST"


@dataclass(frozen=True)
class Holding:
    """account: who holds it. seen: the views that show it; lacking: those that do not, yet or any more."""

    account: Account
    seen: frozenset[str]
    lacking: tuple[str, ...]


def holdings(directory: Directory, service_principal: str) -> list[Holding]:
    """The accounts that hold it in any view. A domain controller shows those of its own domain only."""
    views = {one.controller: accounts_with(one.holders, service_principal) for one in directory.seen if not one.problem}
    catalog = directory.with_service_principal(service_principal)
    known = {account.sid: account for account in catalog}
    for sids in views.values():
        known |= {sid: account for sid in sids if sid not in known and (account := directory.by_sid(sid))}
    found = []
    for sid, account in known.items():
        shows = {CATALOG: account in catalog} if directory.catalog else {}
        if account.domain == directory.domain:
            shows |= {name: sid in sids for name, sids in views.items()}
        seen = frozenset(name for name, shown in shows.items() if shown)
        found.append(Holding(account, seen, tuple(name for name in shows if name not in seen)))
    return found


def accounts_with(holders: Mapping[str, Sequence[str]], service_principal: str) -> set[str]:
    """Who has it. holders: SID -> service principal names."""
    wanted = service_principal.lower()
    return {sid for sid, names in holders.items() if wanted in map(str.lower, names)}


def on_controller(directory: Directory, name: str) -> Mapping[str, Sequence[str]]:
    """SID -> service principal names, as this domain controller has them. name: empty: the first that answered."""
    seen = (one for one in directory.seen if not one.problem and (not name or one.controller == name))
    first = next(seen, None)
    return first.holders if first else {}


def in_catalog(directory: Directory) -> Mapping[str, Sequence[str]]:
    return {account.sid: account.spns for account in directory.holders}


def held_on(directory: Directory, name: str, step: Registration) -> bool | None:
    """Whether the account holds the name there. None where it was not read, or has no accounts of that domain."""
    if step.account.domain != directory.domain or not any(
        one.controller == name and not one.problem for one in directory.seen
    ):
        return None
    return step.account.sid in accounts_with(on_controller(directory, name), step.service_principal)


def by_host(directory: Directory, name: str) -> list[Account]:
    """Computers that have it by HOST/, which stands for HTTP/ where no account has that (sPNMappings)."""
    return list(directory.with_service_principal(f"{HOST}/{name}")) if "http" in directory.mapped else []


def malformed(directory: Directory, name: str) -> list[tuple[str, Account]]:
    """What was meant to be HTTP/<name> and is another name, with its account."""
    forms = [form.format(name) for form in MALFORMED]
    return [
        (spelled, account) for account in directory.holders for form in forms if (spelled := account.spelling(form))
    ]


def shown(accounts: Sequence[Account]) -> list[str]:
    return [account.shown for account in accounts]
