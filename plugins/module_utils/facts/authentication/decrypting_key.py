# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The key that IIS decrypts a ticket with: the computer account's, or that of the application pool's account.

Five settings of the pool, the site and the node decide it. A ticket is issued for the account that the service
principal name is registered on; a node that decrypts with another account's key answers KRB_AP_ERR_MODIFIED.
"""

from __future__ import annotations

from dataclasses import dataclass

SPECIFIC_USER = "SpecificUser"
OWN_ACCOUNT = "the computer account"  # where the computer's name is not known


@dataclass(frozen=True)
class DecryptingKey:
    account: str
    reason: str  # why it is this one, as text
    of_computer: bool  # no two nodes have the same key then


def decrypting_account(
    identity_type: str, account: str, computer: str, use_kernel_mode: bool, use_app_pool_credentials: bool
) -> DecryptingKey:
    r"""The key that follows from the settings of an application and its pool.

    account: of a pool with identity type SpecificUser; without effect with the others, all of which are the computer
    on the network. computer: its account, DOMAIN\NAME$; empty where that is not known.
    Sources: windowsAuthentication reference (useKernelMode), MicrosoftDocs/SupportArticles-docs
    "troubleshoot-kerberos-failures-ie" (useAppPoolCredentials), processModel reference (identityType).
    """
    own = computer or OWN_ACCOUNT
    if identity_type != SPECIFIC_USER:
        return DecryptingKey(
            own, f"the pool runs as {identity_type}, which is the computer account on the network", True
        )
    if not use_kernel_mode:
        return DecryptingKey(
            account, "kernel mode is off, so the worker process decrypts with the key of the pool's account", False
        )
    if use_app_pool_credentials:
        return DecryptingKey(
            account, "useAppPoolCredentials is on, so the kernel decrypts with the key of the pool's account", False
        )
    return DecryptingKey(
        own, "kernel mode decrypts with the key of the computer account, unless useAppPoolCredentials is on", True
    )
