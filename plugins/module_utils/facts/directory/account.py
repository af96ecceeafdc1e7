# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An account as the directory has it. Facts alone: what they mean for a farm is judged elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...access_control import sddl
from ...access_control.access_check import granted

# userAccountControl
DISABLED, SENSITIVE, NEVER_EXPIRES = 0x2, 0x100000, 0x10000
TRUSTED_FOR_DELEGATION, TRUSTED_TO_AUTHENTICATE, ONLY_DES = 0x80000, 0x1000000, 0x200000
# msDS-User-Account-Control-Computed
LOCKED, PASSWORD_EXPIRED = 0x10, 0x800000
READ_PROPERTY = 0x10  # of an object of the directory
HOURS_OF_A_WEEK = 7 * 24


@dataclass(frozen=True)
class Detail:
    """What a domain controller of its own domain said. The fields are those of shape.DETAIL."""

    controller: str
    uac: int
    computed_uac: int | None
    locked_since: datetime | None
    expires: datetime | None
    password_set: datetime | None
    must_change: bool
    bad_passwords: int | None
    lockout_threshold: int | None
    logon_hours: str | None
    workstations: tuple[str, ...]
    key_version: int | None
    encryption_types: int | None
    protected_user: bool | None
    delegates_to: tuple[str, ...]
    delegated_by: str | None
    password_readers: str | None
    groups: frozenset[str]
    groups_known: bool
    writable: bool | None

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Detail:
        times = {name: _time(answer[name]) for name in ("locked_since", "expires", "password_set")}
        lists = {name: tuple(answer[name]) for name in ("workstations", "delegates_to")}
        return cls(**{**answer, **times, **lists, "groups": frozenset(answer["groups"])})

    @property
    def disabled(self) -> bool:
        return bool(self.uac & DISABLED)

    @property
    def locked(self) -> bool | None:
        """Now, by this domain controller. None where it does not say."""
        return None if self.computed_uac is None else bool(self.computed_uac & LOCKED)

    @property
    def password_expired(self) -> bool | None:
        return None if self.computed_uac is None else bool(self.computed_uac & PASSWORD_EXPIRED)

    @property
    def password_never_expires(self) -> bool:
        return bool(self.uac & NEVER_EXPIRES)

    def expired(self, now: datetime) -> bool:
        return self.expires is not None and self.expires <= now

    @property
    def attempts_left(self) -> int | None:
        """Wrong passwords until it is locked. None where it never is, or that is not known."""
        if not self.lockout_threshold or self.bad_passwords is None:
            return None
        return max(0, self.lockout_threshold - self.bad_passwords)

    def may_log_on_at(self, now: datetime) -> bool:
        """By its logon hours, which are in UTC; the week begins on Sunday."""
        if self.logon_hours is None:
            return True
        hour = (now.isoweekday() % 7) * 24 + now.hour
        allowed = int.from_bytes(bytes.fromhex(self.logon_hours), "little")
        return bool(allowed >> hour & 1)

    @property
    def hours_allowed(self) -> int:
        """Of the 168 of a week."""
        return HOURS_OF_A_WEEK if self.logon_hours is None else int(self.logon_hours, 16).bit_count()

    @property
    def may_delegate(self) -> bool:
        """To others, in any way that is kept on this account."""
        return bool(self.uac & (TRUSTED_FOR_DELEGATION | TRUSTED_TO_AUTHENTICATE) or self.delegates_to)

    def may_read_password(self, token: frozenset[str]) -> bool | None:
        """Whether who has these SIDs may retrieve it, of a gMSA. None where the list is not known."""
        try:
            readers = sddl.parse(self.password_readers) if self.password_readers else None
        except ValueError:
            return None
        return None if readers is None else bool(granted(readers, token) & READ_PROPERTY)


@dataclass(frozen=True)
class Account:
    """The fields are those of shape.ACCOUNT; spns: as they are written there. detail: None where problem says why."""

    dn: str
    sid: str
    name: str
    domain: str
    netbios: str
    kind: str
    upn: str
    host_name: str
    spns: tuple[str, ...]
    detail: Detail | None
    problem: str

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Account:
        detail = Detail.from_answer(answer["detail"][0]) if answer["detail"] else None
        return cls(**{**answer, "spns": tuple(answer["spns"]), "detail": detail})

    @property
    def shown(self) -> str:
        r"""As administrators write it: EXAMPLE\svc-intranet."""
        domain = self.netbios or self.domain
        return f"{domain}\\{self.name}" if domain else self.name

    @property
    def is_computer(self) -> bool:
        return self.kind == "computer"

    @property
    def is_managed(self) -> bool:
        return self.kind in ("gmsa", "msa")

    def spelling(self, service_principal: str) -> str | None:
        """As it is written on this account; None where it does not have it. Case does not matter."""
        wanted = service_principal.lower()
        return next((one for one in self.spns if one.lower() == wanted), None)


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
