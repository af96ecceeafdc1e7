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

from ...model.finding import Finding, Key, Remedy, State
from ...model.masks import Mask
from ..accounts.tokens import Accounts, Identity

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
    "trustees": [{"text": str, "sid": (str, None)}],
}

MASKING = {
    "rights.right": Mask.WORD,
    "rights.trustees": Mask.TRUSTEE,
    "policies.right": Mask.WORD,
    "policies.source": Mask.WHOLE,
    "trustees.text": Mask.TRUSTEE,
    "trustees.sid": Mask.SIDS,
}

# Every hardened server denies logons to the local group Guests, which contains Domain Guests: an account whose groups
# are not known is not assumed to be a guest.
GUESTS, DOMAIN_GUESTS = "S-1-5-32-546", "-514"


@dataclass(frozen=True)
class UserRights:
    trustees: Mapping[str, tuple[str, ...]]  # of each right, as the node reports them: SIDs, and a few names
    policies: Mapping[str, str]  # right -> the group policy that sets it
    sids: Mapping[str, str | None]  # of the trustees; None for a name that the node cannot resolve
    accounts: Accounts

    @classmethod
    def from_answers(cls, accounts: Mapping[str, Any], answer: Mapping[str, Any]) -> UserRights:
        """From the answers of read_accounts and read_user_rights."""
        sids = {trustee["text"]: trustee["sid"] for trustee in answer["trustees"]}
        return cls(
            {item["right"]: tuple(item["trustees"]) for item in answer["rights"]},
            {item["right"]: item["source"] for item in answer["policies"]},
            sids,
            Accounts.from_answer(accounts, [sid for sid in sids.values() if sid is not None]),
        )

    def finding(self, control: str, subject: str, identity: Identity, right: str) -> Finding:
        """Whether this identity has this right. A missing one is fixed where no policy sets it."""
        if identity.sid is None:
            return Finding(control, subject, State.UNKNOWN, reason=identity.problem)
        if denied := self._denied(control, subject, identity, right):
            return denied
        trustees = self._sids(right)
        if not identity.token.isdisjoint(trustees):
            return Finding(control, subject, State.COMPLIANT, GRANTED, GRANTED)
        if uncertain := [sid for sid in trustees if identity.may_have(sid)]:
            return self._not_known(control, subject, identity, uncertain)
        consequence = CONSEQUENCES[right]
        if policy := self.policies.get(right):
            reason = f"{consequence}; group policy {policy} sets {right}: add it there, a local change would not last"
            return Finding(control, subject, State.DRIFT, MISSING, GRANTED, remedy=Remedy.HAND_OFF, reason=reason)
        key = ("rights", right, identity.sid)
        return Finding(control, subject, State.DRIFT, MISSING, GRANTED, key, Remedy.FIX, consequence)

    def _denied(self, control: str, subject: str, identity: Identity, right: str) -> Finding | None:
        deny = DENIED_BY.get(right)
        if deny is None:
            return None
        trustees = self._sids(deny)
        if by := [self.accounts.name(sid) for sid in trustees if sid in identity.token]:
            reason = f"{deny} is assigned to {', '.join(by)}, and a denial overrides the right: {CONSEQUENCES[right]}"
            if policy := self.policies.get(deny):
                reason = f"{reason}; group policy {policy} sets it"
            remedy = Remedy.HAND_OFF if policy else Remedy.REPORT
            return Finding(control, subject, State.DRIFT, DENIED, GRANTED, remedy=remedy, reason=reason)
        if uncertain := [sid for sid in trustees if identity.may_have(sid) and not _is_guests(sid)]:
            return self._not_known(control, subject, identity, uncertain)
        if names := [text for text in self.trustees[deny] if self.sids.get(text) is None]:
            reason = f"{deny} is assigned to {', '.join(names)}, which this node cannot resolve"
            return Finding(control, subject, State.UNKNOWN, reason=reason)
        return None

    def _sids(self, right: str) -> list[str]:
        return [sid for text in self.trustees[right] if (sid := self.sids.get(text)) is not None]

    def _not_known(self, control: str, subject: str, identity: Identity, uncertain: Iterable[str]) -> Finding:
        reason = identity.depends_on(f"whether {', '.join(map(self.accounts.name, uncertain))} is among them")
        return Finding(control, subject, State.UNKNOWN, reason=reason, cause=identity.cause)


def _is_guests(sid: str) -> bool:
    return sid == GUESTS or sid.endswith(DOMAIN_GUESTS)


def planned(drift: Sequence[Finding], rights: UserRights) -> Iterator[Finding]:
    """All trustees of a right, with the missing ones added; none is removed."""
    missing: dict[str, list[str]] = {}
    for finding in drift:
        match finding.key:
            case ("rights", right, sid):
                added = missing.setdefault(right, [])
                if sid not in added:
                    added.append(sid)
    for right, sids in missing.items():
        found = list(rights.trustees[right])
        subject = f"trustees of {right}"
        yield Finding("POOL-3", subject, State.DRIFT, found, [*found, *sids], ("rights", right), Remedy.FIX)


def settings(rights: UserRights) -> dict[Key, Any]:
    return {("rights", right): list(trustees) for right, trustees in rights.trustees.items()}
