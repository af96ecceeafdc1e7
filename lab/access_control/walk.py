"""Looks at the files and folders below some roots, breadth first, over no more objects than the bound.

What it finds is in the shape of the answer of read_site_acl.
"""

from __future__ import annotations

import ntpath
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from lab.access_control import names
from lab.access_control.access_list import AccessList, sections
from lab.access_control.tree import Item, Tree

PATHS = 20  # of each group of objects that only inherit


class Walk:
    def __init__(self, tree: Tree, links: Iterable[str], bound: int) -> None:
        self.tree = tree
        self.links = set(map(ntpath.normcase, links))
        self.bound = bound
        self.objects = 0
        self.complete = True
        self.dacls: dict[str, int] = {}
        self.secured_objects: list[dict[str, Any]] = []
        self.inheriting: dict[tuple[str, bool, int], dict[str, Any]] = {}
        self.unread: list[dict[str, str]] = []

    def over(self, roots: Iterable[str]) -> None:
        """A root inside another one is walked by itself."""
        roots_by_path: dict[str, str] = {}
        for path in roots:
            roots_by_path.setdefault(ntpath.normcase(path), path)
        children = self._children(set(roots_by_path))
        queue: deque[tuple[Item, str, str]] = deque()  # with its path and its secured object
        for path in roots_by_path.values():
            if item := self.tree.find(path):
                queue.append((item, path, ""))
            else:
                self.unread.append({"path": path, "reason": "no such folder"})
        while queue:
            item, path, secured = queue.popleft()
            if ntpath.normcase(path) in self.links:
                self.unread.append({"path": path, "reason": "a junction or link is not followed"})
            elif self.objects == self.bound:
                self.complete = False
                return
            else:
                secured = self._look_at(item, path, secured)
                for child in children.get(ntpath.normcase(path), ()):
                    queue.append((child, ntpath.join(path, ntpath.basename(child["path"])), secured))

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
            if path not in roots:
                found.setdefault(ntpath.dirname(path), []).append(item)
        return found

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
