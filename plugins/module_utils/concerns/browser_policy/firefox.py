# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Firefox: whether a policy, or else a profile of the user, lets it send a ticket to a URL.

Firefox sends a ticket only to what is listed (network.negotiate-auth.trusted-uris), and knows no zones. A list of a
policy counts instead of the user's, unless the policy does not lock it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.firefox_preferences import ABOUT_NEGOTIATE
from .allow_lists import Allowed
from .firefox_preferences import FirefoxFiles, Profile
from .settings import FIREFOX, FIREFOX_PREFERENCES, User

POLICIES_FILE, PREFERENCES = "policies.json", "Preferences"
NO_PROFILE = "it depends on what the user has set in Firefox, and no profile of the user was found"
LEFT_OUT = "the policy's list does not have this name"
NOT_LISTED = f"neither a policy nor the user's own list ({ABOUT_NEGOTIATE}.trusted-uris) has this name"


@dataclass(frozen=True)
class _Policy:
    """listed: patterns with where they are. short_names: whether names without dots need none.

    problem: why policies.json cannot be used. others: a policy of preferences that may set the same.
    """

    listed: tuple[tuple[str, str], ...]
    short_names: bool
    locked: bool = True
    problem: str = ""
    others: str = ""


def firefox(user: User, files: FirefoxFiles, scheme: str, host: str) -> Allowed:
    policy = _policy(user, files.policies_json)
    sends = _by_list(policy.listed, policy.short_names, scheme, host)
    if policy.listed and policy.locked:
        return sends or _unlisted(policy)
    if policy.short_names and policy.locked and sends:
        return sends
    if policy.problem:
        return Allowed(None, POLICIES_FILE, policy.problem)
    if policy.others or files.preset:
        where = policy.others or rf"{files.preset} in Firefox' folder defaults\pref"
        return Allowed(None, where, f"{where} may have a list of sites, and was not read")
    profiles = files.profiles.get(user.sid, ())
    if not profiles:
        return Allowed(None, "no policy", NO_PROFILE)
    found = [_by_profile(policy, one, scheme, host) for one in profiles]
    if len({one.sends for one in found}) > 1:
        return Allowed(None, "several profiles", "; ".join(one.shown for one in found))
    return found[0]


def _unlisted(policy: _Policy) -> Allowed:
    if policy.problem:
        return Allowed(None, POLICIES_FILE, policy.problem)
    return Allowed(False, "the policy Authentication, SPNEGO", LEFT_OUT)


def _by_list(listed: Sequence[tuple[str, str]], short_names: bool, scheme: str, host: str) -> Allowed | None:
    for where, pattern in listed:
        if _matches(pattern, scheme, host):
            return Allowed(True, f"{pattern} of {where}")
    if "." not in host and short_names:
        return Allowed(True, "AllowNonFQDN, for names without dots")
    return None


def _by_profile(policy: _Policy, profile: Profile, scheme: str, host: str) -> Allowed:
    where = f"the profile {profile.name}"
    if profile.problem:
        return Allowed(None, where, f"{where}: {profile.problem}")
    own = profile.trusted is not None
    listed = [(where, pattern) for pattern in profile.trusted or ()] if own else policy.listed
    short_names = policy.short_names if profile.short_names is None else profile.short_names
    return _by_list(listed, short_names, scheme, host) or Allowed(False, where, NOT_LISTED)


def _policy(user: User, policies_json: str | None) -> _Policy:
    hives = (user.machine, user.own)
    listed = [
        (rf"{hive.root}\{FIREFOX}\SPNEGO", str(value.data).casefold())
        for hive in hives
        for value in hive.below(rf"{FIREFOX}\SPNEGO")
    ]
    short_names = any(hive.number(rf"{FIREFOX}\AllowNonFQDN", "SPNEGO") == 1 for hive in hives)
    locked = all(hive.number(FIREFOX, "Locked") != 0 for hive in hives)
    texts = [hive.get(FIREFOX_PREFERENCES, PREFERENCES) for hive in hives]
    others = next(
        (rf"{one.root}\{one.key}, {one.name}" for one in texts if one and ABOUT_NEGOTIATE in str(one.data)), ""
    )
    if policies_json is None:
        return _Policy(tuple(listed), short_names, locked, others=others)
    try:
        own, more = _authentication(json.loads(policies_json))
        listed += [(POLICIES_FILE, one.casefold()) for one in _texts(own.get("SPNEGO"))]
        short_names = short_names or dict(own.get("AllowNonFQDN") or {}).get("SPNEGO") is True
        others = others or (POLICIES_FILE if ABOUT_NEGOTIATE in str(more) else "")
        return _Policy(tuple(listed), short_names, locked and own.get("Locked") is not False, others=others)
    except (ValueError, TypeError, AttributeError, RecursionError):
        problem = f"{POLICIES_FILE} is not as Firefox expects it, so that none of it may be in effect"
        return _Policy(tuple(listed), short_names, locked, problem, others)


def _authentication(given: Any) -> tuple[Mapping[str, Any], Any]:
    """The policies Authentication and Preferences."""
    policies = given.get("policies", {})
    found: Mapping[str, Any] = policies.get("Authentication") or {}
    return found, policies.get(PREFERENCES)


def _texts(given: Any) -> Iterator[str]:
    sites: Sequence[Any] = given or ()
    return (one for one in sites if isinstance(one, str))


def _matches(pattern: str, scheme: str, host: str) -> bool:
    """As Mozilla's URIMatchesPrefPattern: a host, or the end of one behind a dot."""
    wanted, _, rest = pattern.strip().rpartition("://")
    site, _, port = rest.partition("/")[0].partition(":")
    if wanted not in ("", scheme) or (port and port != ("443" if scheme == "https" else "80")):
        return False
    site = site.removeprefix("*")
    return not site or host == site.removeprefix(".") or host.endswith(site if site.startswith(".") else f".{site}")
