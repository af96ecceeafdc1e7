"""Who is meant by a name, in each form that a domain controller takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lab.directory import names, schema
from lab.directory.view import Entry, View

SAM, PRINCIPAL = schema.ATTRIBUTES["samaccountname"], schema.ATTRIBUTES["userprincipalname"]


@dataclass(frozen=True)
class Account:
    """view: of a domain controller of its domain."""

    entry: Entry
    view: View

    @property
    def name(self) -> str:
        return str(self.entry.first("samaccountname"))


def found(given: str, views: Sequence[View], bare: bool) -> Account | None:
    """views: the own domain's first. bare: a name without a domain is one of the own domain, as in NTLM; a simple bind
    does not know it.
    """
    for view in views:
        if entry := _in_domain(given, view, bare and view is views[0]):
            return Account(entry, view)
    return None


def _in_domain(given: str, view: View, bare: bool) -> Entry | None:
    if "=" in given:
        return view.entries.get(names.parts(given))
    if "@" in given:
        return _by_principal(given, view)
    domain, separated, user = given.rpartition("\\")
    if separated:
        return _by_name(user, view) if domain.lower() in known_as(view) else None
    return _by_name(user, view) if bare else None


def known_as(view: View) -> set[str]:
    """DNS and NetBIOS name of the domain."""
    for entry in view.entries.values():
        if names.parts(str(entry.first("ncname") or "")) == names.parts(view.domain):
            return {str(entry.first("dnsroot")).lower(), str(entry.first("netbiosname")).lower()}
    return set()


def forms(account: Account, own: bool) -> Iterator[str]:
    """Every way in which NTLM may name the account. own: it is one of the domain that is asked."""
    if own:
        yield account.name
    for domain in known_as(account.view):
        yield f"{domain}\\{account.name}"
        yield f"{account.name}@{domain}"
    if principal := account.entry.first("userprincipalname"):
        yield principal


def _by_name(name: str, view: View) -> Entry | None:
    return next(iter(view.with_value(SAM, name.casefold())), None)


def _by_principal(given: str, view: View) -> Entry | None:
    if found := view.with_value(PRINCIPAL, given.casefold()):
        return found[0]
    user, _, domain = given.rpartition("@")
    return _by_name(user, view) if domain.lower() in known_as(view) else None
