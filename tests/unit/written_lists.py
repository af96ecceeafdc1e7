"""What read_site_acl prints when DACLs have been written: what is below inherits from them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lab.access_control import names
from lab.access_control.access_list import AccessList
from lab.access_control.tree import Item, Tree
from lab.facts.site_content import DOMAIN


def with_lists(answer: Mapping[str, Any], objects: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The answer after a write of these objects, each with its path and its DACL."""
    after: dict[str, Any] = copy.deepcopy(dict(answer))
    items = sorted(_items(after), key=lambda item: item["path"].lower().split("\\"))
    tree = Tree(items, _domain(after), tuple(_parents(after)))
    before = {item["path"]: item["sddl"] for item in tree.items}
    for one in objects:
        tree.write(one["path"], AccessList.of(one["dacl"]))
    for row, paths in _rows(after):
        for item in (item for path in paths[:1] if (item := tree.get(path))["sddl"] != before[item["path"]]):
            shown = tree.shown(item)
            after["dacls"].append(shown.text)
            row["dacl"] = len(after["dacls"]) - 1
            known = {trustee["text"] for trustee in after["trustees"]}
            texts = {entry.trustee for entry in shown.entries or ()} - known
            after["trustees"] += [{"text": text, "sid": names.sid(text, tree.domain)} for text in sorted(texts)]
    return after


def _rows(answer: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Each with the paths that have its DACL."""
    for row in answer["secured_objects"]:
        yield row, [row["path"]]
    for row in answer["inheriting"]:
        yield row, row["paths"]


def _items(answer: Mapping[str, Any]) -> Iterator[Item]:
    for row, paths in _rows(answer):
        for path in paths:
            sddl = f"{row.get('owner', 'O:BA')}G:DU{answer['dacls'][row['dacl']]}"
            yield {"path": path, "container": row["container"], "sddl": sddl}


def _parents(answer: Mapping[str, Any]) -> Iterator[Item]:
    for one in answer["parents"]:
        if one["dacl"] is not None:
            yield {"path": one["path"], "container": True, "sddl": f"O:BAG:DU{answer['dacls'][one['dacl']]}"}


def _domain(answer: Mapping[str, Any]) -> str:
    """Of the node's domain, as its own short names have it."""
    of_domain = [one["sid"] for one in answer["trustees"] if one["text"] in names.OF_DOMAIN]
    return str(of_domain[0]).rpartition("-")[0] if of_domain else DOMAIN
