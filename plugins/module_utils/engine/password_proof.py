# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The service account's password is proved once at a domain controller, before any node gets it.

A pool that cannot log on is tried again by Windows, and each node would be: a few of them lock the account.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..directory.errors import DirectoryError, LogonRefusedError
from ..directory.library import module
from ..directory.logon import Logon
from ..directory.tickets import prove_password
from ..model.servers import server

FEWEST = 3  # attempts that are left, with which one is made
SECONDS = 10.0
VARIABLE = "kerberos_service_password"
ON_A_NODE = "it is proved on one pool of one node instead"


class NotProvedError(Exception):
    """The password must not be given to any node; the message says why, and what to do."""


def prove(account: Mapping[str, Any] | None, password: str) -> str:
    """Why it was not proved here; empty where it was. account: known.py's service_account.

    Raises NotProvedError where it was refused, and where another wrong one might lock the account.
    """
    if account is None:
        return f"nothing is known of the service account in the directory; {ON_A_NODE}"
    if account["managed"]:
        return "its password is managed by the domain"
    shown, attempts = f"{account['user']}@{account['domain']}", account["attempts"]
    if account["locks"] and attempts is None:
        return f"how many wrong passwords lock {shown} could not be read; {ON_A_NODE}"
    if account["locks"] and attempts < FEWEST:
        raise NotProvedError(
            f"the password of {shown} was not tried: {attempts} more wrong ones lock the account. Find out who tries "
            "wrong ones (event 4740 and 4625 of the domain controllers), and wait until they are forgotten"
        )
    return _asked(account, password, shown)


def _asked(account: Mapping[str, Any], password: str, shown: str) -> str:
    one = server(account["controller"])
    if one is None:
        return f"which domain controller to ask is not known; {ON_A_NODE}"
    realm = str(account["domain"]).upper()
    try:
        module("gssapi")
        prove_password(Logon(f"{account['user']}@{realm}", password, VARIABLE), one, realm, SECONDS)
    except LogonRefusedError as error:
        raise NotProvedError(
            f"the password of {shown} was tried once, before any node got it, and refused: {error}. Nothing was changed"
        ) from None
    except DirectoryError as error:
        return f"{error}; {ON_A_NODE}"
    return ""
