# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Asks, as the account that is to write, which accounts' service principal names it may change. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...directory.errors import DirectoryError
from ...directory.ldap_session import LdapSession
from ...directory.sessions import Sessions
from ...model.masks import Mask
from .accounts import domain_of_dn
from .writable_controller import writable_controller

PAYLOAD = "read_write_rights"
EFFECTIVE, SERVICE = "allowedAttributesEffective", "serviceprincipalname"

# controller: the one that would take the changes. accounts: those of the farm's domain that read_directory has found.
SHAPE: dict[str, Any] = {"problem": str, "controller": str, "accounts": [{"sid": str, "writable": bool}]}
MASKING = {"problem": Mask.REASON, "controller": Mask.NAMES, "accounts.sid": Mask.SIDS}


def read_write_rights(sessions: Sessions, arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> dict[str, Any]:
    """An answer of SHAPE. earlier: the answer of read_directory, which says whose names these are."""
    directory = earlier.get("read_directory", {})
    if not directory.get("domain"):
        return not_known("the directory could not be read")
    try:
        session, root = writable_controller(sessions, directory["domain"])
        accounts = [_right(session, sid, dn) for sid, dn in _accounts(directory)]
    except DirectoryError as error:
        return not_known(str(error))
    return {"problem": "", "controller": root.name, "accounts": accounts}


def not_known(problem: str) -> dict[str, Any]:
    return {"problem": problem, "controller": "", "accounts": []}


def _accounts(directory: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Identifier and name of each that a name may be removed from, or be added to."""
    found = [*directory["holders"], *(one for asked in directory["accounts"] for one in asked["found"])]
    return {one["sid"]: one["dn"] for one in found if domain_of_dn(one["dn"]) == directory["domain"]}.items()


def _right(session: LdapSession, sid: str, dn: str) -> dict[str, Any]:
    entry = session.entry(dn, [EFFECTIVE])
    allowed = {name.lower() for name in entry.texts(EFFECTIVE)} if entry else set()
    return {"sid": sid, "writable": SERVICE in allowed}
