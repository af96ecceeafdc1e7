# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""SPN-4: whether the account has a key of a type that the domain controller may use for its tickets.

Keys themselves are readable to nobody. An account has AES keys if its password was set when the domain had domain
controllers of Windows Server 2008 already; the group Read-only Domain Controllers was created with the first of them
(Microsoft: KB5021131, "find accounts whose password was last set before"). Since the updates of April 2026 an account
without the attribute msDS-SupportedEncryptionTypes is taken for one with AES alone (KB5073381).
"""

from __future__ import annotations

from datetime import datetime

from ...facts.directory.account import ONLY_DES, Account, Detail
from ...facts.encryption_types.encryption_types import AES, COMMON_TYPE, DES, RC4, words
from ...model.command_text import quoted
from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step

CONTROL = COMMON_TYPE.id
NEEDED = "AES, with keys for it"
NO_KEY = (
    "the domain controller has no key of the account that it may use, and refuses tickets for it (error 14): its "
    "password was set {set}, before the domain had AES keys ({since}). Set the password anew: that makes the keys; the "
    "nodes' pools need it at the same time"
)


def finding(account: Account, aes_since: datetime | None) -> Finding:
    subject = f"encryption types of {account.shown}"
    detail = account.detail
    if detail is None:
        return Finding(CONTROL, subject, State.UNKNOWN, reason=account.problem or "its attributes were not read")
    types = (detail.encryption_types or 0) & (DES | RC4 | AES)
    found = _words(types, detail)
    if detail.uac & ONLY_DES or (types and not types & (RC4 | AES)):
        reason = "it is limited to DES, which Windows no longer uses: tickets for it are refused (error 14)"
        return _drift(subject, found, reason, account)
    if types and not types & AES:
        reason = (
            "its tickets are encrypted with RC4: a client, a node or a domain controller that refuses RC4 breaks them"
        )
        return _drift(subject, found, reason, account, Step.LATENT)
    if account.is_managed:
        return Finding(CONTROL, subject, State.COMPLIANT, found, NEEDED)  # the domain makes all keys itself
    if detail.password_set is None or aes_since is None:
        what = "when its password was set" if detail.password_set is None else "when the domain got AES keys"
        return Finding(CONTROL, subject, State.UNKNOWN, found, reason=f"{what} could not be read")
    if detail.password_set < aes_since:
        reason = NO_KEY.format(set=f"on {detail.password_set:%Y-%m-%d}", since=f"{aes_since:%Y-%m-%d}")
        return _drift(subject, found, reason, account)
    return Finding(CONTROL, subject, State.COMPLIANT, found, NEEDED)


def _words(types: int, detail: Detail) -> str:
    named = words(types) or "not set: AES by default"
    since = f"; password set on {detail.password_set:%Y-%m-%d}" if detail.password_set else ""
    return named + since


def _drift(subject: str, found: str, reason: str, account: Account, step: Step | None = None) -> Finding:
    line = f"Set-ADUser -Identity {quoted(account.name)} -KerberosEncryptionType AES128,AES256"
    return Finding(
        CONTROL,
        subject,
        State.DRIFT,
        found,
        NEEDED,
        remedy=Remedy.HAND_OFF,
        reason=reason,
        step=step,
        commands=(line,),
    )
