# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Each name of the farm as one user of a client opens it, with http:// and with https://."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...model.finding import State
from .allow_lists import Allowed, chromium
from .asked_name import Asked, asked_name
from .firefox import firefox
from .firefox_preferences import FirefoxFiles
from .logon import Logon, logon_in, logs_on, negotiates
from .settings import CHROMIUM, User
from .zone import INTRANET, TRUSTED, Zone, zone_of

SCHEMES = ("http", "https")
FIREFOX = "Firefox"


@dataclass(frozen=True)
class Browsing:
    """zones: by scheme. lists: browser that is there -> scheme -> what its own list says. asked: by browser too."""

    user: User
    name: str
    zones: Mapping[str, Zone]
    lists: Mapping[str, Mapping[str, Allowed]]
    asked: Mapping[str, Asked]

    def logon(self, scheme: str) -> tuple[int, Logon]:
        """In the zone of the URL, or in that which the name has to come into."""
        number = self.zones[scheme].number
        zone = number if number in (INTRANET, TRUSTED) else INTRANET
        return zone, logon_in(self.user, zone)

    def in_zone(self, scheme: str) -> bool | None:
        number = self.zones[scheme].number
        return None if number is None else number in (INTRANET, TRUSTED)

    def by_zone(self, scheme: str) -> bool | None:
        """Whether a browser sends a ticket that leaves that to the zone. None: not known."""
        zone, logon = self.logon(scheme)
        return every([self.in_zone(scheme), logs_on(logon, zone)])

    def lists_decide(self) -> bool:
        """In each browser that would ask for the zone, of those that are there."""
        asking = [one for browser in CHROMIUM for one in self.lists.get(browser, {}).values()]
        return bool(asking) and not any(one.by_zone for one in asking)

    def sends(self) -> bool | None:
        """Whether any browser of this user sends a ticket for the name. None: not known."""
        found = [
            every([self.by_zone(scheme) if one.by_zone else one.sends, self.asked[browser].fits])
            for browser, lists in self.lists.items()
            for scheme, one in lists.items()
        ]
        if not any(browser in self.lists for browser in CHROMIUM):  # what uses WinINet is always there
            found += [every([self.by_zone(scheme), negotiates(self.user)[0]]) for scheme in SCHEMES]
        return True if True in found else None if None in found else False


def every(found: Sequence[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True


def state_of(found: Sequence[bool | None]) -> State:
    """Of what is known of each scheme."""
    return State.DRIFT if False in found else State.UNKNOWN if None in found else State.COMPLIANT


def browsing(user: User, name: str, files: FirefoxFiles, leads_to: Sequence[str], names: Sequence[str]) -> Browsing:
    """leads_to: what the name is an alias of on the client. names: of the farm."""
    lists: dict[str, dict[str, Allowed]] = {
        browser: {scheme: chromium(user, browser, scheme, name) for scheme in SCHEMES}
        for browser in CHROMIUM
        if user.has(browser)
    }
    if user.has(FIREFOX):
        lists[FIREFOX] = {scheme: firefox(user, files, scheme, name) for scheme in SCHEMES}
    zones = {scheme: zone_of(user, scheme, name) for scheme in SCHEMES}
    return Browsing(
        user, name, zones, lists, {browser: asked_name(user, browser, name, leads_to, names) for browser in lists}
    )
