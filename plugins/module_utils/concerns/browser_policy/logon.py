# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the browser logs on with the user's own account in a zone (URL action 1A00), and whether it uses Kerberos.

Edge and Chrome ask Windows for the same setting where no list of theirs decides
(url_security_manager_win.cc of Chromium).
"""

from __future__ import annotations

from dataclasses import dataclass

from .settings import INTERNET, LOGON, NEGOTIATE, POLICY, User, Value
from .zone import INTRANET, only_machine

AUTOMATIC, IN_INTRANET = 0, 0x20000
WORDS = {
    AUTOMATIC: "automatic logon",
    0x10000: "prompt for user name and password",
    IN_INTRANET: "automatic logon only in the zone Local intranet",
    0x30000: "anonymous logon",
}


@dataclass(frozen=True)
class Logon:
    """setting: None where it is not known. by: the value that decides; None: Windows' default."""

    setting: int | None
    by: Value | None

    @property
    def policy(self) -> bool:
        return self.by is not None and "policies" in self.by.key.casefold()

    @property
    def shown(self) -> str:
        if self.setting is None:
            return f"not known{f', by {self.by.shown}' if self.by else ''}"
        return f"{WORDS[self.setting]}, by {self.by.shown if self.by else 'the default of Windows'}"


def logon_in(user: User, zone: int) -> Logon:
    by = user.first(rf"{POLICY}\Zones\{zone}", LOGON)
    if by is None and not user.known and not only_machine(user):
        return Logon(None, None)  # the user's own comes before the computer's
    if by is None:
        hives = (user.machine,) if only_machine(user) else (user.own, user.machine)
        by = user.first(rf"{INTERNET}\Zones\{zone}", LOGON, *hives)
    if by is None:
        return Logon(IN_INTRANET, None)
    return Logon(by.data if isinstance(by.data, int) and by.data in WORDS else None, by)


def logs_on(logon: Logon, zone: int) -> bool | None:
    """None where it is not known."""
    if logon.setting is None:
        return None
    return logon.setting == AUTOMATIC or (logon.setting == IN_INTRANET and zone == INTRANET)


def negotiates(user: User) -> tuple[bool | None, Value | None]:
    """Whether "Enable Integrated Windows Authentication" is on, as it is by default, with the value that decides."""
    by = user.first(POLICY, NEGOTIATE)
    if by is None and not user.known:
        return None, None
    by = by or user.first(INTERNET, NEGOTIATE, user.own, user.machine)
    if by is None:
        return True, None
    return (by.data != 0 if isinstance(by.data, int) else None), by
