# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The folders of a site, and the identities that need access to each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ...facts.accounts.tokens import Accounts, Identity
from ...facts.iis import server as iis
from ...facts.iis.server import Iis, Site
from . import content as site_content
from .content import Content, DaclGroup, SecuredObject, is_in, is_share

SHAPE, MASKING = site_content.SHAPE, site_content.MASKING


@dataclass(frozen=True)
class Root:
    """The folder of a virtual directory. urls: its paths in the site.

    identities: those that IIS reads the content as. readers: those that need access too; none where the virtual
    directory has a separate account. passed_through: read as the authenticated user, on another computer.
    """

    path: str
    urls: tuple[str, ...]
    identities: tuple[Identity, ...]
    readers: tuple[Identity, ...]
    passed_through: bool = False

    @property
    def everybody(self) -> tuple[Identity, ...]:
        return (*self.identities, *self.readers)

    def who(self, path: str) -> tuple[Identity, ...]:
        """The identities that need access to a file or folder. IIS reads web.config as the pool, not as the reader."""
        return self.identities if path.lower().endswith("\\web.config") else self.everybody


@dataclass(frozen=True)
class SiteMap:
    roots: tuple[Root, ...]
    content: Content
    accounts: Accounts
    central_policies: bool

    @classmethod
    def of(
        cls,
        answers: Sequence[Mapping[str, Any]],
        site: str,
        service_account: str | None,
        readers: Sequence[str],
        change_identity: bool,
    ) -> SiteMap:
        """From the answers of what site_acl reads. Raises ValueError where they do not fit together.

        change_identity: whether a fix gives a pool the service account where it has another one.
        """
        server, answer = iis.parse(answers[0]), answers[2]
        accounts = Accounts.of(answers[1], [trustee["sid"] for trustee in answer["trustees"]])
        found = server.existing_site(site)
        service = accounts.service(service_account) if service_account else None
        given = [accounts.reader(name) for name in readers]
        roots = _roots(_Identities(server, accounts, service, change_identity), found, given)
        return cls(tuple(roots), site_content.parse(answer), accounts, answer["central_policies"])

    def root_of(self, path: str) -> Root:
        """The nearest root at this path or above it."""
        return max((root for root in self.roots if is_in(path, root.path)), key=lambda root: len(root.path))

    def secured_objects(self, root: Root) -> Iterator[SecuredObject]:
        """The secured objects of one root, the root itself first."""
        return (secured for secured in self.content.below(root.path) if self.root_of(secured.path) is root)

    @cached_property
    def _by_path(self) -> Mapping[str, SecuredObject]:
        return {secured.path.lower(): secured for secured in self.content.secured_objects}

    @cached_property
    def _next_below(self) -> Mapping[str, Sequence[SecuredObject]]:
        below: dict[str, list[SecuredObject]] = {}
        for secured in self.content.secured_objects:
            if above := self.secured_above(secured.path):
                below.setdefault(above.path, []).append(secured)
        return below

    def secured(self, path: str) -> SecuredObject | None:
        return self._by_path.get(path.lower())

    def secured_above(self, path: str) -> SecuredObject | None:
        """The nearest secured object above this path, which it inherits from; None for the first root."""
        while "\\" in path.rstrip("\\"):
            path = path.rstrip("\\").rpartition("\\")[0]
            if found := self.secured(path) or self.secured(f"{path}\\"):
                return found
        return None

    def next_below(self, secured: SecuredObject) -> Sequence[SecuredObject]:
        """The secured_objects whose nearest one above is this one."""
        return self._next_below.get(secured.path, ())

    def all_groups(self) -> Iterator[DaclGroup]:
        for secured in self.content.secured_objects:
            yield secured
            yield from secured.inheriting

    def listed(self, path: str) -> DaclGroup:
        return next(listed for listed in self.all_groups() if path in listed.paths)


def texts(answer: Mapping[str, Any]) -> dict[str, str]:
    """Path -> its DACL as the node printed it."""
    rows = [*({"paths": [secured["path"]], **secured} for secured in answer["secured_objects"]), *answer["inheriting"]]
    return {path: answer["dacls"][row["dacl"]] for row in rows for path in row["paths"]}


@dataclass(frozen=True)
class _Identities:
    server: Iis
    accounts: Accounts
    service: Identity | None
    change_identity: bool

    def of_pool(self, name: str) -> tuple[Identity, ...]:
        """The identities that read a pool's applications: the pool's present one and the expected one."""
        pool, service = self.server.pool(name), self.service
        if pool is None:
            return (service,) if service else ()
        identity = self.accounts.pool(pool)
        if service is None or _who(service) == _who(identity):
            return (identity,)
        if self.change_identity:
            identity = replace(identity, leaves=f"its pool will run as another account (POOL-1): {service.words}")
        return identity, service


def _roots(identities: _Identities, site: Site, readers: Sequence[Identity]) -> Iterable[Root]:
    roots: dict[str, Root] = {}
    for application in site.applications:
        pools = identities.of_pool(application.pool)
        for directory in application.virtual_directories:
            path = site_content.normal(directory.physical_path)
            url = (application.path.rstrip("/") + directory.path).rstrip("/") or "/"
            if directory.user_name:
                root = Root(path, (url,), (identities.accounts.virtual_directory(directory.user_name),), ())
            else:
                root = Root(path, (url,), pools, tuple(readers), is_share(path))
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
    )


def _once(identities: Sequence[Identity]) -> tuple[Identity, ...]:
    """Each account once, with the first of its names."""
    return tuple({_who(identity): identity for identity in reversed(identities)}.values())[::-1]


def _who(identity: Identity) -> str:
    return identity.sid or identity.problem
