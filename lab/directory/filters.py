"""Whether an object matches a filter: true, false or undefined, as RFC 4511 4.5.1.7 and Active Directory have it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

import sansldap

from lab.directory import names, schema, values
from lab.directory.schema import Attribute, Syntax
from lab.directory.view import Entry, View

BIT_AND, BIT_OR, IN_CHAIN = (f"1.2.840.113556.1.4.{number}" for number in (803, 804, 1941))
Undefined = None
Matched = bool | None


def candidates(given: sansldap.LDAPFilter, view: View) -> list[Entry] | None:
    """Those among which all that match are, by an index. None: every object must be looked at."""
    if isinstance(given, sansldap.FilterEquality):
        attribute = schema.attribute(given.attribute)
        if attribute is None:
            return []
        value = values.comparable(_class(given, attribute), attribute.syntax)
        return [] if value is None else view.with_value(attribute, value)
    if isinstance(given, sansldap.FilterOr):
        found = [candidates(each, view) for each in given.filters]
        if any(each is None for each in found):
            return None
        return list({entry.parts: entry for each in found for entry in each or ()}.values())
    if isinstance(given, sansldap.FilterAnd):
        known = [each for each in (candidates(one, view) for one in given.filters) if each is not None]
        return min(known, key=len, default=None)
    return None


def matches(given: sansldap.LDAPFilter, entry: Entry, view: View) -> Matched:
    """Raises ValueError for a filter of another kind."""
    match given:
        case sansldap.FilterAnd():
            return _all(matches(each, entry, view) for each in given.filters)
        case sansldap.FilterOr():
            found = _all(_not(matches(each, entry, view)) for each in given.filters)
            return _not(found)
        case sansldap.FilterNot():
            return _not(matches(given.filter, entry, view))
        case sansldap.FilterPresent():
            return bool(entry.values.get(given.attribute.lower())) if schema.attribute(given.attribute) else Undefined
        case sansldap.FilterExtensibleMatch():
            return _extensible(given, entry, view)
    attribute = schema.attribute(getattr(given, "attribute", ""))
    if attribute is None:
        return Undefined
    return _simple(given, attribute, entry)


def _simple(given: sansldap.LDAPFilter, attribute: Attribute, entry: Entry) -> Matched:
    match given:
        case sansldap.FilterEquality():
            value = values.comparable(_class(given, attribute), attribute.syntax)
            return Undefined if value is None else value in entry.comparable(attribute)
        case sansldap.FilterApproxMatch():
            value = values.comparable(given.value, attribute.syntax)
            return Undefined if value is None else value in entry.comparable(attribute)
        case sansldap.FilterSubstrings():
            return _part(given, attribute, entry)
        case sansldap.FilterGreaterOrEqual():
            return _ordered(given.value, attribute, entry, operator.ge)
        case sansldap.FilterLessOrEqual():
            return _ordered(given.value, attribute, entry, operator.le)
    raise ValueError(f"found {type(given).__name__}, which the lab's directory does not evaluate")


def _class(given: sansldap.FilterEquality, attribute: Attribute) -> bytes:
    """objectCategory may be compared with the short name of a class."""
    value = given.value
    if attribute.name == "objectCategory" and b"=" not in value:
        return CATEGORIES.get(value.decode("utf-8", "replace").lower(), "cn=nothing").encode()
    return value


def _part(given: sansldap.FilterSubstrings, attribute: Attribute, entry: Entry) -> Matched:
    """Of text only: a name has no parts to compare."""
    if attribute.syntax is not Syntax.TEXT:
        return Undefined
    wanted = [given.initial or b"", *given.any, given.final or b""]
    first, *between, last = (part.decode("utf-8", "replace").casefold() for part in wanted)
    return any(_has(text, first, between, last) for text in entry.comparable(attribute))


def _has(text: str, first: str, between: list[str], last: str) -> bool:
    if not text.startswith(first):
        return False
    at = len(first)
    for part in between:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return text.endswith(last) and len(text) - len(last) >= at


def _ordered(given: bytes, attribute: Attribute, entry: Entry, holds: Callable[[Any, Any], bool]) -> Matched:
    value = values.comparable(given, attribute.syntax)
    if not isinstance(value, (int, str)):
        return Undefined
    return any(holds(found, value) for found in entry.comparable(attribute) if isinstance(found, type(value)))


def _extensible(given: sansldap.FilterExtensibleMatch, entry: Entry, view: View) -> Matched:
    attribute = schema.attribute(given.attribute or "")
    if attribute is None:
        return Undefined
    value = values.comparable(given.value, attribute.syntax)
    if given.rule == IN_CHAIN and attribute.syntax is Syntax.NAME:
        return value in chain(entry, attribute, view)
    if given.rule in (BIT_AND, BIT_OR) and attribute.syntax is Syntax.NUMBER and isinstance(value, int):
        found = entry.comparable(attribute)
        return any((number & value) == value if given.rule == BIT_AND else bool(number & value) for number in found)
    return Undefined


def chain(entry: Entry, attribute: Attribute, view: View) -> set[tuple[str, ...]]:
    """Whatever the attribute leads to from here, directly or over others."""
    found: set[tuple[str, ...]] = set()
    left = [entry]
    while left:
        for name in left.pop().values.get(attribute.name.lower(), ()):
            parts = names.parts(name)
            if parts not in found and parts in view.entries:
                left.append(view.entries[parts])
            found.add(parts)
    return found


def _all(found: Iterator[Matched]) -> Matched:
    seen = list(found)
    return False if False in seen else Undefined if Undefined in seen else True


def _not(found: Matched) -> Matched:
    return Undefined if found is Undefined else not found


CATEGORIES = {
    name: f"cn={category},cn=schema,cn=configuration,dc=example,dc=com"
    for name, category in {
        "person": "person",
        "user": "person",
        "computer": "computer",
        "group": "group",
        "msds-groupmanagedserviceaccount": "ms-ds-group-managed-service-account",
        "dnsnode": "dns-node",
        "dnszone": "dns-zone",
        "crossref": "cross-ref",
        "trusteddomain": "trusted-domain",
        "nttdsdsa": "ntds-dsa",
    }.items()
}
