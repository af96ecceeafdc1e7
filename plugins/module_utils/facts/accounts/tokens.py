# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The identities that need rights on a node, and the security identifiers in their access tokens.

A pool's worker process logs on as a service, or as a batch job where it has an account of its own and logonType says
so; a reader logs on over the network. Each kind of logon adds groups to the token (Microsoft: "Well-known SIDs"). Every
worker process has its pool's own SID, whatever account it runs as, and IIS_IUSRS unless the pool has
manualGroupMembership (IIS: processModel). A virtual account is also in "all application pools" (S-1-5-82-0): whoami
/all in such worker processes shows that group, SERVICE and CONSOLE LOGON, and not BATCH. Groups of the domain are known
where the node could query them; undetermined groups are kept separately, so that no finding depends on a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...access_control import sids
from ...model.call import Call
from ...model.masks import Mask
from ..iis.server import Pool
from .identity import Identity
from .same_account import is_computer, same_account
from .unknown_groups import cause

SHAPE = {
    "accounts": [
        {
            "name": str,
            "sid": (str, None),
            "groups": [str],
            "groups_known": bool,
            "reason": str,
            "code": (int, None),
        }
    ],
    "local_groups": [{"sid": str, "name": str, "members": [str]}],
}

# As payloads name the trustees of a domain, each where the node knows its name.
NAMES = [{"sid": str, "name": str}]

MASKING = {
    "accounts.name": Mask.ACCOUNT,
    "accounts.sid": Mask.SIDS,
    "accounts.groups": Mask.SIDS,
    "accounts.reason": Mask.REASON,
    "local_groups.sid": Mask.SIDS,
    "local_groups.name": Mask.ACCOUNT,
    "local_groups.members": Mask.TRUSTEE,
}

EVERYONE, NETWORK, BATCH, SERVICE, SYSTEM = "S-1-1-0", "S-1-5-2", "S-1-5-3", "S-1-5-6", "S-1-5-18"
AUTHENTICATED_USERS, THIS_ORGANIZATION, LOCAL, CONSOLE = "S-1-5-11", "S-1-5-15", "S-1-2-0", "S-1-2-1"
ALL_POOLS = "S-1-5-82-0"
ADMINISTRATORS, IIS_IUSRS = "S-1-5-32-544", "S-1-5-32-568"
BUILT_IN = {"LocalSystem": SYSTEM, "LocalService": "S-1-5-19", "NetworkService": "S-1-5-20"}
DOMAIN = "S-1-5-21-"  # accounts and groups of a domain or of one computer
EVERY_MEMBER = ("-513", "-514")  # Domain Users, Domain Guests

LOGGED_ON = frozenset({EVERYONE, AUTHENTICATED_USERS, THIS_ORGANIZATION})


NO_IDENTIFIERS: Mapping[str, str] = {}
UNREAD: Mapping[str, Any] = {"accounts": [], "local_groups": []}  # names are compared as they are written


def read(site: str, *names: str | None) -> Call:
    """Reads these accounts, those of the site's pools and those of its virtual directories.

    Each name once, in the order given: concerns that read the same accounts make one call, and the node asks its domain
    for each token once.
    """
    asked: dict[str, str] = {}
    for name in names:
        if name:
            asked.setdefault(name.lower(), name)
    return Call("read_accounts", {"site": site, "accounts": list(asked.values())}, unites="accounts")


def cannot_compare(found: str, account: str) -> str:
    """Why it is not known whether both are one account, and what to do."""
    return (
        f"whether {found} is {account} cannot be determined: the node has not resolved both, and their names do not "
        r"show it; write the pool's account and those of the farm's description in one way, as DOMAIN\name"
    )


@dataclass(frozen=True)
class Accounts:
    """What the node reported of accounts and its local groups, and the SIDs that DACLs or user rights contain."""

    known: Mapping[str, Mapping[str, Any]]  # name in lower case -> as read_accounts.ps1 prints it
    local_groups: Sequence[Mapping[str, Any]]
    trustees: frozenset[str]
    names: Mapping[str, str] = field(default_factory=dict)  # of trustees of a domain, by SID
    identifiers: Mapping[str, str] = field(
        default_factory=dict
    )  # SIDs by name in lower case, as the directory has them

    @classmethod
    def from_answer(
        cls,
        answer: Mapping[str, Any],
        trustees: Iterable[str],
        names: Iterable[Mapping[str, str]] = (),
        identifiers: Mapping[str, str] = NO_IDENTIFIERS,
    ) -> Accounts:
        """From the answer of read_accounts."""
        known = {account["name"].lower(): account for account in answer["accounts"]}
        of_trustees = {one["sid"]: one["name"] for one in names}
        return cls(known, answer["local_groups"], frozenset(trustees), of_trustees, identifiers)

    def same(self, one: str, other: str) -> bool | None:
        """Whether both names mean one account. None where that cannot be determined."""
        return same_account(one, other, self.sid)

    def is_computer(self, account: str, computer: str) -> bool | None:
        """Whether it is the account of this computer. A SID is one where a name of it is known."""
        names = [account, *(name for name in self.known if self.same(name, account))]
        known = [found for name in names if (found := is_computer(name, computer)) is not None]
        return any(known) if known else None

    def sid(self, name: str) -> str | None:
        """Of the account of this name; None where neither the directory has said it nor the node has resolved it."""
        sid: str | None = self.identifiers.get(name.lower()) or self.known.get(name.lower(), {}).get("sid")
        return sid

    def name(self, sid: str) -> str:
        """The name that an administrator knows; the SID where the node reported no name."""
        for item in (*self.known.values(), *self.local_groups):
            if item["sid"] == sid:
                return str(item["name"])
        return sids.NAMES.get(sid, sid)

    def shown(self, sid: str) -> str:
        """The name for a reason: that of a group of the domain too, and why there is none."""
        known = self.name(sid)
        if known != sid or not sid.startswith(DOMAIN):
            return known
        return self.names.get(sid, f"{sid} (deleted, or of a domain that does not answer)")

    def pool(self, pool: Pool) -> Identity:
        """The identity of a pool's worker processes."""
        batch = pool.identity_type == "SpecificUser" and pool.logon_type != "LogonService"
        own = {*LOGGED_ON, LOCAL, CONSOLE, BATCH if batch else SERVICE, sids.pool_sid(pool.name)}
        if not pool.manual_group_membership:
            own.add(IIS_IUSRS)
        return replace(self._of_pool(pool, own), compared_as="pool identity")

    def _of_pool(self, pool: Pool, own: set[str]) -> Identity:
        words = f"pool identity {pool.account}"
        if pool.identity_type == "SpecificUser":
            return self._account(words, pool.user_name, own)
        if pool.identity_type == "ApplicationPoolIdentity":
            return self._identity(words, sids.pool_sid(pool.name), {*own, ALL_POOLS})
        if pool.identity_type not in BUILT_IN:
            raise ValueError(f"pool {pool.name} has the identity type {pool.identity_type!r}, which is not known")
        sid = BUILT_IN[pool.identity_type]
        return self._identity(words, sid, {*own, sid, *({ADMINISTRATORS} if sid == SYSTEM else ())})

    def service(self, name: str) -> Identity:
        """The identity that the site's pools should have."""
        if self.is_group(name):
            return Identity(f"service account {name}", None, problem=f"{name} is a group, and a group cannot log on")
        return self._account(f"service account {name}", name, {*LOGGED_ON, LOCAL, CONSOLE, BATCH, IIS_IUSRS})

    def virtual_directory(self, name: str) -> Identity:
        """The identity that reads the content of a virtual directory for every user."""
        words = f"virtual directory's account {name}"
        return replace(self._account(words, name, set(LOGGED_ON)), compared_as=words)

    def reader(self, name: str) -> Identity:
        """The identity of a user, or of any member of a group."""
        words = sids.shown(name)
        if words != name:
            every = self._identity(words, name, {*LOGGED_ON, NETWORK, name})
            groups = self._undetermined_groups(every.token)
            every = replace(
                every, wide=True, undetermined_groups=groups, problem=f"some members of {words} may be in others"
            )
            return replace(every, compared_as=words)
        return replace(self._account(name, name, {*LOGGED_ON, NETWORK}), compared_as=name)

    def unresolved(self, name: str) -> str:
        """Why the node has no SID for an account, as text; empty where it has one."""
        account = self.known.get(name.lower())
        if account is not None and account["sid"] is not None:
            return ""
        return (
            f"{name} is not known to this node: {account['reason'] if account else 'the node was not asked about it'}"
        )

    def is_group(self, name: str) -> bool:
        """Whether the node has shown this account to be a group: one of its own, or one in a user's token."""
        sid = self.sid(name)
        in_tokens = {group for account in self.known.values() for group in account["groups"]}
        return sid is not None and sid in in_tokens | {group["sid"] for group in self.local_groups}

    def _account(self, words: str, name: str, own: set[str]) -> Identity:
        if problem := self.unresolved(name):
            return Identity(words, None, problem=problem)
        account = self.known[name.lower()]
        # The node's token is one of a network logon; the kind of logon of this identity is known.
        groups = set(account["groups"]) - {NETWORK, BATCH, SERVICE}
        found = self._identity(words, account["sid"], {*own, *groups, account["sid"]})
        if account["groups_known"]:
            return found
        return replace(
            found,
            undetermined_groups=self._undetermined_groups(found.token),
            problem=f"the groups of {name} are not known",
            cause=cause(account["code"], account["reason"]),
        )

    def _identity(self, words: str, sid: str, own: set[str]) -> Identity:
        return Identity(words, sid, self._with_local_groups(own))

    def _with_local_groups(self, own: Iterable[str]) -> frozenset[str]:
        """Local groups hold accounts and groups of the domain, and no other local groups."""
        own = frozenset(own)
        return own | {group["sid"] for group in self.local_groups if not own.isdisjoint(group["members"])}

    def _undetermined_groups(self, token: frozenset[str]) -> frozenset[str]:
        """Groups of the domain in DACLs, user rights or local groups, and those local groups.

        An account whose token could be queried is a user, which has no members. An account whose groups are unknown is
        not assumed to be an administrator: the DACLs of every server grant access to Domain Admins.
        """
        users = {account["sid"] for account in self.known.values() if account["groups_known"]}
        local = {group["sid"] for group in self.local_groups}
        members = {member for group in self.local_groups for member in group["members"]}
        domain = {sid for sid in self.trustees | members if _may_be_a_group(sid)} - users - local - token
        groups = {group["sid"] for group in self.local_groups if not domain.isdisjoint(group["members"])}
        return frozenset((domain | groups) - token - {ADMINISTRATORS})


def _may_be_a_group(sid: str) -> bool:
    """Below 1000 are the accounts and groups that every domain has, those of its administrators among them."""
    return sid.startswith(DOMAIN) and (int(sid.rpartition("-")[2]) >= 1000 or sid.endswith(EVERY_MEMBER))
