# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The user rights that an account needs on a node, granted to it or to a group of its token, and not denied.

A right that denies overrides the one that grants (Microsoft: "Account Rights Constants"). Where a group policy sets a
right, Windows replaces the local trustees by the policy's at every refresh, so a local change would not last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.call import Call
from ...model.finding import Finding, Key, Remedy, State
from ...model.masks import Mask
from ..accounts.identity import Identity
from ..accounts.tokens import NAMES, Accounts

BATCH, SERVICE, NETWORK = "SeBatchLogonRight", "SeServiceLogonRight", "SeNetworkLogonRight"
IMPERSONATE = "SeImpersonatePrivilege"
DENIED_BY = {
    BATCH: "SeDenyBatchLogonRight",
    SERVICE: "SeDenyServiceLogonRight",
    NETWORK: "SeDenyNetworkLogonRight",
}
WORDS = {
    BATCH: "right to log on as a batch job",
    SERVICE: "right to log on as a service",
    NETWORK: "right to access this computer from the network",
    IMPERSONATE: "right to impersonate a client",
}
CONSEQUENCES = {
    BATCH: "without it the pool does not start (WAS 5021, 5057) and every request is answered with 503",
    SERVICE: "without it the pool does not start (WAS 5021, 5057) and every request is answered with 503",
    NETWORK: "without it Windows refuses the logon, even with a valid ticket (401.1)",
    IMPERSONATE: "without it requests cannot be handled as the user who sent them",
}
GRANTED, DENIED, MISSING = "granted", "denied", "not granted"

SHAPE = {
    "rights": [{"right": str, "trustees": [str]}],
    "policies": [{"right": str, "source": str}],
    "policies_unknown": str,
    "trustees": [{"text": str, "sid": (str, None)}],
    "names": NAMES,
}

MASKING = {
    "rights.right": Mask.WORD,
    "rights.trustees": Mask.TRUSTEE,
    "policies.right": Mask.WORD,
    "policies.source": Mask.WHOLE,
    "policies_unknown": Mask.REASON,
    "trustees.text": Mask.TRUSTEE,
    "trustees.sid": Mask.SIDS,
    "names.sid": Mask.SIDS,
    "names.name": Mask.ACCOUNT,
}

# Every hardened server denies logons to the local group Guests, which contains Domain Guests: an account whose groups
# are not known is not assumed to be a guest.
GUESTS, DOMAIN_GUESTS = "S-1-5-32-546", "-514"


@dataclass(frozen=True)
class UserRights:
    trustees: Mapping[str, tuple[str, ...]]  # of each right, as the node reports them: SIDs, and a few names
    policies: Mapping[str, str]  # right -> the group policy that sets it
    policies_unknown: str  # why the node could not tell which policies there are; empty where it could
    sids: Mapping[str, str | None]  # of the trustees; None for a name that the node cannot resolve
    accounts: Accounts

    @classmethod
    def from_answers(cls, accounts: Mapping[str, Any], answer: Mapping[str, Any]) -> UserRights:
        """From the answers of read_accounts and read_user_rights."""
        sids = {trustee["text"]: trustee["sid"] for trustee in answer["trustees"]}
        return cls(
            {item["right"]: tuple(item["trustees"]) for item in answer["rights"]},
            {item["right"]: item["source"] for item in answer["policies"]},
            answer["policies_unknown"],
            sids,
            Accounts.from_answer(accounts, [sid for sid in sids.values() if sid is not None], answer["names"]),
        )

    def finding(self, control: str, subject: str, identity: Identity, right: str) -> Finding:
        """Whether this identity has this right. A missing one is fixed where no policy sets it."""
        if identity.sid is None:
            return Finding(control, subject, State.UNKNOWN, reason=identity.problem)
        if denied := self._denied(control, subject, identity, right):
            return denied
        trustees = self.direct(right)
        if not identity.token.isdisjoint(trustees):
            return Finding(control, subject, State.COMPLIANT, GRANTED, GRANTED)
        if uncertain := [sid for sid in trustees if identity.may_have(sid)]:
            return self._not_known(control, subject, identity, uncertain)
        consequence = CONSEQUENCES[right]
        if policy := self.policies.get(right):
            reason = f"{consequence}; group policy {policy} sets {right}: add it there, a local change would not last"
            return Finding(control, subject, State.DRIFT, MISSING, GRANTED, remedy=Remedy.HAND_OFF, reason=reason)
        key = ("rights", right, identity.sid)
        if self.policies_unknown:
            consequence = (
                f"{consequence}; whether a group policy sets {right} is not known, because {self.policies_unknown}: "
                "if one does, add it there, because it is missing again after the next refresh"
            )
        return Finding(control, subject, State.DRIFT, MISSING, GRANTED, key, Remedy.FIX, consequence)

    def _denied(self, control: str, subject: str, identity: Identity, right: str) -> Finding | None:
        deny = DENIED_BY.get(right)
        if deny is None:
            return None
        trustees = self.direct(deny)
        if by := [self.accounts.shown(sid) for sid in trustees if sid in identity.token]:
            reason = f"{deny} is assigned to {', '.join(by)}, and a denial overrides the right: {CONSEQUENCES[right]}"
            if policy := self.policies.get(deny):
                reason = f"{reason}; group policy {policy} sets it"
            elif self.policies_unknown:
                reason = f"{reason}; whether a group policy sets it is not known, because {self.policies_unknown}"
            remedy = Remedy.HAND_OFF if policy else Remedy.REPORT
            return Finding(control, subject, State.DRIFT, DENIED, GRANTED, remedy=remedy, reason=reason)
        if uncertain := [sid for sid in trustees if identity.may_have(sid) and not _is_guests(sid)]:
            return self._not_known(control, subject, identity, uncertain)
        if names := [text for text in self.trustees[deny] if self.sids.get(text) is None]:
            reason = f"{deny} is assigned to {', '.join(names)}, which this node cannot resolve"
            return Finding(control, subject, State.UNKNOWN, reason=reason)
        return None

    def direct(self, right: str) -> list[str]:
        """The SIDs of its trustees. Raises ValueError where the node has not said who they are."""
        if right not in self.trustees:
            raise ValueError(f"read_user_rights.rights: has no {right}")
        return [sid for text in self.trustees[right] if (sid := self.sids.get(text)) is not None]

    def _not_known(self, control: str, subject: str, identity: Identity, uncertain: Iterable[str]) -> Finding:
        reason = identity.depends_on(f"whether {', '.join(map(self.accounts.shown, uncertain))} is among them")
        return Finding(control, subject, State.UNKNOWN, reason=reason, cause=identity.cause)


def _is_guests(sid: str) -> bool:
    return sid == GUESTS or sid.endswith(DOMAIN_GUESTS)


def planned(drift: Sequence[Finding]) -> Iterator[Finding]:
    """Each missing right of an account once, though several pools may need it."""
    missing: dict[Key | None, Finding] = {}
    for finding in drift:
        missing.setdefault(finding.key, finding)
    yield from missing.values()


def calls(changes: Sequence[Finding]) -> list[Call]:
    """One call for all rights; other trustees stay."""
    rights: dict[str, dict[str, Any]] = {}
    for change in changes:
        _, right, sid = change.key or ()
        item = rights.setdefault(right, {"right": right, "grant": [], "remove": []})
        item["grant" if change.wanted == GRANTED else "remove"].append(sid)
    return [Call("write_user_rights", {"rights": list(rights.values())})] if rights else []


def settings(rights: UserRights) -> dict[Key, Any]:
    """Whether each account that the node was asked about is itself a trustee of each right.

    Not the whole list of trustees: Windows changes that of SeServiceLogonRight by itself.
    """
    accounts = {account["sid"] for account in rights.accounts.known.values() if account["sid"]}
    return {
        ("rights", right, sid): GRANTED if sid in rights.direct(right) else MISSING
        for right in rights.trustees
        for sid in accounts.union(rights.direct(right))
    }
