"""Looks at the files and folders below some roots, breadth first, over no more objects than the bound.

What it finds is in the shape of the answer of read_site_acl. A root that is a link is the folder that it leads to;
other links are not followed.
"""

from __future__ import annotations

import ntpath
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lab.access_control import names
from lab.access_control.access_list import AccessList, sections
from lab.access_control.tree import Item, Tree

PATHS = 20  # of each group of objects that only inherit
LONG_FILE, LONG_FOLDER = 260, 248  # characters from which on a path is too long for .NET's former handling of paths
OF_WINDOWS = ("system volume information", "$recycle.bin")  # at the root of a volume
VOLUME = "Volume{"  # how the target of a mounted volume begins


@dataclass(frozen=True)
class Peculiar:
    """links: below the roots. junctions: path -> what it leads to. vanishing: listed, and gone when it is looked at;
    with a backslash at the end, a folder that is gone when what it has in it is looked at.

    legacy_paths: whether long paths cannot be opened.
    """

    links: Iterable[str] = ()
    junctions: dict[str, str] = field(default_factory=dict)
    vanishing: Iterable[str] = ()
    legacy_paths: bool = False


class Walk:
    def __init__(self, tree: Tree, peculiar: Peculiar, bound: int) -> None:
        self.tree = tree
        self.not_followed = set(map(ntpath.normcase, peculiar.links))
        self.junctions = {ntpath.normcase(path): target for path, target in peculiar.junctions.items()}
        self.vanishing = set(map(ntpath.normcase, peculiar.vanishing))
        self.legacy_paths = peculiar.legacy_paths
        self.bound = bound
        self.objects = 0
        self.complete = True
        self.dacls: dict[str, int] = {}
        self.secured_objects: list[dict[str, Any]] = []
        self.inheriting: dict[tuple[str, bool, int], dict[str, Any]] = {}
        self.parents: list[dict[str, Any]] = []
        self.links: list[dict[str, str]] = []
        self.unread: list[dict[str, str]] = []
        self.too_long: dict[str, Any] = {"count": 0, "path": ""}

    def over(self, roots: Iterable[str]) -> None:
        """A root inside another one is walked by itself."""
        roots_by_path: dict[str, str] = {}
        for path in roots:
            target = self._target(path)
            roots_by_path.setdefault(ntpath.normcase(target), target)
        children = self._children(set(roots_by_path))
        queue: deque[tuple[Item, str, str]] = deque()  # with its path and its secured object
        for path in roots_by_path.values():
            if item := self.tree.find(path):
                queue.append((item, path, ""))
                self._parent(path)
            else:
                self.unread.append({"path": path, "reason": "no such folder"})
        while queue:
            item, path, secured = queue.popleft()
            if ntpath.normcase(path) in self.not_followed and secured:
                self.unread.append({"path": path, "reason": "a junction or link is not followed"})
            elif self.objects == self.bound:
                self.complete = False
                break
            elif secured and self._vanishes(path):
                continue
            elif self._is_too_long(item, path):
                self.objects += 1
            else:
                secured = self._look_at(item, path, secured)
                for child in children.get(ntpath.normcase(path), ()):
                    queue.append((child, ntpath.join(path, ntpath.basename(child["path"])), secured))

        for parent in self.parents:
            parent["dacl"] = self.dacls.setdefault(parent["dacl"], len(self.dacls))

    def _target(self, root: str) -> str:
        target = self.junctions.get(ntpath.normcase(root), "")
        if not target or target.startswith(VOLUME):
            return root
        self.links.append({"path": root, "target": target})
        return target

    def _parent(self, root: str) -> None:
        if parent := self.tree.parent(root):
            list_of = self.tree.shown(parent).text
            self.parents.append({"root": root, "path": parent["path"], "dacl": list_of, "reason": ""})

    def _vanishes(self, path: str) -> bool:
        path = ntpath.normcase(path)
        return path in self.vanishing or ntpath.join(ntpath.dirname(path), "") in self.vanishing

    def _is_too_long(self, item: Item, path: str) -> bool:
        if not self.legacy_paths or len(path) < (LONG_FOLDER if item["container"] else LONG_FILE):
            return False
        self.too_long = {"count": self.too_long["count"] + 1, "path": self.too_long["path"] or path}
        return True

    def trustees(self) -> Iterator[str]:
        """The text of every owner and trustee."""
        for secured in self.secured_objects:
            yield secured["owner"].removeprefix("O:")
        for text in self.dacls:
            yield from (entry.trustee for entry in AccessList.of(text).entries or ())

    def _children(self, roots: set[str]) -> dict[str, list[Item]]:
        found: dict[str, list[Item]] = {}
        for item in self.tree.items:
            path = ntpath.normcase(item["path"])
            if path not in roots and not self._is_of_windows(path):
                found.setdefault(ntpath.dirname(path), []).append(item)
        return found

    def _is_of_windows(self, path: str) -> bool:
        folder, name = ntpath.split(path)
        mounted = self.junctions.get(folder, "").startswith(VOLUME)
        return name in OF_WINDOWS and (mounted or folder == ntpath.dirname(folder))

    def _look_at(self, item: Item, path: str, secured: str) -> str:
        """The secured object for what is below."""
        self.objects += 1
        shown = self.tree.shown(item)
        number = self.dacls.setdefault(shown.text, len(self.dacls))
        if not secured or shown.protected or shown.entries is None or shown.explicit:
            owner = "O:" + names.shown(sections(item["sddl"])["O"], self.tree.domain)
            self.secured_objects.append({"path": path, "container": item["container"], "owner": owner, "dacl": number})
            return path
        group = self.inheriting.setdefault(
            (secured, item["container"], number),
            {"secured_object": secured, "container": item["container"], "dacl": number, "count": 0, "paths": []},
        )
        group["count"] += 1
        group["paths"] += [path] if group["count"] <= PATHS else []
        return secured
