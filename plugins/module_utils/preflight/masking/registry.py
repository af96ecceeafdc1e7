# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Settings of browsers in a client's registry: sites, users and programs are masked, and words of Windows are kept.

A site may be a key, the name of a value, or its data: Domains\\example.com\\intranet, https://*.example.com.
"""

from __future__ import annotations

import json
import re
from typing import Any

from .names import PART, MaskedNames

# Of Windows, Edge, Chrome and Firefox: keys, values, and schemes of authentication and of URLs.
KEPT = frozenset(
    (
        *("software", "policies", "microsoft", "windows", "currentversion", "internet settings", "app paths"),
        *("zonemap", "zonemapkey", "zones", "domains", "escdomains", "ranges", "volatile environment"),
        *("edge", "google", "chrome", "mozilla", "firefox", "msedge.exe", "chrome.exe", "firefox.exe"),
        *("listbox_support_zonemapkey", "security_hklm_only", "enablenegotiate", "proxyenable", "autoconfigurl"),
        *("1a00", "ieharden", "intranetname", "autodetect", "proxybypass", "uncasintranet", "username", "userdomain"),
        *("authserverallowlist", "authschemes", "disableauthnegotiatecnamelookup", "enableauthnegotiateport"),
        *("authentication", "spnego", "delegated", "allownonfqdn", "allowproxies", "locked", "privatebrowsing"),
        *("basic", "digest", "ntlm", "negotiate", "http", "https", "ftp", "file", "shell", "knownfolder"),
    )
)
PROGRAM = re.compile(r'"?[a-z]:\\.*?([^\\"]*)"?', re.IGNORECASE)
WORD = re.compile(rf"{PART}|[^\W_][\w-]*(?:\.[\w-]+)*", re.IGNORECASE)
NO_JSON = "{"


class MaskedRegistry(MaskedNames):
    def registry_key(self, text: str) -> str:
        return "\\".join(part if part.casefold() in KEPT else self._site(part) for part in text.split("\\"))

    def registry_text(self, text: str) -> str:
        """The name of a value, or its data. Of a program's path only its name is kept, where that is a browser's."""
        if program := PROGRAM.fullmatch(text):
            return program[1] if program[1].casefold() in KEPT else "program.exe"
        return text if text.casefold() in KEPT else self._site(text)

    def firefox_policies(self, text: str) -> str:
        """Of policies.json only what is about logons. What Firefox cannot read stays something that it cannot."""
        try:
            policies = json.loads(text)["policies"]
            given = policies.get("Authentication")
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return NO_JSON
        return json.dumps({"policies": {} if given is None else {"Authentication": self._of_policy(given)}})

    def _of_policy(self, given: Any) -> Any:
        if isinstance(given, dict):
            return {self.registry_key(name): self._of_policy(value) for name, value in given.items()}
        if isinstance(given, list):
            return [self._of_policy(one) for one in given]
        return self._site(given) if isinstance(given, str) else given

    def _site(self, text: str) -> str:
        """What stands between names, such as :// or a comma, is kept, and so are wildcards, ports and numbers."""
        return WORD.sub(self._masked, text)

    def _masked(self, found: re.Match[str]) -> str:
        if found.lastgroup:
            return self._mask(found)
        return found[0] if _is_kept(found[0]) else self._name(found[0])


def _is_kept(word: str) -> bool:
    return word.casefold() in KEPT or word.isdecimal()
