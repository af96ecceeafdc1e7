# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The authentication of one application: enabled, anonymous access, providers, extended protection (AUTH-1, 2, 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...facts.authentication.locations import ANONYMOUS, WINDOWS, Location
from ...model.finding import Finding, Remedy, State, compare

NEGOTIATE, NTLM, KERBEROS_ONLY = "Negotiate", "NTLM", "Negotiate:Kerberos"

# windowsAuthentication/extendedProtection reference, "flags"
PROXY, NO_SERVICE_NAME_CHECK, ALLOW_DOTLESS_SPN = 1, 2, 4

EXPECTED_PROTECTION = "matches where TLS is terminated"


def enabled(location: Location) -> Finding:
    reason = "no client is asked for a ticket here, or every request is refused"
    key = ("locations", location.name, WINDOWS, "enabled")
    return compare(
        "AUTH-1", f"Windows authentication of {location.name}", key, location.windows.enabled, True, reason=reason
    )


def anonymous(location: Location, on_request: bool) -> Finding:
    reason, remedy = "no client is asked for a ticket, so no user is authenticated", Remedy.FIX
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


def extended_protection(location: Location, names: Sequence[str], https: bool) -> Finding:
    """names: the host names that clients use; https: whether a binding of the site terminates TLS at this node."""
    subject = f"extended protection of {location.name}"
    found = _protection(location)
    problem = next(_protection_problems(location, names, https), None)
    if problem is None:
        return Finding("AUTH-4", subject, State.COMPLIANT, found, found)
    return Finding("AUTH-4", subject, State.DRIFT, found, EXPECTED_PROTECTION, reason=problem)


def _protection_problems(location: Location, names: Sequence[str], https: bool) -> Iterator[str]:
    windows = location.windows
    if windows.token_checking == "None":
        return
    if not windows.flags & PROXY:
        if not https:
            yield (
                "no binding of this site is https, so TLS, if there is any, is terminated in front of the node: a "
                "client binds its ticket to that channel, and this node, which has none, answers 401; set the flag "
                "Proxy and the list of service names, or tokenChecking to None"
            )
        return
    if windows.flags & NO_SERVICE_NAME_CHECK:
        return
    dotless = [name for name in names if "." not in name]
    if dotless and not windows.flags & ALLOW_DOTLESS_SPN:
        yield f"behind a proxy service names are checked, and {dotless[0]} has no dot: set the flag AllowDotlessSpn"
    listed = {spn.lower() for spn in windows.spns}
    for name in names:
        if listed and f"http/{name}" not in listed:
            yield f"behind a proxy service names are checked, and HTTP/{name} is not in the list"


def _protection(location: Location) -> str:
    flags = {PROXY: "Proxy", NO_SERVICE_NAME_CHECK: "NoServiceNameCheck", ALLOW_DOTLESS_SPN: "AllowDotlessSpn"}
    given = [name for flag, name in flags.items() if location.windows.flags & flag]
    return f"{location.windows.token_checking} ({', '.join(given)})" if given else location.windows.token_checking


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _known(names: Sequence[str], name: str) -> bool:
    return any(_same(one, name) for one in names)
