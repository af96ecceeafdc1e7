"""The files and folders of a node: what a change of one DACL does to what is below."""

from __future__ import annotations

import ntpath
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lab.access_control import names
from lab.access_control.access_list import AccessList, dacl_of, sections, with_dacl
from lab.access_control.inheritance import Child, inherited
from lab.access_control.normal import normal

Item = dict[str, Any]  # path, container, sddl

# Of a folder that nothing is known of; its owner is no administrator.
NEW_FOLDER = "O:S-1-5-21-1-2-3-1105G:S-1-5-21-1-2-3-513D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;0x1200a9;;;BU)"


@dataclass(frozen=True)
class Tree:
    """items: parents stand before their children. domain: the SID of the domain that DU and the like belong to.

    parents: folders that the tops of the tree are in; they are never changed.
    """

    items: list[Item]
    domain: str
    parents: tuple[Item, ...] = ()

    @classmethod
    def of(cls, state: dict[str, Any]) -> Tree:
        concern = state["site_acl"]
        return cls(concern["objects"], state["accounts"]["domain"]["sid"], tuple(concern["parents"]))

    def find(self, path: str) -> Item | None:
        wanted = ntpath.normcase(path)
        return next((item for item in self.items if ntpath.normcase(item["path"]) == wanted), None)

    def get(self, path: str) -> Item:
        """Raises ValueError where nothing is at this path."""
        if (found := self.find(path)) is None:
            raise ValueError(f"there is no {path} on this node")
        return found

    def parent(self, path: str) -> Item | None:
        """The folder that something is in; None for the root of a volume, which is in none."""
        wanted = ntpath.normcase(ntpath.dirname(path))
        if wanted == ntpath.normcase(path):
            return None
        known = [item for item in (*self.items, *self.parents) if ntpath.normcase(item["path"]) == wanted]
        return known[0] if known else {"path": ntpath.dirname(path), "container": True, "sddl": NEW_FOLDER}

    def shown(self, item: Item) -> AccessList:
        """An item's DACL as .NET shows it."""
        return _shown(item["sddl"], item["container"], self.domain)

    def write(self, path: str, given: AccessList) -> None:
        """Gives an item a DACL as Windows does: what is inherited is made anew, for it and for all below it.

        Raises ValueError where nothing is at this path.
        """
        item = self.get(path)
        if given.protected or given.entries is None:
            if given.inherited:
                raise ValueError(f"not emulated: inherited entries in a protected DACL for {path}")
            self._put(item, given)
        elif parent := self.parent(item["path"]):
            self._inherit(item, parent, given)
        else:
            self._put(item, replace(given, entries=given.explicit))
        self.propagate(item)

    def propagate(self, changed: Item) -> None:
        """What is below inherits from it again, until a DACL is protected."""
        parents = {ntpath.normcase(changed["path"]): changed}
        for item in self.items:
            parent = parents.get(ntpath.dirname(ntpath.normcase(item["path"])))
            if parent is None or item is changed:
                continue
            own = self.shown(item)
            if not own.protected and own.entries is not None:
                self._inherit(item, parent, own)
                parents[ntpath.normcase(item["path"])] = item

    def _inherit(self, item: Item, parent: Item, own: AccessList) -> None:
        parts = sections(item["sddl"])
        owner, group = (names.shown(parts[letter], self.domain) for letter in "OG")
        given = inherited(self.shown(parent).entries or (), Child(item["container"], owner, group))
        self._put(item, replace(own, entries=(*own.explicit, *given)))

    def _put(self, item: Item, given: AccessList) -> None:
        flags = ("P", "AI") if given.protected else ("AI",)  # AI: Windows updates what this DACL inherits
        new = normal(replace(given, flags=flags), item["container"], self.domain)
        if new.text != self.shown(item).text:
            item["sddl"] = with_dacl(item["sddl"], new)


@lru_cache(maxsize=4096)  # the same few DACLs are shown again and again
def _shown(sddl: str, container: bool, domain: str) -> AccessList:
    return normal(dacl_of(sddl), container, domain)
