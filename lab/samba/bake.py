"""A domain of Samba in a folder: EXAMPLE.COM with the accounts of a plan, ready to be started by serve.py.

Runs in the system's Python, in a network namespace of its own. Its argument: the folder; the plan is on stdin.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samba import enable_net_export_keytab
from samba.auth import system_session
from samba.credentials import Credentials
from samba.net import Net
from samba.param import LoadParm
from samba.samdb import SamDB
from samba.sd_utils import SDUtils

from lab.samba import join, namespace, tls
from lab.samba.addresses import ALL, NAMES
from lab.samba.changes import changed
from lab.samba.controller import FOLDERS, settings
from lab.samba.namespace import run

Plan = Mapping[str, Any]


def provision(folder: Path, plan: Plan) -> None:
    configuration = folder / "smb.conf"
    alone = not plan["second"]
    text, backend = settings(folder, alone), "SAMBA_INTERNAL" if alone else "NONE"
    configuration.write_text(text, encoding="utf-8")
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700)
    run(
        *("samba-tool", "domain", "provision", "-s", str(configuration), f"--targetdir={folder}", "--host-name=dc1"),
        *("--realm=EXAMPLE.COM", "--domain=EXAMPLE", "--host-ip=10.0.0.5"),
        *(f"--domain-sid={plan['sid']}", f"--dns-backend={backend}", "--server-role=dc"),
    )
    configuration.write_text(text, encoding="utf-8")


def populate(folder: Path, keytabs: Path, plan: Plan) -> None:
    loaded = LoadParm()
    loaded.load(str(folder / "smb.conf"))
    credentials = Credentials()
    credentials.guess(loaded)
    directory = SamDB(
        url=str(folder / "private" / "sam.ldb"), session_info=system_session(), credentials=credentials, lp=loaded
    )
    directory.setpassword("(sAMAccountName=Administrator)", plan["administrator"], False)
    enable_net_export_keytab()
    for one in plan["objects"]:
        attributes = {name: list(map(base64.b64decode, given)) for name, given in one["attributes"].items()}
        # Only with these controls a SID is taken as it is given.
        directory.add({"dn": one["dn"], **attributes}, ["provision:0", "relax:0"])
        for number, password in enumerate(one["passwords"], 1):
            directory.setpassword(f"(distinguishedName={one['dn']})", password, False)
            kind = "" if number == len(one["passwords"]) else ".former"
            Net(None, loaded).export_keytab(
                keytab=str(keytabs / f"{one['account']}{kind}.keytab"), principal=one["account"]
            )
    changed(folder, plan["changes"])
    for dn, entry in plan["grants"]:
        SDUtils(directory).dacl_add_ace(dn, entry)


def main() -> None:
    folder, plan = Path(sys.argv[1]), json.load(sys.stdin)
    namespace.addresses(ALL)
    namespace.names(folder, NAMES)
    (folder / "keytabs").mkdir(mode=0o700)
    first = folder / "dc1"
    first.mkdir(mode=0o700)
    provision(first, plan)
    tls.issue(first)
    populate(first, folder / "keytabs", plan)
    if plan["second"]:
        join.second(first, folder / "dc2", plan["administrator"])


main()
