# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a domain controller says by a result code, as a sentence, and what to do.

By the numbers: the code itself, and the one that follows "data" in the text of a refused logon, which is the last part
of the number of a Windows error (52e is 1326). The texts are not those of a standard.
"""

from __future__ import annotations

import re

from .connection_errors import DESCRIBED
from .errors import DirectoryError, LogonRefusedError, NotUniqueError
from .logon import Logon

_DATA = re.compile(r"\bdata ([0-9a-f]{1,8})\b", re.IGNORECASE)

# Windows errors, by their number in hexadecimal as the text has it (winerror.h).
LOGONS = {
    "52e": "the user name or the password is wrong ({variables})",
    "525": "the domain does not know this user ({variables})",
    "52f": "the account may not log on in this way: it is in Protected Users, which NTLM refuses, or NTLM is "
    "restricted; use another account, or install the Python package gssapi, with which Kerberos is used",
    "530": "the account may not log on at this time of the day (its logon hours)",
    "569": "the account may not log on from the network",
    "531": "the account may not log on from this computer (its list of workstations)",
    "532": "the account's password has expired; change it",
    "533": "the account is disabled",
    "701": "the account has expired",
    "773": "the account must change its password at the next logon; change it",
    "775": "the account is locked",
    "57": f"it does not take this kind of logon inside TLS; use {DESCRIBED}.protocol: ldap",
}
CODES = {
    1: "it answers this only after a logon that it has accepted",
    3: "the search took longer than the server allows",
    8: "it demands signing or TLS, and this connection has neither in the way that it expects",
    10: "it does not hold this part of the directory, and names another server",
    11: "the search needed more than the server allows",
    50: "this account may not read it",
    51: "it is busy",
    52: "it is not available: it starts, stops or is being restored",
    53: "it is unwilling to do this",
}

CONSTRAINT = 19
# ERROR_DS_SPN_VALUE_NOT_UNIQUE_IN_FOREST is 8647, which is 21C7; and the words of Samba, which has no number for it.
_NOT_UNIQUE = re.compile(r"\b000021C7\b|spn\[.*\] would cause a conflict", re.IGNORECASE)
CHANGES = {
    **{code: CODES[code] for code in (8, 51, 52, 53)},
    1: "it takes changes only after a logon that it has accepted",
    10: "it takes no changes of this object (a read-only domain controller, or one of another domain)",
    16: "the value is not there any more: somebody else has removed it",
    CONSTRAINT: "the value breaks a rule of the directory",
    20: "the value is there already: somebody else has added it",
    21: "the value has a form that the directory does not take",
    32: "the object is not there any more",
    50: "this account may not change it",
}


def logon_error(code: int, text: str, where: str, logon: Logon) -> DirectoryError:
    """Of a bind that was not accepted."""
    if code == 49:
        number = _DATA.search(text)
        known = LOGONS.get(number[1].lower()) if number else None
        data = f" (data {number[1]})" if number else ""
        reason = known or f"the user name or the password was refused{data} ({{variables}})"
        told = reason.format(variables=logon.variables)
        return LogonRefusedError(f"{where}: the logon of {logon.user} was refused: {told}")
    if code in (7, 48):
        return DirectoryError(f"{where}: it does not offer this kind of logon ({DESCRIBED}.protocol)")
    return search_error(code, text, where)


def search_error(code: int, text: str, where: str) -> DirectoryError:
    shown = " ".join(text.split())[:200]
    reason = CODES.get(code, "it has refused the question")
    return DirectoryError(f"{where}: {reason} (LDAP result {code}{f': {shown}' if shown else ''})")


def change_error(code: int, text: str, where: str) -> DirectoryError:
    """Of a change that was refused: nothing of it was made."""
    shown = " ".join(text.replace("\0", "").split())[:200]
    if code == CONSTRAINT and _NOT_UNIQUE.search(text):
        return NotUniqueError(
            f"{where}: another account of the forest has this name, or the domain controller has not heard yet that it "
            f"was removed there (error 8647: {shown})"
        )
    reason = CHANGES.get(code, "it has refused the change")
    return DirectoryError(f"{where}: {reason} (LDAP result {code}{f': {shown}' if shown else ''})")
