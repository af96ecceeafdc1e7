# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether two names mean one account: by SID where the node has resolved both, else as far as the names show it.

Everything that compares accounts asks here, so that no two controls can differ about it.
"""

from __future__ import annotations

from collections.abc import Callable

from ...model.account_names import SID


def same_account(one: str, other: str, sid: Callable[[str], str | None]) -> bool | None:
    """None where it cannot be determined. sid: that of a name, None where the node has not resolved it."""
    if one.casefold() == other.casefold():
        return True
    first, second = (name.upper() if SID.fullmatch(name) else sid(name) for name in (one, other))
    return same_name(one, other) if first is None or second is None else first == second


def same_name(one: str, other: str) -> bool | None:
    r"""As far as the names show it. None for a SID and a name, and for a domain's NetBIOS name and its DNS name.

    EXAMPLE\svc and svc@example.com are most often one account. But a domain's NetBIOS name need not be the first label
    of its DNS name, and corp.partner.example begins like CORP: only SIDs tell.
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
    if domain == other_domain:
        return True  # such as example.com\svc and svc@example.com
    return None if "." in domain + other_domain else False


def is_computer(account: str, computer: str) -> bool | None:
    r"""Whether a name is that of a computer's account, which is known without its domain, such as WEB1$."""
    if SID.fullmatch(account):
        return None
    return _parts(account)[1] == computer.casefold()


def _parts(account: str) -> tuple[str, str]:
    """Domain and name, in lower case; the domain is empty where none is given."""
    name, at, domain = account.casefold().partition("@")
    if at:
        return domain, name
    domain, _, name = account.casefold().rpartition("\\")
    return domain, name
