"""The files of the lab's intranet in good health, and what its nodes know of accounts.

A hardened farm: the two folders of the site inherit nothing, and Users are not on them. Who may read them is there by
name, and the pool's account by IIS_IUSRS, so that an entry that is lost is missed by those it was for.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from lab.access_control.access_list import AccessList
from lab.access_control.tree import Tree
from lab.facts import iis

SITE, REPORTS, ACCOUNT = iis.FOLDER, iis.REPORTS, iis.SERVICE_ACCOUNT
READERS = r"EXAMPLE\Intranet Users"

DOMAIN = "S-1-5-21-1004336348-1177238915-682003330"
ACCOUNT_SID, READERS_SID = f"{DOMAIN}-1120", f"{DOMAIN}-1131"
TRUSTED_INSTALLER = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"

# As Windows makes them below C:\inetpub, made explicit, but for the entries of Users.
LIST = (
    "D:PAI(A;OICIIO;GA;;;CO)(A;;FA;;;SY)(A;OICIIO;GA;;;SY)(A;;FA;;;BA)(A;OICIIO;GA;;;BA)(A;OICI;0x1200a9;;;IS)"
    f"(A;OICI;0x1200a9;;;{READERS_SID})(A;;FA;;;{TRUSTED_INSTALLER})(A;OICIIO;GA;;;{TRUSTED_INSTALLER})"
)
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


def site_acl() -> dict[str, Any]:
    """State of any node."""
    return {"objects": copy.deepcopy(_objects()), "links": [], "central_policies": False}


def accounts(number: int) -> dict[str, Any]:
    """What the node of this number knows: the same on all but for the computer's own accounts.

    groups: those in the token that the domain gives for a name; None where it gives none.
    """
    own = f"S-1-5-21-2025429265-493281602-{1000000000 + number}"
    return {
        "accounts": [
            {"name": ACCOUNT, "sid": ACCOUNT_SID, "groups": _token()},
            {"name": READERS, "sid": READERS_SID, "groups": None},
        ],
        "local_groups": [
            _group(
                "S-1-5-32-544",
                "Administrators",
                (rf"WEB{number}\Administrator", f"{own}-500"),
                (r"EXAMPLE\Domain Admins", f"{DOMAIN}-512"),
            ),
            _group(
                "S-1-5-32-545",
                "Users",
                (r"NT AUTHORITY\INTERACTIVE", "S-1-5-4"),
                (r"NT AUTHORITY\Authenticated Users", "S-1-5-11"),
                (r"EXAMPLE\Domain Users", f"{DOMAIN}-513"),
            ),
            _group("S-1-5-32-568", "IIS_IUSRS"),  # a worker process has it by its token
        ],
        "domain": {"name": "EXAMPLE", "sid": DOMAIN},
    }


@cache
def _objects() -> list[dict[str, Any]]:
    """Every list follows from those of the two folders, as it does on Windows."""
    items = [{"path": path, "container": path in FOLDERS, "sddl": f"{OWNER}D:AI"} for path in (*FOLDERS, *FILES)]
    items.sort(key=lambda item: str(item["path"]).lower().split("\\"))
    tree = Tree(items, DOMAIN)
    for path in (SITE, REPORTS):
        tree.write(path, AccessList.of(LIST))
    return items


def _token() -> list[str]:
    """Domain Users, Everyone, Users, NETWORK, Authenticated Users, This Organization, Service asserted identity."""
    return [f"{DOMAIN}-513", "S-1-1-0", "S-1-5-32-545", "S-1-5-2", "S-1-5-11", "S-1-5-15", "S-1-18-2"]


def _group(sid: str, name: str, *members: tuple[str, str]) -> dict[str, Any]:
    return {"sid": sid, "name": name, "members": [{"name": name, "sid": sid} for name, sid in members]}
