# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether everything that answers for a farm's names decrypts with one key (AUTH-5): locations, sites and ports.

What asks no client for a ticket decrypts none: a public application may run in a pool with any account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...facts.accounts.tokens import cannot_compare
from ...facts.authentication.decrypting_key import DecryptingKey
from ...facts.authentication.iis_view import IisView
from ...facts.authentication.locations import Location
from ...facts.http_service.registrations import HttpService
from ...facts.iis import bindings
from ...facts.iis.server import Site
from ...model.addresses import Address
from ...model.finding import Finding, State
from . import http_service_checks
from .key_checks import KeyExpectation

EVERYTHING = "everything under the farm's names"


def findings(
    view: IisView, http: HttpService, site: Site, wanted: KeyExpectation, at: tuple[Address, ...]
) -> Iterator[Finding]:
    """The site's applications and their folders, other sites that answer for the names, and other programs.

    at: the addresses where clients' requests arrive.
    """
    root = next((key for location, key in _keys(view, site) if location.path == "/"), None)
    account = wanted.account or (root.account if root else None)
    if account is None:
        reason = "the account that should decrypt is not known: set service_account in the farm's description"
        yield Finding("AUTH-5", EVERYTHING, State.UNKNOWN, reason=reason)
        return
    found = [
        *_check_applications(view, site, root, account),
        *_check_other_sites(view, site, wanted.names, at, account),
        *_unreadable_bindings(view),
        *http_service_checks.findings(http, view.iis, site, wanted.names, at, account),
    ]
    yield from found or [Finding("AUTH-5", EVERYTHING, State.COMPLIANT, "one key", "one key")]


def _check_applications(view: IisView, site: Site, root: DecryptingKey | None, account: str) -> Iterator[Finding]:
    """An application drifts if its key is neither the expected one nor that of the site's root.

    So does a folder whose key is neither the expected one nor that of the location above it.
    """
    known = list(_keys(view, site))
    if len(known) < len(list(view.locations_of(site))):
        yield Finding(
            "AUTH-5", f"applications of {site.name}", State.UNKNOWN, reason="some keys are not known (AUTH-3)"
        )
    for location, key in known:
        if not location.asks:
            continue
        if not location.is_application and not _repeats_above(view, location, key):
            yield from _follow(_check_key(view, f"folder {location.name}", key, account))
        elif location.is_application and not _same(view, key, root):
            yield from _follow(_check_key(view, f"application {location.name}", key, account))


def _follow(found: Iterable[Finding]) -> Iterator[Finding]:
    """The key of a location of the site itself is held against that account by AUTH-3 as well."""
    return (replace(one, follows_from=("AUTH-3",)) for one in found)


def _check_other_sites(
    view: IisView, site: Site, names: tuple[str, ...], at: tuple[Address, ...], account: str
) -> Iterator[Finding]:
    for one in bindings.answering(view.iis, names, at):
        if one.site == site:
            continue
        for _, location in view.locations_of(one.site):
            if location and location.problem:
                yield Finding("AUTH-5", f"{location.name} at port {one.port}", State.UNKNOWN, reason=location.problem)
        for location, key in _keys(view, one.site):
            if location.asks and not _repeats_above(view, location, key):
                yield from _check_key(view, f"{location.name} at port {one.port}", key, account)


def _unreadable_bindings(view: IisView) -> Iterator[Finding]:
    for site in view.iis.sites:
        for binding in bindings.unreadable(site) if site.state != bindings.STOPPED else ():
            reason = (
                f"IIS has {binding!r} as a binding of the site {site.name}, expected address:port:host name such as "
                "*:80:intranet.example.com, so whether it answers for a name of the farm is not known: correct it there"
            )
            yield Finding("AUTH-5", f"binding {binding} of site {site.name}", State.UNKNOWN, reason=reason)


def _keys(view: IisView, site: Site) -> Iterator[tuple[Location, DecryptingKey]]:
    """Of the locations whose effective values are known, and whose pool exists."""
    for _, location in view.locations_of(site):
        if location and (key := view.present_key(location)):
            yield location, key


def _repeats_above(view: IisView, location: Location, key: DecryptingKey) -> bool:
    """Whether a folder has the key of the location above it, which is checked itself; an application's pool decides."""
    above = None if location.is_application else view.authentication.above(location)
    return above is not None and above.asks and _same(view, key, view.present_key(above))


def _same(view: IisView, key: DecryptingKey, other: DecryptingKey | None) -> bool:
    return other is not None and view.same_key(key, other) is True


def _check_key(view: IisView, subject: str, key: DecryptingKey, account: str) -> Iterator[Finding]:
    has = view.is_key_of(key, account)
    if has is None:
        reason = cannot_compare(key.account, account)
        yield Finding("AUTH-5", subject, State.UNKNOWN, key.account, account, reason=reason)
    elif not has:
        reason = (
            f"{key.reason}; HTTP/host contains no port and no path, so all tickets for it are issued for one account: "
            "use that account's key here, or another host name"
        )
        yield Finding("AUTH-5", subject, State.DRIFT, key.account, account, reason=reason)
