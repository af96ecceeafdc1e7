"""States of accounts in which nothing is wrong, and changes that only matter together with the nodes."""

from __future__ import annotations

from collections.abc import Callable

from lab.concerns.account_state.faults import LATELY
from lab.directory import accounts, changes
from lab.directory.accounts import SERVICE_ACCOUNT, WEB_SERVERS
from lab.directory.file import DirectoryState
from lab.directory.forest import ROOT, SETTINGS
from lab.intranet import NAMES

Injected = Callable[[DirectoryState, int], None]
MANAGED_ACCOUNT, MANAGED_NAME = f"CN=gmsa-intranet,CN=Managed Service Accounts,{ROOT}", r"EXAMPLE\gmsa-intranet$"
ALL_HOURS = "ff" * 21


def lock_has_ended(state: DirectoryState, number: int) -> None:
    """lockoutTime stays until the next logon; the account is not locked any more."""
    changes.attributes(state, SERVICE_ACCOUNT).update(
        {"lockoutTime": ["2026-02-01T00:00:00+00:00"], "badPwdCount": [0]}
    )


def every_hour(state: DirectoryState, number: int) -> None:
    changes.attributes(state, SERVICE_ACCOUNT)["logonHours"] = [ALL_HOURS]


def policy_of_its_own(state: DirectoryState, number: int) -> None:
    """A fine-grained password policy is in effect for the account: it is locked after 3 tries instead of 5."""
    changes.attributes(state, f"CN=Strict,{SETTINGS}")["msDS-PSOAppliesTo"] = [SERVICE_ACCOUNT]


HARMLESS: dict[str, Injected] = {
    "a lock that has ended by itself": lock_has_ended,
    "logon hours that leave nothing out": every_hour,
    "a password policy of its own": policy_of_its_own,
}


def password_changed(state: DirectoryState, number: int) -> None:
    """Numbers 37, 45 and 46 in the list of faults, as far as the directory shows them: the password is newer than the
    sessions, and perhaps the settings, of the nodes.
    """
    changes.attributes(state, SERVICE_ACCOUNT).update({"pwdLastSet": [LATELY], "msDS-KeyVersionNumber": [4]})


def managed_account(state: DirectoryState, number: int) -> None:
    """The farm's pools are to run as a group managed service account, which holds the names."""
    changes.move_names(state, [f"HTTP/{name}" for name in NAMES], SERVICE_ACCOUNT, MANAGED_ACCOUNT)


def managed_account_not_for_a_node(state: DirectoryState, number: int) -> None:
    """Number 47 in the list of faults: the last node is no member of the group that may read the password."""
    managed_account(state, number)
    members = changes.attributes(state, WEB_SERVERS)["member"]
    members.remove(accounts.computer(len(members)))
