# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Why the groups of accounts are not known on a node, and what to do: the same for all of them, so it names none.

The numbers are those of Windows' errors, because their texts depend on its language.
"""

from __future__ import annotations

NO_LOGON_SESSION, ACCESS_DENIED, LOGON_FAILURE = 1312, 5, 1326

CAUSES = {
    NO_LOGON_SESSION: "no account's groups are known: Windows refuses their tokens, because this session has no "
    "credentials that it could ask the domain with (error 1312). Connect with CredSSP, or with Kerberos and delegation "
    "(ansible_winrm_transport: credssp, or kerberos with ansible_winrm_kerberos_delegation: true)",
    LOGON_FAILURE: "groups are not known where Windows refuses a token (error 1326). A group has none, because it "
    "cannot log on: give it an entry of its own, or accept what is not known with a waiver of each subject. For an "
    "account whose groups may not be read, add the nodes' computer accounts and the one that Ansible connects with to "
    "the domain's group Windows Authorization Access Group (Microsoft KB331951)",
    ACCESS_DENIED: "groups are not known where Windows denies a token (error 5). Connect with an account of the domain "
    "that is an administrator of the node",
}


def cause(code: int | None, reason: str) -> str:
    """code, reason: of the error that the node's question for a token ended with."""
    return CAUSES.get(code or 0, f"groups are not known: {reason}")
