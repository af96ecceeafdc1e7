# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The application pools of a site, with their accounts and user rights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.accounts.tokens import NO_IDENTIFIERS
from ...facts.authentication.iis_view import IisView
from ...facts.iis import server as iis
from ...facts.iis.server import Iis, Pool, Site
from ...facts.user_rights.rights import UserRights


@dataclass(frozen=True)
class SitePool:
    """A pool, the paths of the site's applications in it, and the other sites that it serves."""

    pool: Pool
    applications: tuple[str, ...]
    other_sites: tuple[str, ...]


@dataclass(frozen=True)
class SitePools:
    server: Iis
    site: Site
    pools: tuple[SitePool, ...]
    missing: Mapping[str, str]  # application -> the name of its pool, which does not exist
    rights: UserRights
    view: IisView

    @classmethod
    def from_answers(
        cls, answers: Sequence[Mapping[str, Any]], name: str, identifiers: Mapping[str, str] = NO_IDENTIFIERS
    ) -> SitePools:
        """From the answers of read_iis, read_accounts, read_user_rights and read_authentication.

        identifiers: SIDs that the directory has said, by name. Raises ValueError.
        """
        server, rights = iis.parse(answers[0]), UserRights.from_answers(answers[1], answers[2])
        site = server.existing_site(name)
        used: dict[str, list[str]] = {}
        missing = {}
        for application in site.applications:
            if pool := server.pool(application.pool):
                used.setdefault(pool.name, []).append(application.path)
            else:
                missing[application.path] = application.pool
        pools = tuple(
            SitePool(pool, tuple(used[pool.name]), _others(server, site, pool))
            for pool in server.pools
            if pool.name in used
        )
        view = IisView.from_answers(answers[0], answers[1], answers[3], identifiers)
        return cls(server, site, pools, missing, rights, view)

    def same_account(self, one: str, other: str) -> bool | None:
        return self.view.accounts.same(one, other)


def _others(server: Iis, site: Site, pool: Pool) -> tuple[str, ...]:
    return tuple(
        other.name
        for other in server.sites
        if other is not site and any(one.pool.lower() == pool.name.lower() for one in other.applications)
    )
