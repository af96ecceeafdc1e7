# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether two names mean one account, as far as names can tell without asking the domain."""

from __future__ import annotations

import re

SID = re.compile(r"S-1-[0-9-]+", re.IGNORECASE)


def same_account(one: str, other: str) -> bool | None:
    r"""None where it cannot be told: a SID beside a name, or a domain by its long name beside a short one.

    A domain's short name is most often the first part of its long one, so that EXAMPLE\svc and svc@example.com are one
    account; where those parts differ, they may still be.
    """
    if one.casefold() == other.casefold():
        return True
    if SID.fullmatch(one) or SID.fullmatch(other):
        return False if SID.fullmatch(one) and SID.fullmatch(other) else None
    (domain, name), (other_domain, other_name) = map(_parts, (one, other))
    if "." in (domain, other_domain):
        return False  # .\name is an account of the node itself
    if name != other_name:
        return None if "@" in one + other else False  # the part before @ need not be the account's name
    if not domain or not other_domain:
        return None
    if domain.partition(".")[0] == other_domain.partition(".")[0]:
        return True
    return None if "." in domain + other_domain else False


def _parts(account: str) -> tuple[str, str]:
    """Domain and name, in lower case; the domain is empty where none is given."""
    name, at, domain = account.casefold().partition("@")
    if at:
        return domain, name
    domain, _, name = account.casefold().rpartition("\\")
    return domain, name
