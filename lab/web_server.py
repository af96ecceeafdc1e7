"""The web server of a healthy node: the site that IIS comes with, and the farm's, whose pool has a domain account."""

from __future__ import annotations

from typing import Any

SITE = "Intranet"
SERVICE_ACCOUNT = r"EXAMPLE\svc-intranet"
FOLDER, REPORTS = r"C:\inetpub\intranet", r"C:\inetpub\reports"


def iis() -> dict[str, Any]:
    return {
        "pools": [
            _pool("DefaultAppPool", "ApplicationPoolIdentity", ""),
            _pool("Intranet", "SpecificUser", SERVICE_ACCOUNT),
        ],
        "sites": [
            {"name": "Default Web Site", "applications": [_application("/", "DefaultAppPool", "C:\\inetpub\\wwwroot")]},
            {
                "name": SITE,
                "applications": [
                    _application("/", "Intranet", FOLDER),
                    _application("/reports", "Intranet", REPORTS),
                ],
            },
        ],
    }


def _pool(name: str, identity_type: str, user_name: str) -> dict[str, Any]:
    return {
        "name": name,
        "identity_type": identity_type,
        "user_name": user_name,
        "logon_type": "LogonBatch",
        "manual_group_membership": False,
    }


def _application(path: str, pool: str, folder: str) -> dict[str, Any]:
    directory = {"path": "/", "physical_path": folder, "user_name": ""}
    return {"path": path, "pool": pool, "virtual_directories": [directory]}
