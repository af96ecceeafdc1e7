# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Edge, Chrome and Firefox: whether the browser's own list lets it send a ticket to a URL.

Edge and Chrome: AuthServerAllowlist, in whose place the zone decides where it is not set. Firefox sends a ticket only
to what is listed (network.negotiate-auth.trusted-uris), and knows no zones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from .settings import ALLOW, CHROMIUM, FIREFOX, SCHEMES, User

POLICIES_FILE = "policies.json"


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


def firefox(user: User, policies_json: str | None, scheme: str, host: str) -> Allowed:
    listed, short_names, problem = _firefox_lists(user, policies_json)
    for where, pattern in listed:
        if _firefox_matches(pattern, scheme, host):
            return Allowed(True, f"{pattern} of {where}")
    if "." not in host and short_names:
        return Allowed(True, "AllowNonFQDN, for names without dots")
    if problem:
        return Allowed(None, POLICIES_FILE, problem)
    if not listed:
        return Allowed(
            None, "no policy", "no policy of Firefox lists sites; what users set in about:config was not read"
        )
    return Allowed(False, "the policy Authentication, SPNEGO", "the policy's list does not have this name")


def _firefox_lists(user: User, policies_json: str | None) -> tuple[list[tuple[str, str]], bool, str]:
    """Patterns with where they are, whether names without dots need none, and why the file cannot be used."""
    hives = (user.machine, user.own)
    listed = [
        (rf"{hive.root}\{FIREFOX}\SPNEGO", str(value.data).casefold())
        for hive in hives
        for value in hive.below(rf"{FIREFOX}\SPNEGO")
    ]
    short_names = any(hive.number(rf"{FIREFOX}\AllowNonFQDN", "SPNEGO") == 1 for hive in hives)
    if policies_json is None:
        return listed, short_names, ""
    try:
        own = _authentication(json.loads(policies_json))
        listed += [(POLICIES_FILE, one.casefold()) for one in _texts(own.get("SPNEGO"))]
        return listed, short_names or dict(own.get("AllowNonFQDN") or {}).get("SPNEGO") is True, ""
    except (ValueError, TypeError, AttributeError, RecursionError):
        return listed, short_names, f"{POLICIES_FILE} is not as Firefox expects it, so that none of it may be in effect"


def _authentication(given: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = given["policies"].get("Authentication") or {} if "policies" in given else {}
    return found


def _texts(given: Any) -> Iterator[str]:
    sites: Sequence[Any] = given or ()
    return (one for one in sites if isinstance(one, str))


def _firefox_matches(pattern: str, scheme: str, host: str) -> bool:
    """As Mozilla's URIMatchesPrefPattern: a host, or the end of one behind a dot."""
    wanted, _, rest = pattern.strip().rpartition("://")
    site, _, port = rest.partition("/")[0].partition(":")
    if wanted not in ("", scheme) or (port and port != ("443" if scheme == "https" else "80")):
        return False
    site = site.removeprefix("*")
    return not site or host == site.removeprefix(".") or host.endswith(site if site.startswith(".") else f".{site}")
