"""How the applications of a healthy node authenticate, and one of them to be changed."""

from __future__ import annotations

from typing import Any

from lab import web_server
from lab.state import NodeState


def windows_authentication(computer: str) -> dict[str, Any]:
    """As setup leaves it for the site that IIS comes with; the farm's asks everybody, and decrypts as its pool."""
    farms = {"enabled": True, "use_app_pool_credentials": True}
    return {
        "computer": f"{computer}$",
        "installed": True,
        "places": [
            place(site["name"], application["path"], **(farms if site["name"] == web_server.SITE else {}))
            for site in web_server.iis()["sites"]
            for application in site["applications"]
        ],
    }


def place(site: str, path: str, **windows: Any) -> dict[str, Any]:
    """windows: what is not as the schema says; where it is switched on, nobody gets in without."""
    defaults = {
        "enabled": False,
        "use_kernel_mode": True,
        "use_app_pool_credentials": False,
        "providers": ["Negotiate", "NTLM"],
        "token_checking": "None",
        "flags": 0,
        "spns": [],
    }
    return {
        "place": f"{site}{path}",
        "site": site,
        "path": path,
        "problem": "",
        "windows": {**defaults, **windows},
        "anonymous": not windows.get("enabled", False),
        "unlocked": [],
        "from_web_config": [],
    }


def of(state: NodeState, path: str, site: str = web_server.SITE) -> dict[str, Any]:
    """The application at this path."""
    places = state["windows_authentication"]["places"]
    return next(one for one in places if one["place"] == f"{site}{path}")
