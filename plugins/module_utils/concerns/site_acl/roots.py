# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The roots of a site's content: the folders of its virtual directories, and the identities that need access."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ...facts.accounts.identity import Identity
from ...facts.accounts.tokens import Accounts
from ...facts.iis.server import Iis, Site
from ...facts.request_filtering.hidden_segments import RequestFiltering
from .content import is_share, normal


@dataclass(frozen=True)
class Root:
    """The folder of a virtual directory. urls: its paths in the site.

    identities: those that IIS reads the content as. readers: those that need access too; none where the virtual
    directory has a separate account. passed_through: read as the authenticated user, on another computer.
    hidden: names of files and folders below that no request reaches, in lower case. hiding_unknown: why these names
    are not known for certain.
    """

    path: str
    urls: tuple[str, ...]
    identities: tuple[Identity, ...]
    readers: tuple[Identity, ...]
    passed_through: bool = False
    hidden: frozenset[str] = frozenset()
    hiding_unknown: str = ""

    @property
    def all_identities(self) -> tuple[Identity, ...]:
        return (*self.identities, *self.readers)

    def identities_for(self, path: str) -> tuple[Identity, ...]:
        """The identities that need access to a file or folder. IIS reads web.config as the pool, not as the reader."""
        if path.lower().endswith("\\web.config") or (self.hides(path) and not self.hiding_unknown):
            return self.identities
        return self.all_identities

    def hides(self, path: str) -> bool:
        """Whether request filtering refuses every request for this file or folder below, or what is in it."""
        return not self.hidden.isdisjoint(path[len(self.path) :].lower().split("\\"))


@dataclass(frozen=True)
class Identities:
    server: Iis
    accounts: Accounts
    service: Identity | None
    change_identity: bool

    def for_pool(self, name: str) -> tuple[Identity, ...]:
        """The identities that read a pool's applications: the pool's present one and the expected one."""
        pool, service = self.server.pool(name), self.service
        if pool is None:
            return (service,) if service else ()
        identity = self.accounts.pool(pool)
        if service is None or _account_key(service) == _account_key(identity):
            return (identity,)
        if self.change_identity:
            identity = replace(identity, replaced_by=f"its pool will run as another account (POOL-1): {service.words}")
        return identity, service


def roots_of(
    identities: Identities,
    site: Site,
    readers: Sequence[Identity],
    links: Mapping[str, str],
    filtering: RequestFiltering,
) -> Iterable[Root]:
    """links: a root that is a link is the folder that it leads to."""
    roots: dict[str, Root] = {}
    for application in site.applications:
        pools = identities.for_pool(application.pool)
        hiding = filtering.of(site.name, application.path)
        for directory in application.virtual_directories:
            named = normal(directory.physical_path)
            path = links.get(named.lower(), named)
            url = (application.path.rstrip("/") + directory.path).rstrip("/") or "/"
            if directory.user_name:
                account = identities.accounts.virtual_directory(directory.user_name)
                root = Root(path, (url,), (account,), (), False, hiding.segments, hiding.problem)
            else:
                root = Root(path, (url,), pools, tuple(readers), is_share(path), hiding.segments, hiding.problem)
            key = path.lower()
            roots[key] = _joined(roots[key], root) if key in roots else root
    return roots.values()


def _joined(one: Root, other: Root) -> Root:
    return Root(
        one.path,
        (*one.urls, *other.urls),
        _once((*one.identities, *other.identities)),
        _once((*one.readers, *other.readers)),
        one.passed_through or other.passed_through,
        one.hidden & other.hidden,  # what one of them serves is served
        one.hiding_unknown or other.hiding_unknown,
    )


def _once(identities: Sequence[Identity]) -> tuple[Identity, ...]:
    """Each account once, with the first of its names."""
    return tuple({_account_key(identity): identity for identity in reversed(identities)}.values())[::-1]


def _account_key(identity: Identity) -> str:
    return identity.sid or identity.problem
