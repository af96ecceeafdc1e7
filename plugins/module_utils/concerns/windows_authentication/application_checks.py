# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The authentication of one application: enabled, anonymous access, providers (AUTH-1, 2)."""

from __future__ import annotations

from collections.abc import Sequence

from ...facts.authentication.locations import ANONYMOUS, WINDOWS, Location
from ...model.finding import Finding, Remedy, State, compare

NEGOTIATE, NTLM, KERBEROS_ONLY = "Negotiate", "NTLM", "Negotiate:Kerberos"

_REQUESTED = "with AUTH-1 in kerberos_farm.on_request; else waive AUTH-1 for this subject"
_PUBLIC = (
    "and anonymous authentication lets every client in: an application that takes tokens, or checks of its health, may "
    "be public on purpose, and its users would be asked for a password"
)
_CLOSED = (
    "and a request is refused unless authentication of another kind, such as Basic or with a certificate, accepts it: "
    "that, or a closed application, may be on purpose"
)
IN_USE, NOT_IN_USE = "in use", "WindowsAuthenticationModule is not among its modules"


def enabled(location: Location, on_request: bool, installed: bool) -> Finding:
    """Installed is not in use: each place has its own list of modules. Not installed is reported once, for the node.

    It may be off on purpose: an application that is public, is closed, or authenticates its users in another way, which
    is not read. A fix turns it on where fixes.is_turned_on says so, which another concern relies on.
    """
    subject = f"Windows authentication of {location.name}"
    if installed and not location.module:
        reason = (
            "without this module no client is asked for a ticket here, whatever the settings are: add it to "
            "system.webServer/modules of this location"
        )
        return Finding("AUTH-1", subject, State.DRIFT, NOT_IN_USE, IN_USE, reason=reason)
    reason, remedy = "no client is asked for a ticket here", Remedy.FIX
    if not on_request:
        remedy = Remedy.ON_REQUEST
        reason += f", {_PUBLIC if location.anonymous else _CLOSED}; so it is turned on only {_REQUESTED}"
    key = ("locations", location.name, WINDOWS, "enabled")
    return compare("AUTH-1", subject, key, location.windows.enabled, True, remedy, reason)


def anonymous(location: Location, on_request: bool) -> Finding:
    reason, remedy = "no client is asked for a ticket, so no user is authenticated", Remedy.FIX
    if location.windows.enabled:
        reason = (
            "a client is asked for a ticket only where the anonymous user is refused, by the permissions of a file or "
            "by a rule for authorization; everywhere else no user is authenticated"
        )
    elif on_request:
        reason += "; with neither of both on, every request would be refused"
    if not on_request:
        remedy = Remedy.ON_REQUEST
        reason += (
            "; health checks of a load balancer, login pages and public folders may need it, "
            "so it is turned off only with AUTH-1 in kerberos_farm.on_request"
        )
    key = ("locations", location.name, ANONYMOUS)
    return compare(
        "AUTH-1", f"anonymous authentication of {location.name}", key, location.anonymous, False, remedy, reason
    )


def providers(location: Location) -> Finding:
    found = list(location.windows.providers)
    wanted = wanted_providers(found, location.windows.use_kernel_mode)
    reason = "a client uses the first provider that it supports: with NTLM first, or alone, it never sends a ticket"
    if location.windows.use_kernel_mode and _known(found, KERBEROS_ONLY):
        reason = f"{KERBEROS_ONLY} does not work in kernel mode"
    key = ("locations", location.name, WINDOWS, "providers")
    return compare("AUTH-2", f"providers of {location.name}", key, found, wanted, reason=reason)


def wanted_providers(found: Sequence[str], use_kernel_mode: bool) -> list[str]:
    """The fewest changes: Negotiate before NTLM, and in kernel mode in place of Negotiate:Kerberos."""
    if not found:
        return [NEGOTIATE, NTLM]
    names = [NEGOTIATE if use_kernel_mode and _same(name, KERBEROS_ONLY) else name for name in found]
    names = [name for number, name in enumerate(names) if not _known(names[:number], name)]
    first = next((name for name in names if _same(name, NEGOTIATE) or _same(name, KERBEROS_ONLY)), None)
    ntlm = next((number for number, name in enumerate(names) if _same(name, NTLM)), len(names))
    if first is None:
        return [*names[:ntlm], NEGOTIATE, *names[ntlm:]]
    if names.index(first) > ntlm:
        names.remove(first)
        names.insert(ntlm, first)
    return names


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _known(names: Sequence[str], name: str) -> bool:
    return any(_same(one, name) for one in names)
