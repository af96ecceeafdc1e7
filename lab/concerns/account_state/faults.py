"""Faults of the farm's service account: why it cannot log on, and which key it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lab import intranet
from lab.directory import changes
from lab.directory.accounts import NO_EXPIRY, NORMAL, PROTECTED_USERS, SERVICE_ACCOUNT
from lab.directory.file import DirectoryState
from lab.fault import LATENT, Fault, Reported

DISABLED = 0x2
LATELY, LONG_AGO, ONE_DAY = "2026-03-02T09:30:00+00:00", "2025-11-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00"


def _with(**attributes: list[Any]) -> Callable[[DirectoryState, int], None]:
    """The service account has these."""

    def inject(state: DirectoryState, number: int) -> None:
        changes.attributes(state, SERVICE_ACCOUNT).update(attributes)

    return inject


def _protected(state: DirectoryState, number: int) -> None:
    changes.attributes(state, PROTECTED_USERS)["member"].append(SERVICE_ACCOUNT)


def _locked(state: DirectoryState, number: int) -> None:
    """A moment ago, by wrong passwords: the lock ends by itself half an hour later."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    account = changes.attributes(state, SERVICE_ACCOUNT)
    account.update(lockoutTime=[now], badPwdCount=[5], badPasswordTime=[now])


def _of(what: str) -> Reported:
    return (("POOL-2", f"{what} of {intranet.SERVICE_ACCOUNT}"),)


def _fault(name: str, title: str, inject: Callable[[DirectoryState, int], None], reported: Reported) -> Fault:
    return Fault(f"account_state/{name}", "50", title, inject, reported, step="6", fixed=False, whole=True)


FAULTS = (
    _fault("locked", "the service account is locked", _locked, _of("lock")),
    _fault(
        "disabled",
        "the service account is disabled",
        _with(userAccountControl=[NORMAL | NO_EXPIRY | DISABLED]),
        _of("state"),
    ),
    _fault("expired", "the service account has expired", _with(accountExpires=[LONG_AGO]), _of("end")),
    replace(
        _fault("expires", "the service account expires some day", _with(accountExpires=[ONE_DAY]), _of("end")),
        step=LATENT,
    ),
    _fault(
        "protected",
        "the service account is a member of Protected Users",
        _protected,
        (("POOL-2", f"Protected Users and {intranet.SERVICE_ACCOUNT}"),),
    ),
    _fault(
        "outside-logon-hours",
        "the service account may log on at no hour of the week",
        _with(logonHours=["00" * 21]),
        _of("logon hours"),
    ),
    _fault(
        "other-workstations-only",
        "the service account may log on to other computers only",
        _with(userWorkstations=["WEB9,WEB10"]),
        _of("computers"),
    ),
    replace(
        _fault(
            "must-change-password",
            "the service account must change its password at the next logon",
            _with(pwdLastSet=[0], userAccountControl=[NORMAL]),
            (*_of("password"), ("SPN-4", f"encryption types of {intranet.SERVICE_ACCOUNT}")),
        ),
        checked=False,  # SPN-4 goes by when the password was set
    ),
    _fault(
        "password-expired",
        "the password of the service account has expired",
        _with(pwdLastSet=[LONG_AGO], userAccountControl=[NORMAL]),
        _of("password"),
    ),
)
