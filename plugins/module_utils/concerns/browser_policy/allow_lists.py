# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Edge and Chrome: whether the browser's own list lets it send a ticket to a URL.

That is AuthServerAllowlist, in whose place the zone decides where it is not set.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from .settings import ALLOW, CHROMIUM, SCHEMES, User


@dataclass(frozen=True)
class Allowed:
    """sends: whether a ticket is sent; None where it is not known. by_zone: no list decides, but the zone.

    by: what decides. problem: why it is not known, or what is wrong. policy: of Edge and Chrome, that is wrong.
    """

    sends: bool | None
    by: str
    problem: str = ""
    by_zone: bool = False
    policy: str = ALLOW

    @property
    def shown(self) -> str:
        words = "not known" if self.sends is None else "sends a ticket" if self.sends else "sends no ticket"
        return "the zone decides" if self.by_zone else f"{words}, by {self.by}"


def chromium(user: User, browser: str, scheme: str, host: str) -> Allowed:
    key = CHROMIUM[browser]
    schemes, listed = user.first(key, SCHEMES), user.first(key, ALLOW)
    if schemes and "negotiate" not in _parts(str(schemes.data)):
        problem = f"{SCHEMES} leaves out negotiate, so that {browser} uses no Kerberos"
        return Allowed(False, schemes.shown, problem, policy=SCHEMES)
    if listed is None:
        if not user.known:
            return Allowed(None, "no policy of the computer", "the user's policies are not known: nobody was logged on")
        return Allowed(True, "no list", by_zone=True)
    if any(_chromium_matches(pattern, scheme, host) for pattern in _parts(str(listed.data))):
        return Allowed(True, listed.shown)
    return Allowed(False, listed.shown, f"{ALLOW} decides instead of the zone, and does not have this name")


def _parts(text: str) -> list[str]:
    return [part.strip().casefold() for part in text.split(",") if part.strip()]


def _chromium_matches(pattern: str, scheme: str, host: str) -> bool:
    wanted, _, rest = pattern.rpartition("://")
    site, _, port = rest.partition(":")
    if wanted not in ("", scheme) or (port and port != ("443" if scheme == "https" else "80")):
        return False
    return fnmatchcase(host, f"*{site}" if site.startswith(".") else site)
