# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The authentication of the applications of a node's sites, and of locations below them, as the payload prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model.masks import Mask

WINDOWS, ANONYMOUS = "windows", "anonymous"  # the two sections, as the lists unlocked and from_web_config name them

SHAPE = {
    "computer": str,
    "installed": bool,
    "locations": [
        {
            "location": str,
            "site": str,
            "path": str,
            "application": str,
            "problem": str,
            "readable": bool,
            "windows": {
                "enabled": bool,
                "use_kernel_mode": bool,
                "use_app_pool_credentials": bool,
                "providers": [str],
                "token_checking": str,
                "flags": int,
                "spns": [str],
            },
            "anonymous": bool,
            "added": [str],
            "module": bool,
            "unlocked": [str],
            "from_web_config": [str],
        }
    ],
}

MASKING = {
    "computer": Mask.ACCOUNT,
    "locations.location": Mask.LOCATION,
    "locations.site": Mask.WHOLE,
    "locations.path": Mask.PATH,
    "locations.application": Mask.PATH,
    "locations.problem": Mask.REASON,
    "locations.windows.providers": Mask.PROVIDER,
    "locations.added": Mask.WORD,
    "locations.windows.token_checking": Mask.WORD,
    "locations.windows.spns": Mask.SERVICE_PRINCIPAL,
    "locations.unlocked": Mask.WORD,
    "locations.from_web_config": Mask.WORD,
}


@dataclass(frozen=True)
class Windows:
    enabled: bool
    use_kernel_mode: bool
    use_app_pool_credentials: bool
    providers: tuple[str, ...]  # in the order in which they are offered
    token_checking: str  # None, Allow or Require
    flags: int
    spns: tuple[str, ...]


@dataclass(frozen=True)
class Location:
    """One application of a site, or a folder (or page) below it that may have explicit settings.

    problem: why the effective values are not known; empty where they are.
    """

    name: str  # site and path, such as Intranet/reports
    site: str
    path: str
    application: str  # its path, or that of the application that it belongs to
    problem: str
    windows: Windows
    anonymous: bool
    added: tuple[str, ...]  # providers that it adds to those that it inherits: without <clear/>
    module: bool  # whether WindowsAuthenticationModule is in use here
    unlocked: frozenset[str]  # sections that a web.config may set
    from_web_config: frozenset[str]  # sections that a web.config sets

    @property
    def asks(self) -> bool:
        """Whether a client may be asked for a ticket here."""
        return self.windows.enabled and self.module

    @property
    def is_application(self) -> bool:
        return self.path.lower() == self.application.lower()

    def contains(self, other: Location) -> bool:
        above, below = (f"{location.site}{location.path}".lower().rstrip("/") + "/" for location in (self, other))
        return above != below and below.startswith(above)


@dataclass(frozen=True)
class Authentication:
    computer: str  # the account of the computer, without its domain
    installed: bool
    locations: tuple[Location, ...]

    def location(self, site: str, path: str) -> Location | None:
        named = f"{site}{path}".lower()
        return next((location for location in self.locations if location.name.lower() == named), None)

    def below(self, site: str, application: str) -> list[Location]:
        """The folders that belong to this application."""
        named = (site.lower(), application.lower())
        return [
            location
            for location in self.locations
            if not location.is_application and (location.site.lower(), location.application.lower()) == named
        ]

    def above(self, folder: Location) -> Location | None:
        """The nearest location that contains it, whose settings it inherits."""
        containing = [location for location in self.locations if location.contains(folder)]
        return max(containing, key=lambda location: len(location.path), default=None)


def parse(answer: Mapping[str, Any]) -> Authentication:
    return Authentication(answer["computer"], answer["installed"], tuple(map(_location, answer["locations"])))


def _location(item: Mapping[str, Any]) -> Location:
    given = item["windows"]
    windows = Windows(**{**given, "providers": tuple(given["providers"]), "spns": tuple(given["spns"])})
    return Location(
        item["location"], item["site"], item["path"], item["application"], item["problem"], windows, item["anonymous"],
        tuple(item["added"]), item["module"], frozenset(item["unlocked"]), frozenset(item["from_web_config"]),
    )  # fmt: skip
