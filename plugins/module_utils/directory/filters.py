# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Filters of a search, as objects. They are never text, so that no name of a user can mean more than itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import library

IN_CHAIN = "1.2.840.113556.1.4.1941"  # also by groups in groups


@dataclass(frozen=True)
class Equal:
    """An attribute has this value. rule: the number of a matching rule, where it is not the attribute's own."""

    attribute: str
    value: str | bytes
    rule: str = ""


@dataclass(frozen=True)
class Present:
    attribute: str


@dataclass(frozen=True)
class AnyOf:
    filters: Sequence[Filter]


@dataclass(frozen=True)
class AllOf:
    filters: Sequence[Filter]


Filter = Equal | Present | AnyOf | AllOf

EVERY_OBJECT = Present("objectClass")


def on_the_wire(one: Filter) -> Any:
    """As the package sansldap has it."""
    sansldap = library.module("sansldap")
    if isinstance(one, Present):
        return sansldap.FilterPresent(one.attribute)
    if isinstance(one, AnyOf | AllOf):
        kind = sansldap.FilterOr if isinstance(one, AnyOf) else sansldap.FilterAnd
        return kind([on_the_wire(part) for part in one.filters])
    value = one.value.encode("utf-8", "surrogatepass") if isinstance(one.value, str) else one.value
    if one.rule:
        return sansldap.FilterExtensibleMatch(rule=one.rule, attribute=one.attribute, value=value, dn_attributes=False)
    return sansldap.FilterEquality(one.attribute, value)
