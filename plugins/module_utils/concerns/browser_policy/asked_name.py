# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The name that a browser asks for a ticket for: where a name is an alias, that which the alias leads to.

Edge and Chrome look for it unless a policy says otherwise (http_auth_handler_negotiate.cc of Chromium), Firefox on
Windows always does (nsAuthSSPI.cpp). What uses WinINet asks for the name as users type it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.finding import Finding, Remedy, State
from . import hand_off
from .settings import CHROMIUM, CNAME, PORT, User, Value

CONTROL = "ZONE-3"
SEVERAL = "it is an alias of {}, of which some are no names of the farm, and which of them is the last is not known"
NOBODY = "it is an alias of {}, and whether a policy of the user ends the look for aliases is not known"
WRONG = "{} asks for a ticket for HTTP/{}, which the name is an alias of here and which is none of the farm's names"
IN_DNS = "replace the alias by address records (DNS-8)"


@dataclass(frozen=True)
class Asked:
    """fits: whether the ticket is for a name of the farm; None where it is not known, and problem says why.

    targets: what the name is an alias of. by: the policy that decides. port: the one that adds the URL's port.
    """

    name: str
    fits: bool | None
    targets: tuple[str, ...] = ()
    by: Value | None = None
    port: Value | None = None
    problem: str = ""

    @property
    def shown(self) -> str:
        told = f"HTTP/{' or HTTP/'.join(self.targets if self._follows else (self.name,))}"
        told += f", by {self.by.shown}" if self.by else ""
        port = f"; with the port of the URL where that is neither 80 nor 443, by {self.port.shown}" if self.port else ""
        return told + port

    @property
    def _follows(self) -> bool:
        return bool(self.targets) and not (self.by and self.by.data == 1)


def targets(resolved: Sequence[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    """What the client has found the name to be an alias of, in the order in which it was told."""
    found = [alias for one in resolved if one["name"].casefold() == name for alias in one["aliases"]]
    return tuple(alias for alias in dict.fromkeys(one.casefold().rstrip(".") for one in found) if alias != name)


def asked_name(user: User, browser: str, name: str, leads_to: Sequence[str], names: Sequence[str]) -> Asked:
    """leads_to: its targets. names: of the farm."""
    by, port = _policies(user, browser)
    strange = [one for one in leads_to if one not in names]
    if not strange or (by and by.data == 1):
        return Asked(name, True, tuple(leads_to), by, port)
    told = ", ".join(leads_to)
    if browser in CHROMIUM and by is None and not user.known:
        return Asked(name, None, tuple(leads_to), by, port, NOBODY.format(told))
    if len(strange) < len(leads_to):
        return Asked(name, None, tuple(leads_to), by, port, SEVERAL.format(told))
    return Asked(name, False, tuple(leads_to), by, port, WRONG.format(browser, " or HTTP/".join(leads_to)))


def _policies(user: User, browser: str) -> tuple[Value | None, Value | None]:
    """The switch for aliases, and that for ports where it is on. Firefox has neither."""
    if browser not in CHROMIUM:
        return None, None
    port = user.first(CHROMIUM[browser], PORT)
    return user.first(CHROMIUM[browser], CNAME), port if port and port.data == 1 else None


def findings(user: User, found: Mapping[str, Asked]) -> Iterator[Finding]:
    """found: by browser that is there. Of those alone where an alias or a policy decides."""
    for browser, one in found.items():
        if one.targets or one.port:
            yield _finding(user, browser, one)


def _finding(user: User, browser: str, one: Asked) -> Finding:
    subject, about = f"ticket of {browser} for {one.name} for {user.name}", (one.name,)
    if one.fits:
        return Finding(CONTROL, subject, State.COMPLIANT, one.shown)
    if one.fits is None:
        return Finding(CONTROL, subject, State.UNKNOWN, one.shown, reason=one.problem, about=about)
    template = hand_off.TEMPLATES.get(browser, "").format(CNAME)
    instead = f", or set 1 in {template}, and restart the browser" if template else ", which no setting changes"
    return Finding(
        CONTROL,
        subject,
        State.DRIFT,
        one.shown,
        f"HTTP/{one.name}",
        remedy=Remedy.HAND_OFF if template else Remedy.REPORT,
        reason=f"{one.problem}: {IN_DNS}{instead}",
        about=about,
        commands=hand_off.alias_values(user, browser) if template else (),
        follows_from=("DNS-8",),
    )
