# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a node reports about a site's folders: every DACL, and which objects have it.

A secured object is a root of the site, or a file or folder below one with explicit entries or a protected DACL.
Everything else only inherits, and is counted under the nearest secured object above it. A DACL that cannot be
interpreted leaves out the objects that have it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...access_control.sddl import Descriptor
from ...facts.accounts.tokens import NAMES
from ...model.masks import Mask
from .dacls import Dacls, NotInterpretedError

SHAPE = {
    "dacls": [str],
    "secured_objects": [{"path": str, "container": bool, "owner": str, "dacl": int}],
    "inheriting": [{"secured_object": str, "container": bool, "dacl": int, "count": int, "paths": [str]}],
    "parents": [{"root": str, "path": str, "dacl": (int, None), "reason": str}],
    "links": [{"path": str, "target": str}],
    "unread": [{"path": str, "reason": str}],
    "too_long": {"count": int, "path": str},
    "objects": int,
    "complete": bool,
    "trustees": [{"text": str, "sid": str}],
    "names": NAMES,
    "central_policies": bool,
}

MASKING = {
    "dacls": Mask.SIDS,
    "secured_objects.path": Mask.PATH,
    "secured_objects.owner": Mask.SIDS,
    "inheriting.secured_object": Mask.PATH,
    "inheriting.paths": Mask.PATH,
    "parents.root": Mask.PATH,
    "parents.path": Mask.PATH,
    "parents.reason": Mask.REASON,
    "links.path": Mask.PATH,
    "links.target": Mask.PATH,
    "unread.path": Mask.PATH,
    "unread.reason": Mask.REASON,
    "too_long.path": Mask.PATH,
    "trustees.text": Mask.TRUSTEE,
    "trustees.sid": Mask.SIDS,
    "names.sid": Mask.SIDS,
    "names.name": Mask.ACCOUNT,
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
class Parent:
    """The folder that holds a root. descriptor: None where it could not be read, problem has the reason."""

    path: str
    descriptor: Descriptor | None
    problem: str


@dataclass(frozen=True)
class TooLong:
    """How many objects have paths that the node's PowerShell cannot open, and the first of them."""

    count: int
    path: str


@dataclass(frozen=True)
class Content:
    """secured_objects: sorted by path, so that a folder comes before the objects in it. unread: path -> reason.

    parents: root in lower case -> the folder that holds it. links: root in lower case -> the folder that it leads to.
    """

    secured_objects: tuple[SecuredObject, ...]
    parents: Mapping[str, Parent]
    links: Mapping[str, str]
    unread: Mapping[str, str]
    too_long: TooLong
    objects: int
    complete: bool

    def below(self, path: str) -> list[SecuredObject]:
        """The secured objects at this path and below it."""
        return [secured for secured in self.secured_objects if is_in(secured.path, path)]


def parse(answer: Mapping[str, Any]) -> Content:
    """From what read_site_acl.ps1 prints. Raises ValueError for DACLs that are not in the answer."""
    dacls = Dacls(answer)
    unread = {item["path"]: item["reason"] for item in answer["unread"]}
    inheriting: dict[str, list[DaclGroup]] = {}
    for row in answer["inheriting"]:
        if not row["paths"]:
            raise ValueError(f"objects below {row['secured_object']} have no path")
        try:
            group = DaclGroup(tuple(sorted(row["paths"])), row["container"], *dacls.of(row["dacl"]), row["count"])
        except NotInterpretedError as error:
            unread[row["paths"][0]] = f"{error}; {row['count']} objects have it"
            continue
        inheriting.setdefault(row["secured_object"].lower(), []).append(group)
    secured_objects = []
    for item in sorted(answer["secured_objects"], key=lambda item: str(item["path"]).lower()):
        groups = sorted(inheriting.get(item["path"].lower(), ()), key=lambda group: group.paths)
        try:
            text, descriptor = dacls.of(item["dacl"])
            owned = replace(descriptor, owner=dacls.owner(item["owner"]))
        except NotInterpretedError as error:
            unread[item["path"]] = f"{error}; {sum(group.count for group in groups)} objects inherit from it"
            continue
        secured_objects.append(SecuredObject((item["path"],), item["container"], text, owned, inheriting=tuple(groups)))
    return Content(
        tuple(secured_objects),
        {item["root"].lower(): _parent(item, dacls) for item in answer["parents"]},
        {item["path"].lower(): item["target"] for item in answer["links"]},
        unread,
        TooLong(**answer["too_long"]),
        answer["objects"],
        answer["complete"],
    )


def _parent(item: Mapping[str, Any], dacls: Dacls) -> Parent:
    if item["dacl"] is None:
        return Parent(item["path"], None, item["reason"])
    try:
        return Parent(item["path"], dacls.of(item["dacl"])[1], "")
    except NotInterpretedError as error:
        return Parent(item["path"], None, str(error))


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
