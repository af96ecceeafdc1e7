"""The DACLs of a healthy node's content, and what the payloads read_site_acl and write_site_acl do with them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from lab.access_control import names
from lab.access_control.access_list import AccessList
from lab.access_control.normal import is_canonical, normal
from lab.access_control.tree import Tree
from lab.access_control.walk import Peculiar, Walk
from lab.facts import accounts, iis, site_content
from lab.node_files import NodeState


def healthy() -> dict[str, Any]:
    """On any node."""
    return {
        "objects": copy.deepcopy(site_content.objects()),
        "parents": copy.deepcopy(site_content.PARENTS),
        "links": [],
        "junctions": [],
        "vanishing": [],
        "legacy_paths": False,
        "central_policies": False,
    }


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Raises ValueError where IIS has no such site."""
    concern = state["site_acl"]
    tree = Tree.of(state)
    junctions = {junction["path"]: junction["target"] for junction in concern["junctions"]}
    peculiar = Peculiar(concern["links"], junctions, concern["vanishing"], concern["legacy_paths"])
    walk = Walk(tree, peculiar, arguments["objects"])
    walk.over(_local(_folders(iis.applications(state, arguments["site"]))))
    trustees = {text: names.sid(text, tree.domain) for text in walk.trustees()}
    return {
        "dacls": list(walk.dacls),
        "secured_objects": walk.secured_objects,
        "inheriting": list(walk.inheriting.values()),
        "parents": walk.parents,
        "links": walk.links,
        "unread": walk.unread,
        "too_long": walk.too_long,
        "objects": walk.objects,
        "complete": walk.complete,
        "trustees": [{"text": text, "sid": sid} for text, sid in trustees.items()],
        "names": accounts.names(state, trustees.values()),
        "central_policies": concern["central_policies"],
    }


def write(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """All or nothing. Raises ValueError where a DACL has changed since it was read, or is not in canonical order."""
    after = copy.deepcopy(state)
    tree = Tree.of(after)
    for change in arguments["objects"]:
        item = tree.get(change["path"])
        now = tree.shown(item)
        if now.text != change["expected"]:
            raise ValueError(f"{change['path']} has another DACL than when it was read: it was changed meanwhile")
        if not is_canonical(now.entries or ()):
            raise ValueError(f"{change['path']} has a DACL that is not in canonical order: put it in order first")
        if not is_canonical(normal(AccessList.of(change["dacl"]), item["container"], tree.domain).entries or ()):
            raise ValueError(f"the new DACL of {change['path']} is not in canonical order")
    for change in arguments["objects"]:
        tree.write(change["path"], AccessList.of(change["dacl"]))
    state["site_acl"] = after["site_acl"]
    return {}


def _folders(applications: Iterable[Mapping[str, Any]]) -> list[str]:
    folders = [folder for application in applications for folder in application["virtual_directories"]]
    return [folder["physical_path"] for folder in folders]


def _local(folders: Iterable[str]) -> list[str]:
    """What another computer shares has its DACLs there."""
    plain = [folder.replace("/", "\\") for folder in folders]
    return [folder.rstrip("\\") if len(folder) > len("C:\\") else folder for folder in plain if folder[:2] != r"\\"]


STATE = {"site_acl": lambda number: healthy()}
PAYLOADS = {"read_site_acl": read, "write_site_acl": write}
