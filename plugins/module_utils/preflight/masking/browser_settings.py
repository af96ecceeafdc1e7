# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Masks what decides in browsers: values of the registry, whose keys, names and texts may be sites or users, and the
policies of Firefox.

Only words that are the same on every computer are kept. All else is taken for a site, label by label, so that what
matches a name of the farm still does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from ...model.firefox_preferences import ABOUT_NEGOTIATE, is_comment
from ...model.firefox_preferences import preference as on_line

Masked = Callable[[str], str]

KEPT = frozenset(
    (
        *("software", "microsoft", "windows", "currentversion", "policies", "internet settings", "zonemap"),
        *("zonemapkey", "domains", "escdomains", "ranges", "protocoldefaults", "zones", "app paths"),
        *("volatile environment", "google", "chrome", "edge", "mozilla", "firefox", "authentication"),
        *("msedge.exe", "chrome.exe", "firefox.exe", "listbox_support_zonemapkey", "security_hklm_only"),
        *("security_zones_map_edit", "security_options_edit", "preferences", "channel-prefs.js"),
        *("enablenegotiate", "proxyenable", "autoconfigurl", "1a00", "username", "userdomain"),
        *("authserverallowlist", "authschemes", "disableauthnegotiatecnamelookup", "enableauthnegotiateport"),
        *("intranetname", "autodetect", "proxybypass", "uncasintranet", "ieharden", ":range"),
        *("spnego", "ntlm", "delegated", "allownonfqdn", "allowproxies", "locked", "privatebrowsing"),
        *("negotiate", "basic", "digest", "http", "https", "ftp", "file", "knownfolder", "@ivt", "shell"),
    )
)
NUMBER = re.compile(r"[0-9]?")  # of a zone or of a place in a list; a user's name may be a longer one
RANGE = re.compile(r"range[0-9]{1,3}", re.IGNORECASE)
PATH = re.compile(r"[a-z]:|%\w+%|\\\\", re.IGNORECASE)
SITE = re.compile(r"(?:([a-z][a-z0-9+.-]*)(://))?([^/:]*)((?::[0-9]{1,5})?)(.*)", re.IGNORECASE)
LABEL = re.compile(r"(\*?)([^.*]*)")


def setting(text: str, names: Masked, path: Masked) -> str:
    """A part of a key, the name of a value, or its text. names, path: mask a host's name, and a path.

    Raises ValueError, to be shown to the user, for a site of which parts of a name would have to be known.
    """
    if text.casefold() in KEPT or NUMBER.fullmatch(text) or RANGE.fullmatch(text):
        return text
    if PATH.match(text):
        return path(text)
    if ABOUT_NEGOTIATE in text:  # settings of Firefox as JSON, of which no more is read than that
        return ABOUT_NEGOTIATE
    return re.sub(r"[^\s,]+", lambda found: _site(found[0], names, path), text)


def policies_file(text: str, masked: Masked) -> str:
    """policies.json of Firefox: what is about authentication, and whether it is as expected. masked: as setting."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return "{"
    if not isinstance(found, dict):
        return "[]" if isinstance(found, (list, str)) else "0"
    if "policies" not in found:
        return "{}"
    policies = found["policies"]
    if not isinstance(policies, dict):
        return "0"
    own = {name: value for name, value in policies.items() if name == "Authentication"}
    others = {"Preferences": ABOUT_NEGOTIATE} if ABOUT_NEGOTIATE in str(policies.get("Preferences")) else {}
    return json.dumps({"policies": {**_each_text(own, masked), **others}})


def preference(text: str, masked: Masked) -> str:
    """A line of a profile of Firefox. masked: as setting. One that is not as Firefox writes it stays one."""
    found = on_line(text)
    if found is None:
        return "//" if is_comment(text) else "?"
    name, value = found
    value = masked(value) if isinstance(value, str) else value if isinstance(value, bool) else None
    return f'user_pref("{ABOUT_NEGOTIATE}.{name}", {json.dumps(value)});'


def _each_text(given: Any, masked: Masked) -> Any:
    if isinstance(given, dict):
        return {masked(name): _each_text(value, masked) for name, value in given.items()}
    if isinstance(given, list):
        return [_each_text(item, masked) for item in given]
    return masked(given) if isinstance(given, str) else given


def _site(text: str, names: Masked, path: Masked) -> str:
    if text.casefold() in KEPT:
        return text
    scheme, mark, host, port, rest = SITE.fullmatch(text).groups()  # type: ignore[union-attr]
    if scheme and scheme.casefold() not in KEPT:
        scheme = names(scheme)
    return f"{scheme or ''}{mark or ''}{_host(host, names)}{port}{path(rest)}"


def _host(text: str, names: Masked) -> str:
    if "*" not in text:
        return names(text)
    labels = [LABEL.fullmatch(label) for label in text.split(".")]
    if not all(labels):
        raise ValueError(f"it is not known how to mask {text}, with * inside of a name")
    return ".".join(found[1] + (found[2] and names(found[2])) for found in labels if found)
