# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What another account could do in the users' name, and the farm's cannot: a second hop to SQL Server or to shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.directory.account import TRUSTED_FOR_DELEGATION, TRUSTED_TO_AUTHENTICATE, Account, Detail
from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step

CONTROL = "POOL-2"
BITS = {TRUSTED_FOR_DELEGATION: "to any service", TRUSTED_TO_AUTHENTICATE: "with any authentication protocol"}


def findings(wanted: Account, others: Sequence[Account]) -> Iterator[Finding]:
    """others: the accounts that hold the farm's names now, whose delegation the applications may use."""
    if wanted.detail is None:
        return
    for other in others:
        if other.detail is None or not other.detail.may_delegate:
            continue
        has, lacks = _words(other.detail), lost(wanted, other)
        subject = f"delegation of {other.shown} and {wanted.shown}"
        if not lacks:
            yield Finding(CONTROL, subject, State.COMPLIANT, has)
            continue
        reason = (
            f"{other.shown} may act for users towards other servers, and {wanted.shown} may not: an application that "
            "does so stops working there once its pool runs as the farm's account; Kerberos to the site shows nothing"
        )
        yield Finding(
            CONTROL,
            subject,
            State.DRIFT,
            _words(wanted.detail) or "none",
            has,
            remedy=Remedy.HAND_OFF,
            reason=reason,
            step=Step.LATENT,
        )


def lost(wanted: Account, other: Account) -> list[str]:
    """What the other may do for users and the wanted one may not; nothing where that is not known."""
    if wanted.detail is None or other.detail is None or not other.detail.may_delegate:
        return []
    return sorted(set(_words(other.detail)) - set(_words(wanted.detail)))


def _words(detail: Detail) -> list[str]:
    return [*(words for bit, words in BITS.items() if detail.uac & bit), *detail.delegates_to]
