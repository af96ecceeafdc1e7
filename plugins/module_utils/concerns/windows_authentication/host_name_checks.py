# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether everything that answers for a farm's names decrypts with one key (AUTH-5): locations, sites and ports."""

from __future__ import annotations

from collections.abc import Iterator

from ...facts.authentication.decrypting_key import DecryptingKey
from ...facts.authentication.locations import Location
from ...facts.iis import bindings
from ...facts.iis.server import Site
from ...model.addresses import Address
from ...model.finding import Finding, State
from .key_checks import Node, Wanted, has_key, not_told

EVERYTHING = "everything under the farm's names"


def findings(node: Node, site: Site, wanted: Wanted, virtual: tuple[Address, ...]) -> Iterator[Finding]:
    """The site's other applications, folders below them, and whatever else answers for the names, at any port."""
    root = next((key for location, key in _keys(node, site) if location.path == "/"), None)
    account = wanted.account or (root.account if root else None)
    if account is None:
        reason = "it is not known which account should decrypt: name the service account in the farm's description"
        yield Finding("AUTH-5", EVERYTHING, State.UNKNOWN, reason=reason)
        return
    found = [*_of_site(node, site, root, account), *_other_sites(node, site, wanted.names, virtual, account)]
    yield from found or [Finding("AUTH-5", EVERYTHING, State.COMPLIANT, "one key", "one key")]


def _of_site(node: Node, site: Site, root: DecryptingKey | None, account: str) -> Iterator[Finding]:
    """An application is the odd one where its key is neither the wanted one nor that of the site's root.

    So is a folder whose key is neither the wanted one nor that of what it lies in.
    """
    known = list(_keys(node, site))
    if len(known) < len(_locations(node, site)):
        yield Finding(
            "AUTH-5", f"applications of {site.name}", State.UNKNOWN, reason="some keys are not known (AUTH-3)"
        )
    for location, key in known:
        if location.is_application and not _same(key, root):
            yield from _odd(f"application {location.name}", key, account)
        elif not location.is_application and not _same(key, _key_above(node, location)):
            yield from _odd(f"folder {location.name}", key, account)


def _other_sites(
    node: Node, site: Site, names: tuple[str, ...], virtual: tuple[Address, ...], account: str
) -> Iterator[Finding]:
    for one in bindings.answering(node.iis, names, virtual):
        if one.site == site:
            continue
        for location in _locations(node, one.site):
            if location and location.problem:
                yield Finding("AUTH-5", f"{location.name} at port {one.port}", State.UNKNOWN, reason=location.problem)
        for location, key in _keys(node, one.site):
            if location.windows.enabled and not (
                _asked_above(node, location) and _same(key, _key_above(node, location))
            ):
                yield from _odd(f"{location.name} at port {one.port}", key, account)


def _locations(node: Node, site: Site) -> list[Location | None]:
    """Each application, None where the node has not shown it, followed by the folders that belong to it."""
    found: list[Location | None] = []
    for application in site.applications:
        found.append(node.authentication.location(site.name, application.path))
        found.extend(node.authentication.below(site.name, application.path))
    return found


def _keys(node: Node, site: Site) -> Iterator[tuple[Location, DecryptingKey]]:
    """Of the locations whose values in effect are known, and whose pool is there."""
    for location in _locations(node, site):
        if location and (key := _key(node, location)):
            yield location, key


def _key(node: Node, location: Location) -> DecryptingKey | None:
    pool = node.pool_of(location)
    return node.key(location, pool) if pool and not location.problem else None


def _key_above(node: Node, location: Location) -> DecryptingKey | None:
    """Of what a folder lies in; None for an application, which has nothing from there."""
    above = None if location.is_application else node.authentication.above(location)
    return _key(node, above) if above else None


def _asked_above(node: Node, location: Location) -> bool:
    above = node.authentication.above(location)
    return above is not None and above.windows.enabled


def _same(key: DecryptingKey, other: DecryptingKey | None) -> bool:
    return other is not None and key.account.casefold() == other.account.casefold()


def _odd(subject: str, key: DecryptingKey, account: str) -> Iterator[Finding]:
    has = has_key(key, account)
    if has is None:
        yield Finding("AUTH-5", subject, State.UNKNOWN, key.account, account, reason=not_told(key.account, account))
    elif not has:
        reason = (
            f"{key.reason}; HTTP/host carries no port and no path, so tickets for all of it are made for one account: "
            "give it that account's key, or a host name of its own"
        )
        yield Finding("AUTH-5", subject, State.DRIFT, key.account, account, reason=reason)
