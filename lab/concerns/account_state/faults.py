"""Faults of the farm's service account: why it cannot log on, and which key it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lab import intranet
from lab.directory import changes
from lab.directory.accounts import NO_EXPIRY, NORMAL, PROTECTED_USERS, SERVICE_ACCOUNT
from lab.directory.file import DirectoryState
from lab.fault import Fault

DISABLED = 0x2
ACCOUNT = (("POOL-2", intranet.SERVICE_ACCOUNT),)
LATELY, LONG_AGO, FOR_EVER = "2026-03-02T09:30:00+00:00", "2025-11-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00"


def _with(**attributes: list[Any]) -> Callable[[DirectoryState, int], None]:
    """The service account has these."""

    def inject(state: DirectoryState, number: int) -> None:
        changes.attributes(state, SERVICE_ACCOUNT).update(attributes)

    return inject


def _protected(state: DirectoryState, number: int) -> None:
    changes.attributes(state, PROTECTED_USERS)["member"].append(SERVICE_ACCOUNT)


FAULTS = tuple(
    Fault(f"account_state/{name}", number, title, inject, ACCOUNT, step="6", fixed=False, whole=True)
    for name, number, title, inject in (
        (
            "locked",
            "50",
            "the service account is locked",
            _with(lockoutTime=[FOR_EVER], badPwdCount=[5], badPasswordTime=[LATELY]),
        ),
        (
            "disabled",
            "50",
            "the service account is disabled",
            _with(userAccountControl=[NORMAL | NO_EXPIRY | DISABLED]),
        ),
        ("expired", "50", "the service account has expired", _with(accountExpires=[LONG_AGO])),
        ("protected", "50", "the service account is a member of Protected Users", _protected),
        (
            "outside-logon-hours",
            "50",
            "the service account may log on at no hour of the week",
            _with(logonHours=["00" * 21]),
        ),
        (
            "other-workstations-only",
            "50",
            "the service account may log on to other computers only",
            _with(userWorkstations=["WEB9,WEB10"]),
        ),
        (
            "must-change-password",
            "50",
            "the service account must change its password at the next logon",
            _with(pwdLastSet=[0], userAccountControl=[NORMAL]),
        ),
        (
            "password-expired",
            "50",
            "the password of the service account has expired",
            _with(pwdLastSet=[LONG_AGO], userAccountControl=[NORMAL]),
        ),
    )
)
