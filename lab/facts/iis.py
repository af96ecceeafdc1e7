"""The web server of a healthy node: the site that IIS comes with, and the farm's, whose pool has a domain account."""

from __future__ import annotations

from typing import Any

from lab.intranet import SERVICE_ACCOUNT, SITE
from lab.node_files import NodeState

FOLDER, REPORTS = r"C:\inetpub\intranet", r"C:\inetpub\reports"
# The farm's site has been asked for since the node started. A worker process keeps its pool's logon session.
PROCESS = {"id": 4120, "started": "2026-01-12 06:00:05", "logged_on": "2026-01-12 06:00:05"}


def iis() -> dict[str, Any]:
    """manual_sites: those that do not start by themselves (serverAutoStart is off)."""
    return {
        "pools": [
            _pool("DefaultAppPool", "ApplicationPoolIdentity", "", []),
            _pool(SITE, "SpecificUser", SERVICE_ACCOUNT, [dict(PROCESS)]),
        ],
        "sites": [
            _site("Default Web Site", ["*:80:"], [_application("/", "DefaultAppPool", "C:\\inetpub\\wwwroot")]),
            _site(
                SITE,
                ["*:80:intranet.example.com", "*:80:intranet"],
                [_application("/", SITE, FOLDER), _application("/reports", SITE, REPORTS)],
            ),
        ],
        "services": [
            {"name": "W3SVC", "state": "Running", "start": "Automatic"},
            {"name": "WAS", "state": "Running", "start": "Manual"},
        ],
        "manual_sites": [],
        "shared_configuration": {"enabled": False, "path": ""},
    }


def applications(state: NodeState, site: str) -> list[dict[str, Any]]:
    """Of the site of this name, in any case. Raises ValueError where IIS has none."""
    for found in state["iis"]["sites"]:
        if found["name"].lower() == site.lower():
            of_site: list[dict[str, Any]] = found["applications"]
            return of_site
    raise ValueError(f"IIS has no site {site}; its sites: {', '.join(one['name'] for one in state['iis']['sites'])}")


def _pool(name: str, identity_type: str, user_name: str, processes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "identity_type": identity_type,
        "user_name": user_name,
        "logon_type": "LogonBatch",
        "manual_group_membership": False,
        "state": "Started",
        "auto_start": True,
        "worker_processes": processes,
    }


def _site(name: str, bindings: list[str], applications: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "state": "Started",
        "bindings": [{"protocol": "http", "information": information} for information in bindings],
        "applications": applications,
    }


def _application(path: str, pool: str, folder: str) -> dict[str, Any]:
    directory = {"path": "/", "physical_path": folder, "user_name": ""}
    return {"path": path, "pool": pool, "virtual_directories": [directory]}


STATE = {"iis": lambda number: iis()}
