# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Writes service principal names as they were planned. Nothing is decided here but what must not be done.

Everything is written on one domain controller, after it was read once more there and in the global catalog that the
names are still where they were. Then the others are waited for; what they do not show in time is in the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...directory.errors import DirectoryError, NotUniqueError
from ...directory.ldap_session import LdapSession
from ...directory.modify import ADD, DELETE
from ...directory.modify import Change as Modification
from ...directory.sessions import Sessions
from .accounts import ATTRIBUTES, account
from .forest import Root
from .patience import REAL, Clock, tries
from .permitted import refusal
from .replication import CATALOG, SERVICE, Change, holders, wait
from .search import with_sid
from .writable_controller import writable_controller

PAYLOAD = "write_service_principals"
UNIQUE_WITHIN = 60.0  # seconds; until the domain controller has heard of a removal that another one has taken
NOTHING = "nothing was written"

# pending: what was not seen everywhere in time, by whom. seconds: that it was waited for.
SHAPE: dict[str, Any] = {
    "controller": str,
    "pending": [{"seen_by": str, "service_principal": str}],
    "seconds": (float, int),
}


def write_service_principals(
    sessions: Sessions, arguments: Mapping[str, Any], earlier: Mapping[str, Any], clock: Clock = REAL
) -> dict[str, Any]:
    """An answer of SHAPE. arguments:

    controller   the DNS name of the domain controller that takes the changes
    changes      in this order: {account: SID, service_principal, held: whether it is to have it}
    expected     who has each name that changes, as it was read: {service_principal, on_controller, in_catalog: SIDs}
    seconds      that the other domain controllers are waited for

    Raises DirectoryError with what was done, and what was not; OutcomeUnknownError where that is not known.
    """
    name = arguments["controller"]
    try:
        session, root = writable_controller(sessions, name.partition(".")[2], name)
        changes = [_change(session, root, one) for one in arguments["changes"]]
        _check(session, root, sessions.catalog(root.forest), arguments["expected"])
    except DirectoryError as error:
        raise type(error)(f"{NOTHING}: {error}") from None
    done: list[str] = []
    for change in changes:
        try:
            _carry_out(session, change, clock)
        except DirectoryError as error:
            before = "; ".join(done) or NOTHING
            raise type(error)(f"{before}; then, of {change.service_principal}, {change.shown}: {error}") from None
        done.append(change.done)
    pending, seconds = wait(sessions, root, changes, arguments["seconds"], clock)
    return {"controller": root.name, "pending": pending, "seconds": seconds}


def _change(session: LdapSession, root: Root, planned: Mapping[str, Any]) -> Change:
    """As the account is called and spelled now. Raises DirectoryError where there is none, or it must not be done."""
    found = with_sid(session, root.base, planned["account"], ATTRIBUTES)
    if len(found) != 1:
        raise DirectoryError(f"{session.where}: the account {planned['account']} is not there any more")
    one = account(found[0], [])
    wanted, held = planned["service_principal"], planned["held"]
    if why := refusal(wanted, held, one["kind"], one["name"], one["host_name"]):
        raise DirectoryError(why)
    spelled = next((name for name in one["spns"] if name.lower() == wanted.lower()), wanted)
    return Change(one["dn"], one["sid"], one["name"], spelled, held)


def _check(session: LdapSession, root: Root, catalog: LdapSession, expected: Sequence[Mapping[str, Any]]) -> None:
    """Raises DirectoryError where anybody has changed it since it was read."""
    names = [one["service_principal"] for one in expected]
    views = ((root.name, session, root.base, "on_controller"), (CATALOG, catalog, "", "in_catalog"))
    for where, of, base, key in views:
        now = holders(of, base, names)
        for one in expected:
            found = now[one["service_principal"].lower()]
            if found != set(one[key]):
                raise DirectoryError(
                    f"{where} shows other holders of {one['service_principal']} than a moment ago "
                    f"({', '.join(sorted(found)) or 'nobody'} in place of {', '.join(one[key]) or 'nobody'}): "
                    "somebody else is changing it; run again"
                )


def _carry_out(session: LdapSession, change: Change, clock: Clock) -> None:
    """A name that is said to be taken is tried again for a while. Raises DirectoryError."""
    modification = Modification(ADD if change.held else DELETE, SERVICE, (change.service_principal,))
    for last in tries(UNIQUE_WITHIN, clock):
        try:
            session.modify(change.dn, [modification])
            break
        except NotUniqueError as error:
            if last:
                raise NotUniqueError(
                    f"{error}; it was tried for {UNIQUE_WITHIN:g} seconds. setspn -Q {change.service_principal} names "
                    "the holder; HOST/ with the same host counts as one (KB5008382)"
                ) from None
