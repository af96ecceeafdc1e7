# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Masks names, addresses and identifiers in a node's answers, without a change of the findings.

The same address or name always has the same mask, and two different ones never have. A field for which the concern
declares no masking is refused: a name that was published cannot be withdrawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ...facts.cluster.membership import EVERY_ADDRESS
from ...facts.iis import exchange
from ...model.masks import Mask
from . import browser_settings
from .names import GUID, PART, WHOLE, MaskedNames
from .paths import SERVER, MaskedPaths
from .sentences import names_nothing
from .sids import SID, MaskedSids

POOLS = "IIS APPPOOL"  # the domain of the accounts that Windows makes for pools
SERVICES = "NT SERVICE"  # and for services
OF_WINDOWS = re.compile(
    r"(?:BUILTIN|NT AUTHORITY)\\.*|NT SERVICE\\TrustedInstaller|Everyone|CREATOR (?:OWNER|GROUP)"
    r"|Administrators|Users|Guests|IIS_IUSRS|SYSTEM",
    re.IGNORECASE,
)
PROVIDERS = ("negotiate", "ntlm", "negotiate:kerberos", "negotiate:pku2u")
URL_PARTS = re.compile(r"((?:https?://)?)(\[[^\]]*\]|[^:/]*)((?::[0-9]+)?)((?::[^/]*)?)(.*)", re.IGNORECASE)
QUOTED = r"(?P<quoted>'[^']*'|\"[^\"]*\")"
PATH = re.compile(r"[a-z]:|\\\\", re.IGNORECASE)
# In the text of a reason, every account and every path must be a masked one.
ACCOUNT_OR_PATH = re.compile(r"\S*[\\@]\S*")
MASKED = re.compile(r"\W*name\d+\$?(?:[\\@.]name\d+\$?)*\W*")


class Masking(MaskedNames):
    """names: known from elsewhere, to be found inside texts such as an adapter's name. fields: how each is masked."""

    def __init__(self, names: Iterable[str], fields: Mapping[str, Mask] | None = None) -> None:
        self._fields = fields or {}
        self._sids = MaskedSids()
        self._others: dict[str, str] = {}
        super().__init__(names)
        self._paths = MaskedPaths(self._labels)

    def data(self, given: Any, where: str) -> Any:
        """Arguments or answers, masked. where: "" for all of it. Raises ValueError for an unknown field."""
        if isinstance(given, dict):
            return {name: self.data(value, f"{where}.{name}" if where else name) for name, value in given.items()}
        if isinstance(given, list):
            return [self.data(item, where) for item in given]
        if not isinstance(given, str):
            return given
        if where not in self._fields:
            raise ValueError(f"it is not known how to mask {where}; turn masking off, or leave out the recording")
        masked: str = getattr(self, self._fields[where])(given)
        return masked

    def word(self, text: str) -> str:
        """One of Windows' few values of an enumeration."""
        return text

    def provider(self, text: str) -> str:
        """Of Windows authentication; an administrator may have added one of any name."""
        return text if text.lower() in PROVIDERS else self.whole(text)

    def rule_address(self, text: str) -> str:
        """The address of a port rule; one that means every address belongs to no computer."""
        return text if text in EVERY_ADDRESS else self.text(text)

    def binding(self, text: str) -> str:
        """address:port:host name of http and https, port:host name of net.tcp, and a host name of the others."""
        if text.count(":") < 2:
            port, colon, host = text.rpartition(":")
            return self.text(port) + colon + (host if host.lower() in ("*", "localhost") else self.names(host))
        address, port, host = text.rsplit(":", 2)
        wildcard = "*." if host.startswith("*.") else ""
        return f"{self.text(address)}:{port}:{wildcard}{self.names(host.removeprefix(wildcard))}"

    def url(self, text: str) -> str:
        """scheme://host:port/path, where IIS puts an address behind the port; + and * stand for every host."""
        scheme, host, port, address, path = URL_PARTS.fullmatch(text).groups()  # type: ignore[union-attr]
        host = host if host in "+*" else self.text(host) if host.startswith("[") else self.names(host)
        return f"{scheme}{host}{port}{self.text(address)}{self.path(path)}"

    def trustee(self, text: str) -> str:
        """A SID, one of SDDL's short names for one, or an account's name."""
        return self.sids(text) if re.fullmatch(rf"[A-Z]{{2}}|{SID}", text) else self.account(text)

    def sids(self, text: str) -> str:
        return self._sids.text(text)

    def pool(self, name: str) -> str:
        """The name of a pool decides its security identifier, so both are masked together. Exchange's are kept."""
        mask = name if exchange.POOL.fullmatch(name) else self.whole(name)
        self._sids.pool(name, mask)
        return mask

    def account(self, text: str) -> str:
        r"""DOMAIN\name, name@domain, or a SID."""
        if re.fullmatch(SID, text, re.IGNORECASE):
            return self._sids.mask(text)
        if not text or OF_WINDOWS.fullmatch(text):
            return text
        domain, backslash, name = text.rpartition("\\")
        if domain.upper() == POOLS:
            return f"{domain}\\{self.pool(name)}"
        if backslash:
            domain = domain if domain.upper() == SERVICES else self._name(domain)
            return f"{domain}\\{self._account_name(name)}"
        name, at, domain = text.partition("@")
        return self._account_name(name) + at + self._name(domain)

    def _account_name(self, name: str) -> str:
        """A trailing $ means that it is a computer or a managed service account."""
        return self.whole(name.removesuffix("$")) + "$" * name.endswith("$")

    def path(self, text: str) -> str:
        server = SERVER.match(text)
        if not server:
            return self._paths.mask(text)
        return rf"\\{self._name(server[1])}{self._paths.mask(text[server.end() :])}"

    def location(self, text: str) -> str:
        """An application, or a folder below one: the site's name and the path."""
        site, slash, path = text.partition("/")
        return self.whole(site) + self.path(slash + path)

    def registry_key(self, text: str) -> str:
        return "\\".join(map(self.setting, text.split("\\")))

    def setting(self, text: str) -> str:
        return browser_settings.setting(text, self.names, self.path)

    def policies_file(self, text: str) -> str:
        return browser_settings.policies_file(text, self.setting)

    def preference(self, text: str) -> str:
        return browser_settings.preference(text, self.setting)

    def service_principal(self, text: str) -> str:
        """HTTP/host, perhaps with a port."""
        service, slash, rest = text.partition("/")
        host, colon, port = rest.partition(":")
        return service + slash + self.names(host) + colon + port

    def event_field(self, text: str) -> str:
        """What is no number is a name, of whatever kind."""
        if re.fullmatch(r"(?:0x)?[0-9A-Fa-f]*", text):
            return text
        principal, at, realm = text.partition("@")
        if "/" in principal:
            return self.service_principal(principal) + at + self.names(realm)
        return self.names(text) if re.fullmatch(r"[\w.-]+\.[\w.-]+", text) else self.account(text)

    def reason(self, text: str) -> str:
        """An error text of Windows may have a path or a name. Where an unknown one may be left, all is replaced."""
        patterns = (f"(?P<sid>{SID})", GUID, WHOLE, PART, *self._known())
        for found in ACCOUNT_OR_PATH.findall(self._replaced(patterns, re.sub(QUOTED, "", text))):
            if not MASKED.fullmatch(found):
                return self._others.setdefault(text, f"reason {len(self._others) + 1}")
        if not names_nothing(self._replaced(patterns, re.sub(QUOTED, "", text))):
            return self._others.setdefault(text, f"reason {len(self._others) + 1}")
        return self._replaced((QUOTED, *patterns), text)

    def _mask(self, found: re.Match[str]) -> str:
        if found.lastgroup == "sid":
            return self._sids.mask(found[0])
        if found.lastgroup == "quoted":
            return found[0][0] + self._quoted(found[0][1:-1]) + found[0][-1]
        return super()._mask(found)

    def _quoted(self, text: str) -> str:
        """Perhaps a name, but not one to search for in other texts."""
        if PATH.match(text):
            return self.path(text)
        if ACCOUNT_OR_PATH.search(text) or text.lower() in self._labels:
            return self.account(text)
        return self._others.setdefault(text, f"quoted {len(self._others) + 1}")


def masked(arguments: Any, answers: Any, names: Iterable[str], fields: Mapping[str, Mask]) -> tuple[Any, Any]:
    """A concern's arguments and its answers. names: of computers and domains; fields: the concern's MASKING.

    Raises ValueError, to be shown to the user.

    Done twice, and only the second result is used: a name in a text may become known only from a later field.
    """
    masking = Masking(names, fields)
    masking.data(arguments, ""), masking.data(answers, "")
    return masking.data(arguments, ""), masking.data(answers, "")
