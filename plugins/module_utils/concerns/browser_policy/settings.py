# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is in the registry of a client, as one of its users has it: values by key and name, in any case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

INTERNET = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
POLICY = r"Software\Policies\Microsoft\Windows\CurrentVersion\Internet Settings"
FIREFOX_PREFERENCES = r"Software\Policies\Mozilla\Firefox"
FIREFOX = rf"{FIREFOX_PREFERENCES}\Authentication"
APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
CHROMIUM = {"Edge": r"Software\Policies\Microsoft\Edge", "Chrome": r"Software\Policies\Google\Chrome"}
PROGRAMS = {"Edge": "msedge.exe", "Chrome": "chrome.exe", "Firefox": "firefox.exe"}
ALLOW, SCHEMES = "AuthServerAllowlist", "AuthSchemes"
CNAME, PORT = "DisableAuthNegotiateCnameLookup", "EnableAuthNegotiatePort"
LOGON, NEGOTIATE = "1A00", "EnableNegotiate"
SITES_EDIT, OPTIONS_EDIT = "Security_zones_map_edit", "Security_options_edit"  # 1: users may not change them
VOLATILE = "Volatile Environment"  # of a user who is logged on


def _tree(key: str, *names: str, below: bool = False) -> dict[str, Any]:
    return {"key": key, "below": below, "names": list(names)}


TREES: Sequence[Mapping[str, Any]] = (
    _tree(POLICY, "ListBox_Support_ZoneMapKey", "Security_HKLM_only", SITES_EDIT, OPTIONS_EDIT, NEGOTIATE),
    _tree(rf"{POLICY}\ZoneMapKey"),
    _tree(rf"{POLICY}\ZoneMap", below=True),
    _tree(rf"{POLICY}\Zones", LOGON, below=True),
    _tree(INTERNET, NEGOTIATE, "ProxyEnable", "AutoConfigURL"),
    _tree(rf"{INTERNET}\ZoneMap", below=True),
    _tree(rf"{INTERNET}\Zones", LOGON, below=True),
    *(_tree(key, ALLOW, SCHEMES, CNAME, PORT) for key in CHROMIUM.values()),
    _tree(FIREFOX, below=True),
    _tree(FIREFOX_PREFERENCES, "Preferences"),
    *(_tree(rf"{APP_PATHS}\{program}", "") for program in PROGRAMS.values()),
    _tree(VOLATILE, "USERNAME", "USERDOMAIN"),
)


@dataclass(frozen=True)
class Value:
    """root: HKLM or HKCU. data: a number or text."""

    root: str
    key: str
    name: str
    data: Any

    @property
    def shown(self) -> str:
        return rf"{self.root}\{self.key}, {self.name or '(default)'} = {self.data}"


@dataclass(frozen=True)
class Hive:
    """Of the computer, or of one user."""

    root: str
    values: Mapping[tuple[str, str], Value] = field(default_factory=dict)

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any]) -> Hive:
        root = "HKCU" if answer["sid"] else "HKLM"
        return cls(
            root,
            {
                (one["key"].casefold(), one["name"].casefold()): Value(root, one["key"], one["name"], one["data"])
                for one in answer["values"]
            },
        )

    def get(self, key: str, name: str) -> Value | None:
        return self.values.get((key.casefold(), name.casefold()))

    def number(self, key: str, name: str) -> int | None:
        """None where it is not there, or is no number."""
        found = self.get(key, name)
        return found.data if found and isinstance(found.data, int) else None

    def below(self, key: str) -> Iterator[Value]:
        """Of the key itself, and of its subkeys."""
        start = key.casefold()
        return (one for (of, _), one in self.values.items() if of == start or of.startswith(f"{start}\\"))


NO_HIVE = Hive("HKCU")


@dataclass(frozen=True)
class User:
    """A user of the client. known: whether the user's own settings were read, else only the computer's are.

    sid: of a user whose own settings were read.
    """

    name: str
    machine: Hive
    own: Hive
    known: bool = True
    sid: str = ""

    def first(self, key: str, name: str, *hives: Hive) -> Value | None:
        """Of the computer before the user's, as policies are, unless hives say otherwise."""
        found = (hive.get(key, name) for hive in hives or (self.machine, self.own))
        return next((one for one in found if one), None)

    def has(self, browser: str) -> bool:
        return self.first(rf"{APP_PATHS}\{PROGRAMS[browser]}", "") is not None


NOBODY = "a user (nobody is logged on)"


def users(hives: Sequence[Mapping[str, Any]]) -> list[User]:
    """The users whose hives are loaded; one of whom nothing is known where there is none."""
    machine = next((Hive.from_answer(one) for one in hives if not one["sid"]), Hive("HKLM"))
    found = [
        User(_name(hive, one["sid"]), machine, hive, sid=one["sid"])
        for one in hives
        if one["sid"]
        for hive in [Hive.from_answer(one)]
    ]
    return found or [User(NOBODY, machine, NO_HIVE, False)]


def _name(hive: Hive, sid: str) -> str:
    name, domain = hive.get(VOLATILE, "USERNAME"), hive.get(VOLATILE, "USERDOMAIN")
    if name and domain:
        return rf"{domain.data}\{name.data}"
    return str(name.data) if name else sid
