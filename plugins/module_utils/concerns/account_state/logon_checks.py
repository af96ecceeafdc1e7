# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the domain lets an account log on, now and at the next recycle of its pools."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ...facts.directory.account import HOURS_OF_A_WEEK, Account, Detail
from ...facts.directory.names import COMPUTER, short
from ...model.command_text import quoted
from ...model.finding import Finding, Remedy, State
from ...model.ticket_path import Step

CONTROL = "POOL-2"
FEW = 3  # attempts, below which one mistyped password and its repetition may lock the account
RUNNING = "worker processes that run go on with their logon; each new one fails"


def findings(account: Account, nodes: Sequence[str], now: datetime) -> Iterator[Finding]:
    """now: of the domain controller."""
    detail = account.detail
    if detail is None:
        reason = account.problem or "its attributes were not read"
        yield Finding(CONTROL, account.shown, State.UNKNOWN, reason=reason)
        return
    yield _enabled(account, detail)
    yield _locked(account, detail)
    yield _expired(account, detail, now)
    yield _hours(account, detail, now)
    yield _workstations(account, detail, nodes)
    yield _protected(account, detail)
    if not account.is_managed:
        yield _password(account, detail)
        yield from _attempts(account, detail)


def _drift(
    subject: str, found: object, wanted: object, reason: str, command: str = "", step: Step | None = None
) -> Finding:
    return Finding(
        CONTROL,
        subject,
        State.DRIFT,
        found,
        wanted,
        remedy=Remedy.HAND_OFF,
        reason=reason,
        step=step,
        commands=(command,) if command else (),
    )


def _enabled(account: Account, detail: Detail) -> Finding:
    subject = f"state of {account.shown}"
    if detail.disabled:
        line = f"Enable-ADAccount -Identity {quoted(account.name)}"
        return _drift(subject, "disabled", "enabled", f"no pool can log on as it: {RUNNING}", line)
    return Finding(CONTROL, subject, State.COMPLIANT, "enabled", "enabled")


def _locked(account: Account, detail: Detail) -> Finding:
    subject = f"lock of {account.shown}"
    if detail.locked is None:
        return Finding(CONTROL, subject, State.UNKNOWN, reason="whether it is locked may not be read")
    if not detail.locked:
        return Finding(CONTROL, subject, State.COMPLIANT, "not locked", "not locked")
    since = f" since {detail.locked_since:%Y-%m-%d %H:%M} UTC" if detail.locked_since else ""
    reason = (
        f"wrong passwords have locked it, perhaps those that a pool on some node still has: {RUNNING}. Find where they "
        "come from (event 4740 of the domain controller with the role of PDC emulator) before you unlock it"
    )
    line = f"Unlock-ADAccount -Identity {quoted(account.name)}"
    return _drift(subject, f"locked{since}", "not locked", reason, line)


def _expired(account: Account, detail: Detail, now: datetime) -> Finding:
    subject = f"end of {account.shown}"
    if detail.expires is None:
        return Finding(CONTROL, subject, State.COMPLIANT, "never", "never")
    line = f"Clear-ADAccountExpiration -Identity {quoted(account.name)}"
    found = f"{detail.expires:%Y-%m-%d %H:%M} UTC"
    if detail.expired(now):
        return _drift(subject, found, "never", f"the account has expired: {RUNNING}", line)
    return _drift(subject, found, "never", "the account will expire, and the site with it", line, Step.LATENT)


def _hours(account: Account, detail: Detail, now: datetime) -> Finding:
    subject = f"logon hours of {account.shown}"
    if detail.hours_allowed == HOURS_OF_A_WEEK:
        return Finding(CONTROL, subject, State.COMPLIANT, "any", "any")
    found = f"{detail.hours_allowed} of {HOURS_OF_A_WEEK} hours of a week"
    if detail.may_log_on_at(now):
        return _drift(subject, found, "any", f"outside of these hours it cannot log on: {RUNNING}", step=Step.LATENT)
    return _drift(subject, found, "any", f"it may not log on at this hour: {RUNNING}")


def _workstations(account: Account, detail: Detail, nodes: Sequence[str]) -> Finding:
    subject = f"computers of {account.shown}"
    allowed = {name.casefold() for name in detail.workstations}
    missing = [node for node in nodes if not {short(node).casefold(), short(node)[:COMPUTER].casefold()} & allowed]
    if not allowed or not missing:
        return Finding(CONTROL, subject, State.COMPLIANT, list(detail.workstations) or "any")
    reason = f"it may not log on on {', '.join(missing)}: {RUNNING}"
    return _drift(subject, list(detail.workstations), "any, or every node", reason)


def _protected(account: Account, detail: Detail) -> Finding:
    subject = f"Protected Users and {account.shown}"
    if detail.protected_user is None:
        return Finding(CONTROL, subject, State.UNKNOWN, reason="its groups may not be read")
    if not detail.protected_user:
        return Finding(CONTROL, subject, State.COMPLIANT, "no member", "no member")
    reason = (
        "a member has no cached credentials and no delegation, and its ticket lives four hours: Microsoft advises "
        "against accounts of services there, whose logons fail"
    )
    line = f"Remove-ADGroupMember -Identity 'Protected Users' -Members {quoted(account.name)}"
    return _drift(subject, "member", "no member", reason, line)


def _password(account: Account, detail: Detail) -> Finding:
    subject = f"password of {account.shown}"
    found = f"set on {detail.password_set:%Y-%m-%d}" if detail.password_set else "when it was set is not known"
    if detail.must_change:
        reason = f"it must be changed at the next logon, which a pool cannot do: {RUNNING}"
        return _drift(subject, "to be changed at the next logon", "valid", reason)
    if detail.password_expired is None:
        return Finding(CONTROL, subject, State.UNKNOWN, found, reason="whether it has expired may not be read")
    if detail.password_expired:
        return _drift(subject, f"{found}, expired", "valid", f"the password has expired: {RUNNING}")
    return Finding(CONTROL, subject, State.COMPLIANT, found, "valid")


def _attempts(account: Account, detail: Detail) -> Iterator[Finding]:
    left = detail.attempts_left
    subject = f"wrong passwords of {account.shown}"
    if left is None or detail.locked:
        return
    found = f"{detail.bad_passwords} of {detail.lockout_threshold}"
    if left >= FEW or not detail.bad_passwords:
        yield Finding(CONTROL, subject, State.COMPLIANT, found)
        return
    reason = (
        f"somebody tries wrong passwords, perhaps a pool of some node: after {left} more it is locked, on every node "
        "at once"
    )
    yield _drift(subject, found, "0", reason, step=Step.LATENT)
