# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Why no pool of this node could log on as an account: by what the node says of it, not by an attempt."""

from __future__ import annotations

from .pools import SitePools


def why_unusable(site: SitePools, account: str) -> str:
    """The reason and what to do, as text; empty where nothing is known against the account."""
    accounts = site.rights.accounts
    if problem := accounts.unresolved(account):
        return (
            f"{problem}; the pool is not changed until the node knows it: correct service_account (the name of a "
            "managed service account ends in $, a user's does not), or make the domain reachable for the node"
        )
    if accounts.is_group(account):
        return f"{account} is a group, and a group cannot log on: set service_account to a user or a managed account"
    computer = site.view.authentication.computer
    if computer and accounts.is_computer(account, computer):
        return (
            f"{account} is the account of this computer, which no other node can use: set service_account to a user "
            "or a managed account"
        )
    return ""
