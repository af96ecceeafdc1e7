# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether another program than IIS answers for the farm's names (AUTH-5), such as Reporting Services or AD FS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.http_service.registrations import HttpService, Process, Registered, Registration
from ...facts.iis import bindings
from ...facts.iis.bindings import STOPPED, WebBinding
from ...facts.iis.server import Iis, Site
from ...model.addresses import Address
from ...model.finding import Finding, State

SUBJECT = "programs other than IIS under the farm's names"
PORTS = frozenset({80, 443})  # a client that is given no port uses these
# Of Windows, and without Windows authentication: BranchCache (MS-PCCRR) and the VPN (MS-SSTP).
NOT_AUTHENTICATED = ("/116b50eb-ece2-41ac-8429-9f9e963361b7/", "/sra_{ba195980-cd49-458b-9e23-c84ee0adcd75}/")


def findings(
    http: HttpService, iis: Iis, site: Site, names: Sequence[str], at: Sequence[Address], account: str
) -> Iterator[Finding]:
    """At the ports of the farm's site, and at those of http and https. account: the one that tickets are issued for."""
    if reason := http.problem or _incomplete(http, iis):
        yield Finding("AUTH-5", SUBJECT, State.UNKNOWN, reason=reason)
        return
    for one in http.unreadable:
        if not _of_iis(one, iis):
            reason = "expected http://host:port/path, so whether it is about a name of the farm is not known"
            yield Finding("AUTH-5", f"{one.url} of {one.owner}", State.UNKNOWN, reason=f"found {one.url!r}, {reason}")
    running = _running(iis)
    ports = PORTS | {binding.port for binding in bindings.web_bindings(site)}
    for one in http.registrations:
        if one.port in ports and not _of_iis(one, iis) and not one.path.startswith(NOT_AUTHENTICATED):
            yield from _check(one, names, at, running, account)


def in_place_of_iis(http: HttpService, iis: Iis, name: str, address: Address, port: int) -> str:
    """The program that takes every request for this name there before a site of IIS does, as text; empty for none."""
    running = _running(iis)
    for one in http.registrations:
        if one.port == port and one.path == "/" and not _of_iis(one, iis) and one.matches(name, [address], running):
            return one.owner
    return ""


def _running(iis: Iis) -> list[WebBinding]:
    return [binding for one in iis.sites if one.state != STOPPED for binding in bindings.web_bindings(one)]


def _incomplete(http: HttpService, iis: Iis) -> str:
    """Why an empty answer is none."""
    if http.registrations or http.unreadable or not any(site.state == "Started" for site in iis.sites):
        return ""
    return "IIS has started sites, but netsh http show servicestate has shown no URL that is registered for them"


def _of_iis(one: Registered, iis: Iis) -> bool:
    return iis.pool(one.queue) is not None


def _check(
    one: Registration,
    names: Sequence[str],
    at: Sequence[Address],
    running: Sequence[WebBinding],
    account: str,
) -> Iterator[Finding]:
    answered = [name for name in names if one.matches(name, at, running)]
    if not answered:
        return
    owner = one.owner
    found = f"{owner}, as {_account(one.processes)}"
    reason = (
        f"IIS does not know this URL, and {owner} answers there for {', '.join(answered)}: tickets for "
        f"HTTP/{answered[0]} are issued for {account}, whatever the port and the path, and http.sys decrypts with the "
        "computer account's key, a program that does so itself with its own account's; give it another host name or "
        "remove the URL there, or waive AUTH-5 for this subject"
    )
    yield Finding("AUTH-5", f"{one.url} of {owner}", State.DRIFT, found, "IIS alone", reason=reason)


def _account(processes: Sequence[Process]) -> str:
    known = dict.fromkeys(process.account for process in processes if process.account)
    return " and ".join(known) or "an account that is not known"
