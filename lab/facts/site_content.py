"""The files of the lab's intranet on a healthy node.

A hardened farm: the two folders of the site inherit nothing, and Users are not on them. Who may read them is there by
name, and the pool's account by IIS_IUSRS, so that an entry that is lost is missed by those it was for.
"""

from __future__ import annotations

import ntpath
from functools import cache
from typing import Any

from lab.access_control.access_list import AccessList
from lab.access_control.tree import Tree
from lab.facts import iis
from lab.intranet import DOMAIN, READERS_SID

SITE, REPORTS = iis.FOLDER, iis.REPORTS
TRUSTED_INSTALLER = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"

# As Windows makes them below C:\inetpub, made explicit, but for the entries of Users.
DACL = (
    "D:PAI(A;OICIIO;GA;;;CO)(A;;FA;;;SY)(A;OICIIO;GA;;;SY)(A;;FA;;;BA)(A;OICIIO;GA;;;BA)(A;OICI;0x1200a9;;;IS)"
    f"(A;OICI;0x1200a9;;;{READERS_SID})(A;;FA;;;{TRUSTED_INSTALLER})(A;OICIIO;GA;;;{TRUSTED_INSTALLER})"
)
# The folder that both are in, as setup makes it.
PARENTS: list[dict[str, Any]] = [
    {
        "path": ntpath.dirname(SITE),
        "container": True,
        "sddl": f"O:{TRUSTED_INSTALLER}G:{TRUSTED_INSTALLER}D:PAI(A;OICIIO;GA;;;CO)(A;;FA;;;SY)(A;OICIIO;GA;;;SY)"
        "(A;;FA;;;BA)(A;OICIIO;GA;;;BA)(A;;0x1200a9;;;BU)(A;OICIIO;GXGR;;;BU)"
        f"(A;;FA;;;{TRUSTED_INSTALLER})(A;OICIIO;GA;;;{TRUSTED_INSTALLER})",
    }
]
OWNER = f"O:BAG:{DOMAIN}-513"  # of what an administrator has put there

FOLDERS = (SITE, rf"{SITE}\bin", rf"{SITE}\docs", rf"{SITE}\docs\forms", rf"{SITE}\images", REPORTS, rf"{REPORTS}\2025")
FILES = (
    rf"{SITE}\bin\app.dll",
    rf"{SITE}\default.htm",
    rf"{SITE}\docs\forms\leave.htm",
    rf"{SITE}\docs\handbook.htm",
    rf"{SITE}\images\logo.png",
    rf"{SITE}\web.config",
    rf"{REPORTS}\2025\sales.htm",
    rf"{REPORTS}\default.htm",
    rf"{REPORTS}\web.config",
)


@cache
def objects() -> list[dict[str, Any]]:
    """Every list follows from those of the two folders, as it does on Windows."""
    items = [{"path": path, "container": path in FOLDERS, "sddl": f"{OWNER}D:AI"} for path in (*FOLDERS, *FILES)]
    items.sort(key=lambda item: str(item["path"]).lower().split("\\"))
    tree = Tree(items, DOMAIN)
    for path in (SITE, REPORTS):
        tree.write(path, AccessList.of(DACL))
    return items
