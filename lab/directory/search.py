"""A search, from what was asked to what is answered; nothing of the wire.

Errors, texts and limits are Active Directory's: [MS-ADTS] 3.1.1.3, and recorded answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import sansldap
from sansldap import LDAPResultCode as Code
from sansldap import SearchScope as Scope

from lab.directory import filters, names, shown, texts
from lab.directory.view import Entry, View

PAGE = 1000  # MaxPageSize: so many objects at once
PRESENT = sansldap.FilterPresent("objectClass")


@dataclass(frozen=True)
class Question:
    """parts: of security descriptors, of the control LDAP_SERVER_SD_FLAGS; None without it.
    local: no references to other partitions.
    """

    base: str
    scope: Scope = Scope.SUBTREE
    filter: sansldap.LDAPFilter = PRESENT
    attributes: tuple[str, ...] = ()
    size_limit: int = 0
    parts: int | None = None
    local: bool = False


@dataclass(frozen=True)
class Found:
    """entries: name -> (attribute, values)."""

    entries: list[tuple[str, list[tuple[str, list[bytes]]]]] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    code: Code = Code.SUCCESS
    text: str = ""
    matched: str = ""
    referrals: list[str] = field(default_factory=list)


def answer(question: Question, view: View, reader: frozenset[str], paged: bool = False) -> Found:
    """reader: SIDs of who asks. paged: no more than a page is cut off here, the caller does that."""
    if question.base and not names.is_name(question.base):
        return Found(code=Code.INVALID_DN_SYNTAX, text=texts.bad_name(question.base))
    if refused := _elsewhere(question.base, view):
        return refused
    if question.scope is not Scope.BASE and shown.only_of_one_object(question.attributes):
        return Found(code=Code.OPERATIONS_ERROR, text=texts.NOT_OF_MANY)
    if not view.catalog or question.base:
        base = view.entries.get(names.parts(question.base))
        if base is None:
            return _no_object(question.base, view)
    found = [entry for entry in _looked_at(question, view) if filters.matches(question.filter, entry, view) is True]
    found.sort(key=lambda entry: len(entry.parts))
    limit = min(question.size_limit or PAGE, PAGE) if not paged else question.size_limit or len(found)
    code = Code.SIZE_LIMIT_EXCEEDED if len(found) > limit else Code.SUCCESS
    entries = [
        (entry.name, shown.attributes(entry, question.attributes, view, reader, question.parts)) for entry in found
    ]
    references = [] if code is not Code.SUCCESS or question.local else _references(question, view)
    return Found(entries[:limit], references, code)


def _looked_at(question: Question, view: View) -> Iterable[Entry]:
    base = names.parts(question.base)
    if question.scope is Scope.BASE:
        return [view.entries[base]]
    known = filters.candidates(question.filter, view)
    entries = view.entries.values() if known is None else known
    if question.scope is Scope.ONE_LEVEL:
        return [entry for entry in entries if entry.parts[1:] == base]
    within = view.partition_of(question.base)
    return [
        entry
        for entry in entries
        if not base or (entry.parts[-len(base) :] == base and (view.catalog or view.partition_of(entry.name) == within))
    ]


def _elsewhere(base: str, view: View) -> Found | None:
    """A referral where another domain controller has the partition."""
    partition = view.partition_of(base) if base else None
    if not base or partition in view.partitions:
        return None
    if partition is None:
        known = names.parts(view.all_partitions[0])
        if names.parts(base)[-len(known) :] != known and names.domain_of(base):
            host = names.domain_of(base)
            return referral(host, base)
        return _no_object(base, view)
    return referral(names.domain_of(partition), base)


def referral(host: str, base: str) -> Found:
    return Found(code=Code.REFERRAL, text=texts.referral(host), referrals=[f"ldap://{host}/{base}"])


def _no_object(base: str, view: View) -> Found:
    best = base
    while best and names.parts(best) not in view.entries:
        best = names.above(best)
    return Found(code=Code.NO_SUCH_OBJECT, text=texts.no_object(best), matched=best)


def _references(question: Question, view: View) -> list[str]:
    """To the partitions right below the one that is searched."""
    if view.catalog or question.scope is Scope.BASE:
        return []
    base = names.parts(question.base)
    below = [name for name in view.all_partitions if names.parts(names.above(name)) == base]
    return [f"ldap://{names.domain_of(name)}/{name}" for name in below]
