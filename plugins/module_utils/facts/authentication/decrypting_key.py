# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whose key IIS decrypts a ticket with: the computer's, or that of the account that the application pool runs as.

Five settings decide it together, of the pool, the site and the node. A ticket is made for the account that holds the
service principal name; a node that decrypts with another account's key answers KRB_AP_ERR_MODIFIED.
"""

from __future__ import annotations

from dataclasses import dataclass

SPECIFIC_USER = "SpecificUser"
OWN_ACCOUNT = "the computer's own account"  # where the computer's name is not known


@dataclass(frozen=True)
class DecryptingKey:
    account: str
    reason: str  # why it is this one, in words
    of_computer: bool  # no two nodes have the same key then


def decrypting_account(
    identity_type: str, account: str, computer: str, use_kernel_mode: bool, use_app_pool_credentials: bool
) -> DecryptingKey:
    r"""Whose key it is, by what an application and its pool are set to.

    account: of a pool with identity type SpecificUser; without effect with the others, all of which are the computer
    on the network. computer: its account, DOMAIN\NAME$; empty where that is not known.
    Sources: windowsAuthentication reference (useKernelMode), MicrosoftDocs/SupportArticles-docs
    "troubleshoot-kerberos-failures-ie" (useAppPoolCredentials), processModel reference (identityType).
    """
    own = computer or OWN_ACCOUNT
    if identity_type != SPECIFIC_USER:
        return DecryptingKey(own, f"the pool runs as {identity_type}, which is the computer on the network", True)
    if not use_kernel_mode:
        return DecryptingKey(
            account, "kernel mode is off, so the worker process decrypts, as the pool's account", False
        )
    if use_app_pool_credentials:
        return DecryptingKey(account, "useAppPoolCredentials hands the pool's account to the kernel", False)
    return DecryptingKey(own, "in kernel mode the computer decrypts, unless useAppPoolCredentials is on", True)
