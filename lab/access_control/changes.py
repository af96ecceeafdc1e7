"""What administrators do to DACLs: the lab's faults are made of these."""

from __future__ import annotations

import ntpath
from dataclasses import replace

from lab.access_control import names
from lab.access_control.access_list import AccessList
from lab.access_control.tree import Tree


def add(tree: Tree, path: str, entries: str) -> None:
    """Explicit entries; deny entries come first."""
    now = tree.shown(tree.get(path))
    explicit = sorted((*now.explicit, *AccessList.of(f"D:{entries}").explicit), key=lambda entry: not entry.denies)
    tree.write(path, replace(now, entries=tuple(explicit)))


def remove(tree: Tree, path: str, trustee: str) -> None:
    """All explicit entries of a trustee."""
    shown = names.shown(trustee, tree.domain)
    now = tree.shown(tree.get(path))
    tree.write(path, now.keep(lambda entry: entry.inherited or entry.trustee != shown))


def replace_dacl(tree: Tree, path: str, text: str) -> None:
    tree.write(path, AccessList.of(text))


def move_top(tree: Tree, path: str, sddl: str) -> None:
    """A top of the tree that was moved here with all that is in it, and kept what it inherited from another folder."""
    item = tree.get(path)
    item["sddl"] = sddl
    tree.propagate(item)


def make(tree: Tree, path: str, container: bool, sddl: str) -> None:
    """A file or folder with a DACL of its own."""
    tree.items.append({"path": path, "container": container, "sddl": sddl})
    tree.items.sort(key=lambda item: ntpath.normcase(item["path"]).split("\\"))


def move_here(tree: Tree, path: str, sddl: str) -> None:
    """A file that keeps the descriptor it had where it was, as one does that is moved within a volume."""
    make(tree, path, False, sddl)
