# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a node reports about a site's folders: every DACL, and which objects have it.

A secured object is a root of the site, or a file or folder below one with explicit entries or a protected DACL.
Everything else only inherits, and is counted under the nearest secured object above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...access_control import sddl
from ...access_control.sddl import Descriptor
from ...model.masks import Mask

SHAPE = {
    "dacls": [str],
    "secured_objects": [{"path": str, "container": bool, "owner": str, "dacl": int}],
    "inheriting": [{"secured_object": str, "container": bool, "dacl": int, "count": int, "paths": [str]}],
    "unread": [{"path": str, "reason": str}],
    "objects": int,
    "complete": bool,
    "trustees": [{"text": str, "sid": str}],
    "central_policies": bool,
}

MASKING = {
    "dacls": Mask.SIDS,
    "secured_objects.path": Mask.PATH,
    "secured_objects.owner": Mask.SIDS,
    "inheriting.secured_object": Mask.PATH,
    "inheriting.paths": Mask.PATH,
    "unread.path": Mask.PATH,
    "unread.reason": Mask.REASON,
    "trustees.text": Mask.TRUSTEE,
    "trustees.sid": Mask.SIDS,
}


@dataclass(frozen=True)
class DaclGroup:
    """Files or folders with one DACL. text: the DACL as the node printed it. paths: the first of count."""

    paths: tuple[str, ...]
    container: bool
    text: str
    descriptor: Descriptor
    count: int = 1

    @property
    def path(self) -> str:
        return self.paths[0]


@dataclass(frozen=True)
class SecuredObject(DaclGroup):
    """inheriting: objects that only inherit from this one, in groups with one DACL each."""

    inheriting: tuple[DaclGroup, ...] = ()

    @property
    def inheriting_objects(self) -> int:
        return sum(group.count for group in self.inheriting)


@dataclass(frozen=True)
class Content:
    """secured_objects: sorted by path, so that a folder comes before the objects in it. unread: path -> reason."""

    secured_objects: tuple[SecuredObject, ...]
    unread: Mapping[str, str]
    objects: int
    complete: bool

    def below(self, path: str) -> list[SecuredObject]:
        """The secured_objects at this path and below it."""
        return [secured for secured in self.secured_objects if is_in(secured.path, path)]


def parse(answer: Mapping[str, Any]) -> Content:
    """From what read_site_acl.ps1 prints. Raises ValueError for DACLs that are not SDDL, or not in the answer."""
    aliases = {trustee["text"]: trustee["sid"] for trustee in answer["trustees"]}
    descriptors = [sddl.parse(text, aliases) for text in answer["dacls"]]

    def dacl_of(item: Mapping[str, Any]) -> tuple[str, Descriptor]:
        if not 0 <= item["dacl"] < len(descriptors):
            raise ValueError(f"DACL {item['dacl']} is referenced, and there are {len(descriptors)}")
        return answer["dacls"][item["dacl"]], descriptors[item["dacl"]]

    inheriting: dict[str, list[DaclGroup]] = {}
    for row in answer["inheriting"]:
        if not row["paths"]:
            raise ValueError(f"objects below {row['secured_object']} have no path")
        group = DaclGroup(tuple(sorted(row["paths"])), row["container"], *dacl_of(row), row["count"])
        inheriting.setdefault(row["secured_object"].lower(), []).append(group)
    secured_objects = []
    for item in sorted(answer["secured_objects"], key=lambda item: str(item["path"]).lower()):
        text, descriptor = dacl_of(item)
        owned = replace(descriptor, owner=sddl.parse(item["owner"], aliases).owner)
        groups = sorted(inheriting.get(item["path"].lower(), ()), key=lambda group: group.paths)
        secured_objects.append(SecuredObject((item["path"],), item["container"], text, owned, inheriting=tuple(groups)))
    unread = {item["path"]: item["reason"] for item in answer["unread"]}
    return Content(tuple(secured_objects), unread, answer["objects"], answer["complete"])


def normal(path: str) -> str:
    """As the walk names it: with backslashes, and none at the end but that of a drive."""
    path = path.replace("/", "\\")
    return path if len(path) <= len("C:\\") else path.rstrip("\\")


def same_path(one: str, other: str) -> bool:
    """Windows ignores case in paths, and a last backslash."""
    return one.rstrip("\\").lower() == other.rstrip("\\").lower()


def is_in(path: str, folder: str) -> bool:
    """Whether path is the folder or something below it."""
    return (path.rstrip("\\") + "\\").lower().startswith(folder.rstrip("\\").lower() + "\\")


def is_share(path: str) -> bool:
    return path.startswith("\\\\")
