# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Searches for accounts: whole values of attributes that have an index, so that no search reads a directory through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...access_control.binary import sid_bytes
from ...directory.entry import Entry
from ...directory.filters import IN_CHAIN, AnyOf, Equal, Filter
from ...directory.ldap_session import LdapSession

AT_ONCE = 100  # values of one search


def with_any(
    session: LdapSession, base: str, wanted: Sequence[tuple[str, str]], attributes: Sequence[str]
) -> list[Entry]:
    """Objects that have any of these values: pairs of attribute and value. Each once, in the order of their names."""
    found: dict[str, Entry] = {}
    for some in _parts(wanted):
        condition = AnyOf([Equal(attribute, value) for attribute, value in some])
        for entry in session.search(base, condition, attributes):
            found.setdefault(entry.dn.lower(), entry)
    return [found[dn] for dn in sorted(found)]


def with_service_principals(
    session: LdapSession, base: str, names: Sequence[str], attributes: Sequence[str]
) -> list[Entry]:
    return with_any(session, base, [("servicePrincipalName", name) for name in names], attributes)


def with_sid(session: LdapSession, base: str, sid: str, attributes: Sequence[str]) -> list[Entry]:
    """None where it is no SID."""
    try:
        value = sid_bytes(sid)
    except ValueError:
        return []
    return session.search(base, Equal("objectSid", value), attributes)


def is_member(session: LdapSession, dn: str, group: str) -> bool:
    """Whether an account is in a group, also by other groups."""
    condition: Filter = Equal("memberOf", group, IN_CHAIN)
    return session.entry(dn, ["objectSid"], only=condition) is not None


def _parts(wanted: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]
