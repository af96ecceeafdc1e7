# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The names of accounts that an option accepts. Whether two mean one account: facts/accounts/same_account.py."""

from __future__ import annotations

import re
from typing import Any

from ..access_control import sids
from .option_checks import elements, found, text

# DOMAIN\name, name@domain, or a SID. A name alone could be a local account, which is another one on every node.
ACCOUNT = re.compile(r"[^\\/@\s]+\\[^\\/@\"\[\]:;|=,+*?<>]+|[^\\/@\s]+@[^\\/@\s]+|S-1-[0-9-]+")
SID = re.compile(r"S-1-[0-9-]+", re.IGNORECASE)
OF_DOMAIN = "S-1-5-21-"  # the others are accounts and groups that every computer has


def parse_account(given: Any, where: str) -> str:
    """Raises ValueError with the message to show; where: the option's name.

    A group that every Windows has, such as Everyone, is its SID: a node has another name for it in another language.
    """
    if well_known := sids.of_name(given) if isinstance(given, str) else None:
        return well_known
    return text(given, ACCOUNT, where, r"DOMAIN\name, name@domain or a SID")


def parse_optional_account(given: Any, where: str) -> str | None:
    """An account that is the same one on every node. Raises ValueError with the message to show."""
    if given is None:
        return None
    account = parse_account(given, where)
    is_own = SID.fullmatch(account) and not account.upper().startswith(OF_DOMAIN)
    if is_own or account.startswith(".\\"):
        raise ValueError(
            f"{where}: found {found(given)}, which is another one on every computer, or a group; expected an account "
            r"of the domain: DOMAIN\name, name@domain or its SID"
        )
    return account


def parse_accounts(given: Any, where: str) -> tuple[str, ...]:
    """The accounts of a list option; empty where it is not given."""
    return tuple(parse_account(item, f"{where}[{number}]") for number, item in enumerate(elements(given or [], where)))


def is_managed(account: str) -> bool:
    """A group managed service account: Windows manages its password."""
    return account.partition("@")[0].endswith("$")
