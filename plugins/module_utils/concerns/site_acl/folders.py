# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The folders of a site, and what is known of everything in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...access_control.sddl import Descriptor
from ...facts.accounts.tokens import Accounts
from ...facts.iis import server as iis
from ...facts.request_filtering import hidden_segments
from . import content as site_content
from .content import Content, DaclGroup, SecuredObject, is_in
from .roots import Identities, Root, roots_of

SHAPE, MASKING = site_content.SHAPE, site_content.MASKING


@dataclass(frozen=True)
class SiteMap:
    roots: tuple[Root, ...]
    content: Content
    accounts: Accounts
    central_policies: bool

    @classmethod
    def from_answers(
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
        accounts = Accounts.from_answer(answers[1], [trustee["sid"] for trustee in answer["trustees"]], answer["names"])
        found = server.existing_site(site)
        service = accounts.service(service_account) if service_account else None
        given = [accounts.reader(name) for name in readers]
        identities = Identities(server, accounts, service, change_identity)
        content, filtering = site_content.parse(answer), hidden_segments.parse(answers[3])
        roots = roots_of(identities, found, given, content.links, filtering)
        return cls(tuple(roots), content, accounts, answer["central_policies"])

    def root_of(self, path: str) -> Root:
        """The nearest root at this path or above it. Raises ValueError where there is none."""
        above = [root for root in self.roots if is_in(path, root.path)]
        if not above:
            raise ValueError(f"{path!r} is below no root of the site")
        return max(above, key=lambda root: len(root.path))

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

    def parent_dacl(self, path: str) -> Descriptor | None:
        """What a root inherits from that is in no other one; None where that is not known, and for a whole volume."""
        parent = self.content.parents.get(path.lower())
        return parent.descriptor if parent and not self.secured_above(path) else None

    def next_below(self, secured: SecuredObject) -> Sequence[SecuredObject]:
        """The secured objects whose nearest one above is this one."""
        return self._next_below.get(secured.path, ())

    def all_groups(self) -> Iterator[DaclGroup]:
        for secured in self.content.secured_objects:
            yield secured
            yield from secured.inheriting

    def dacl_group(self, path: str) -> DaclGroup:
        return next(group for group in self.all_groups() if path in group.paths)


def texts(answer: Mapping[str, Any]) -> dict[str, str]:
    """Path -> its DACL as the node printed it."""
    rows = [*({"paths": [secured["path"]], **secured} for secured in answer["secured_objects"]), *answer["inheriting"]]
    return {path: answer["dacls"][row["dacl"]] for row in rows for path in row["paths"]}
