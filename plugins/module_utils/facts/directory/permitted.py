# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Which service principal names are never written, whoever asks for it. Concerns plan by this, and the writer obeys it.

Computers register the names of their own services by themselves, and remoting, file shares and replication depend on
them: HOST/ and a computer's own names are left alone. A computer gets a name of the farm back by a rollback alone.
"""

from __future__ import annotations

import re

from .names import HTTP, short

_PLAIN = re.compile(r"HTTP/(?P<host>[^/:\\\s]+)(:[0-9]{1,5})?", re.IGNORECASE)
_OF_THE_WEB = re.compile(r"https?[/:\\\\]", re.IGNORECASE)  # also in the forms that were mistyped


def refusal(service_principal: str, held: bool, kind: str, name: str, host_name: str) -> str:
    """Why it is not written, as a sentence; empty where it may be.

    held: whether the account is to have it. kind, name, host_name: of the account, as shape.ACCOUNT has them.
    """
    if not _OF_THE_WEB.match(service_principal):
        return f"{service_principal} is no name of {HTTP}/, and no other is written"
    plain = _PLAIN.fullmatch(service_principal)
    if held and plain is None:
        return f"{service_principal} is not of the form {HTTP}/<host>, which alone clients ask for"
    if kind != "computer":
        return ""
    if plain is None:
        return f"{name} is a computer, of which only {HTTP}/<a name of the farm> is removed"
    own = {name.removesuffix("$").casefold(), host_name.casefold(), short(host_name).casefold()}
    if plain["host"].casefold() in own:
        return f"{service_principal} is a name of the computer {name} itself"
    return ""
