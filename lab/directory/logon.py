"""Who logs on, and whether the domain lets him: Active Directory's reasons, and what a wrong password costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from lab.directory import constructed, names, values
from lab.directory.account import Account
from lab.directory.directory import Directory

DISABLED = 0x2
HOURS = 21  # octets of logonHours: a bit for each hour of a week, from Sunday 00:00 UTC
# Windows' error numbers, as they stand behind "data" in the text of a bind that failed.
NO_USER, WRONG, BAD_HOURS, BAD_WORKSTATION = "525", "52e", "530", "531"
PASSWORD_EXPIRED, IS_DISABLED, IS_EXPIRED, MUST_CHANGE, IS_LOCKED = "532", "533", "701", "773", "775"
RESTRICTED = "52f"  # ERROR_ACCOUNT_RESTRICTION
PROTECTED_USERS = "-525"


class RefusedError(Exception):
    """data: the number of the reason."""

    def __init__(self, data: str) -> None:
        super().__init__(data)
        self.data = data


def log_on(account: Account | None, directory: Directory, proved: bool, workstation: str | None) -> frozenset[str]:
    """SIDs of his token. proved: whether the password was right. workstation: where NTLM says he sits; None: a simple
    bind. Raises RefusedError. A locked account's password is not looked at.
    """
    if account is None:
        raise RefusedError(NO_USER)
    entry, view = account.entry, account.view
    if constructed.computed_control(entry, view, constructed.now_of(view)) & constructed.LOCKED:
        raise RefusedError(IS_LOCKED)
    if not proved:
        _count(account, directory)
        raise RefusedError(WRONG)
    for data, applies in RESTRICTIONS:
        if applies(account, workstation):
            raise RefusedError(data)
    if entry.first("badpwdcount"):
        directory.change(entry.name, badPwdCount=[0])
    return frozenset({constructed.sid_of(entry), *constructed.groups(entry, view)})


def _count(account: Account, directory: Directory) -> None:
    """A wrong password more. What is older than the time of observation does not count any more."""
    entry, view = account.entry, account.view
    now = constructed.now_of(view)
    window = -int(view.entries[names.parts(view.domain)].first("lockoutobservationwindow"))
    before = values.ticks(entry.first("badpasswordtime") or 0)
    recent = not before or values.ticks(now.isoformat()) - before <= window
    count = 1 + (int(entry.first("badpwdcount") or 0) if recent else 0)
    threshold = constructed.lockout_threshold(entry, view)
    changed: dict[str, list[Any]] = {"badPwdCount": [count], "badPasswordTime": [now.isoformat()]}
    if threshold and count >= threshold:
        changed["lockoutTime"] = [now.isoformat()]
    directory.change(entry.name, **changed)


def _disabled(account: Account, workstation: str | None) -> bool:
    return bool(int(account.entry.first("useraccountcontrol") or 0) & DISABLED)


def _expired(account: Account, workstation: str | None) -> bool:
    expires = values.ticks(account.entry.first("accountexpires") or 0)
    return expires not in (0, values.NEVER) and expires < values.ticks(constructed.now_of(account.view).isoformat())


def _outside_hours(account: Account, workstation: str | None) -> bool:
    hours = account.entry.first("logonhours")
    return hours is not None and not _permitted(bytes.fromhex(hours), constructed.now_of(account.view))


def _permitted(hours: bytes, now: datetime) -> bool:
    hour = (now.isoweekday() % 7) * 24 + now.hour
    return len(hours) != HOURS or bool(hours[hour // 8] & 1 << hour % 8)


def _elsewhere(account: Account, workstation: str | None) -> bool:
    """A simple bind comes from the domain controller itself, as Windows sees it."""
    permitted = account.entry.first("userworkstations")
    own = str(account.view.controller["host"]).split(".")[0]
    return bool(permitted) and (workstation or own).lower() not in str(permitted).lower().split(",")


def _password_old(account: Account, workstation: str | None) -> bool:
    return constructed.password_expired(account.entry, account.view, constructed.now_of(account.view))


def _must_change(account: Account, workstation: str | None) -> bool:
    return account.entry.first("pwdlastset") in (0, "0")


def _protected(account: Account, workstation: str | None) -> bool:
    """Members of Protected Users cannot use NTLM."""
    return workstation is not None and any(
        sid.endswith(PROTECTED_USERS) for sid in constructed.groups(account.entry, account.view)
    )


RESTRICTIONS: tuple[tuple[str, Callable[[Account, str | None], bool]], ...] = (
    (IS_DISABLED, _disabled),
    (IS_EXPIRED, _expired),
    (BAD_HOURS, _outside_hours),
    (BAD_WORKSTATION, _elsewhere),
    (MUST_CHANGE, _must_change),
    (PASSWORD_EXPIRED, _password_old),
    (RESTRICTED, _protected),
)
