"""What request filtering hides on a healthy node: what IIS comes with, in every application."""

from __future__ import annotations

from typing import Any

from lab.facts import iis
from lab.node_files import NodeState

# As setup writes them.
HIDDEN_SEGMENTS = (
    "web.config",
    "bin",
    "App_code",
    "App_GlobalResources",
    "App_LocalResources",
    "App_WebReferences",
    "App_Data",
    "App_Browsers",
)


def healthy() -> dict[str, Any]:
    return {
        "installed": True,
        "applications": [
            {"site": site["name"], "path": one["path"], "hidden_segments": list(HIDDEN_SEGMENTS), "problem": ""}
            for site in iis.iis()["sites"]
            for one in site["applications"]
        ],
    }


def of(state: NodeState, site: str, path: str) -> dict[str, Any]:
    """What the state has of an application."""
    found = state["request_filtering"]["applications"]
    return next(one for one in found if (one["site"], one["path"]) == (site, path))


STATE = {"request_filtering": lambda number: healthy()}
AFTER = ("iis", "authentication")
