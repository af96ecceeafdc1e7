# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether extended protection lets the clients of each binding in (AUTH-4).

Which flags a scenario needs is in two places of Microsoft's documentation: the table of scenarios of the
extendedProtection reference, and HTTP_CHANNEL_BIND_INFO. Plain HTTP has no channel, and needs Proxy and ProxyCohosting;
with Proxy alone a ticket that is bound to no channel is refused, which is right only where a device in front ends TLS.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ...facts.authentication.locations import Location, Windows
from ...model.finding import Finding, State

PROXY, NO_SERVICE_NAME_CHECK, ALLOW_DOTLESS_SPN, PROXY_COHOSTING = 1, 2, 4, 32
FLAGS = {
    PROXY: "Proxy",
    NO_SERVICE_NAME_CHECK: "NoServiceNameCheck",
    ALLOW_DOTLESS_SPN: "AllowDotlessSpn",
    PROXY_COHOSTING: "ProxyCohosting",
}
OFF = "None"
EXPECTED = "matches where TLS is terminated"
CHECKED = "with the flag Proxy service names are checked"
IN_FRONT = "where a device in front ends TLS, which Network Load Balancing does not do"


@dataclass(frozen=True)
class Clients:
    """How clients come to the site: by which names and protocols.

    other_balancer: another load balancer than Network Load Balancing is used, which may end TLS.
    """

    names: Sequence[str]
    protocols: Collection[str]  # of the site's bindings, http and https
    other_balancer: bool


def check(location: Location, clients: Clients) -> Finding:
    windows = location.windows
    subject, found = f"extended protection of {location.name}", _found(windows)
    if doubt := _doubt(windows, clients):
        return Finding("AUTH-4", subject, State.UNKNOWN, found, EXPECTED, reason=doubt)
    if problem := next(_problems(windows, clients.names, clients.protocols), None):
        return Finding("AUTH-4", subject, State.DRIFT, found, EXPECTED, reason=problem)
    if _names_are_checked(windows) and not windows.spns:
        reason = (
            f"{CHECKED}, and the list of names is empty: which ones are accepted then is not documented; "
            f"list {_listed(clients.names)}"
        )
        return Finding("AUTH-4", subject, State.UNKNOWN, found, EXPECTED, reason=reason)
    return Finding("AUTH-4", subject, State.COMPLIANT, found, found)


def _doubt(windows: Windows, clients: Clients) -> str:
    """Why it depends on a load balancer, which is not asked; empty where it does not."""
    if windows.token_checking == OFF or not clients.other_balancer:
        return ""
    name = clients.names[0]
    if "https" in clients.protocols and not windows.flags & PROXY:
        return (
            "TLS may end at the load balancer (drain: false), and a ticket is bound to the certificate that the client "
            f"has got: compare the one at https://{name} with that of this node's binding; where they differ, set the "
            f"flag Proxy and list {_listed(clients.names)}, or set tokenChecking to None; where they are the same, "
            "waive AUTH-4 for this subject"
        )
    if {*clients.protocols} == {"http"} and windows.flags & PROXY and not windows.flags & PROXY_COHOSTING:
        return (
            f"with the flag Proxy alone every client must use TLS up to the load balancer (drain: false): try http://"
            f"{name}; where it answers, add the flag ProxyCohosting; where it does not, waive AUTH-4 for this subject"
        )
    return ""


def _problems(windows: Windows, names: Sequence[str], protocols: Collection[str]) -> Iterator[str]:
    if windows.token_checking == OFF:
        return
    if "http" in protocols:
        yield from _of_http(windows, names)
    if not _names_are_checked(windows):
        return
    dotless = [name for name in names if "." not in name]
    if dotless and not windows.flags & ALLOW_DOTLESS_SPN:
        yield f"{CHECKED}, and {dotless[0]} has no dot: set the flag AllowDotlessSpn"
    listed = {spn.lower() for spn in windows.spns}
    for name in names:
        if listed and f"http/{name}" not in listed:
            yield f"{CHECKED}, and HTTP/{name} is not in the list: add it"


def _of_http(windows: Windows, names: Sequence[str]) -> Iterator[str]:
    """Of a binding without TLS at this node."""
    advice = (
        f"set the flags Proxy and ProxyCohosting and list {_listed(names)}, remove the http binding, or set "
        f"tokenChecking to None; the flag Proxy alone is right {IN_FRONT}"
    )
    if not windows.flags & PROXY:
        alone = ", and ProxyCohosting has no effect without Proxy" if windows.flags & PROXY_COHOSTING else ""
        yield f"a binding of this site is http, which has no channel that a ticket could be bound to{alone}: {advice}"
    elif not windows.flags & PROXY_COHOSTING:
        yield (
            "a binding of this site is http, and with the flag Proxy a ticket that is bound to no channel is refused, "
            f"as all tickets of plain HTTP are: {advice}"
        )


def _names_are_checked(windows: Windows) -> bool:
    on = windows.token_checking != OFF and windows.flags & PROXY
    return bool(on and not windows.flags & NO_SERVICE_NAME_CHECK)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"HTTP/{name}" for name in names)


def _found(windows: Windows) -> str:
    given = [name for flag, name in FLAGS.items() if windows.flags & flag]
    return f"{windows.token_checking} ({', '.join(given)})" if given else windows.token_checking
