# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether everything that answers for a farm's names decrypts with one key (AUTH-5): locations, sites and ports."""

from __future__ import annotations

from collections.abc import Iterator

from ...facts.accounts.tokens import cannot_compare
from ...facts.authentication.decrypting_key import DecryptingKey
from ...facts.authentication.iis_view import IisView
from ...facts.authentication.locations import Location
from ...facts.iis import bindings
from ...facts.iis.server import Site
from ...model.addresses import Address
from ...model.finding import Finding, State
from .key_checks import KeyExpectation

EVERYTHING = "everything under the farm's names"


def findings(view: IisView, site: Site, wanted: KeyExpectation, virtual: tuple[Address, ...]) -> Iterator[Finding]:
    """The site's other applications, folders below them, and whatever else answers for the names, at any port."""
    root = next((key for location, key in _keys(view, site) if location.path == "/"), None)
    account = wanted.account or (root.account if root else None)
    if account is None:
        reason = "it is not known which account should decrypt: name the service account in the farm's description"
        yield Finding("AUTH-5", EVERYTHING, State.UNKNOWN, reason=reason)
        return
    found = [*_of_site(view, site, root, account), *_other_sites(view, site, wanted.names, virtual, account)]
    yield from found or [Finding("AUTH-5", EVERYTHING, State.COMPLIANT, "one key", "one key")]


def _of_site(view: IisView, site: Site, root: DecryptingKey | None, account: str) -> Iterator[Finding]:
    """An application is the odd one where its key is neither the wanted one nor that of the site's root.

    So is a folder whose key is neither the wanted one nor that of what it lies in.
    """
    known = list(_keys(view, site))
    if len(known) < len(list(view.locations_of(site))):
        yield Finding(
            "AUTH-5", f"applications of {site.name}", State.UNKNOWN, reason="some keys are not known (AUTH-3)"
        )
    for location, key in known:
        if location.is_application and not _same(view, key, root):
            yield from _odd(view, f"application {location.name}", key, account)
        elif not location.is_application and not _same(view, key, _key_above(view, location)):
            yield from _odd(view, f"folder {location.name}", key, account)


def _other_sites(
    view: IisView, site: Site, names: tuple[str, ...], virtual: tuple[Address, ...], account: str
) -> Iterator[Finding]:
    for one in bindings.answering(view.iis, names, virtual):
        if one.site == site:
            continue
        for _, location in view.locations_of(one.site):
            if location and location.problem:
                yield Finding("AUTH-5", f"{location.name} at port {one.port}", State.UNKNOWN, reason=location.problem)
        for location, key in _keys(view, one.site):
            if location.windows.enabled and not (
                _asked_above(view, location) and _same(view, key, _key_above(view, location))
            ):
                yield from _odd(view, f"{location.name} at port {one.port}", key, account)


def _keys(view: IisView, site: Site) -> Iterator[tuple[Location, DecryptingKey]]:
    """Of the locations whose values in effect are known, and whose pool is there."""
    for _, location in view.locations_of(site):
        if location and (key := view.present_key(location)):
            yield location, key


def _key_above(view: IisView, location: Location) -> DecryptingKey | None:
    """Of what a folder lies in; None for an application, which has nothing from there."""
    above = None if location.is_application else view.authentication.above(location)
    return view.present_key(above) if above else None


def _asked_above(view: IisView, location: Location) -> bool:
    above = view.authentication.above(location)
    return above is not None and above.windows.enabled


def _same(view: IisView, key: DecryptingKey, other: DecryptingKey | None) -> bool:
    return other is not None and view.same_key(key, other) is True


def _odd(view: IisView, subject: str, key: DecryptingKey, account: str) -> Iterator[Finding]:
    has = view.is_key_of(key, account)
    if has is None:
        reason = cannot_compare(key.account, account)
        yield Finding("AUTH-5", subject, State.UNKNOWN, key.account, account, reason=reason)
    elif not has:
        reason = (
            f"{key.reason}; HTTP/host carries no port and no path, so tickets for all of it are made for one account: "
            "give it that account's key, or a host name of its own"
        )
        yield Finding("AUTH-5", subject, State.DRIFT, key.account, account, reason=reason)
