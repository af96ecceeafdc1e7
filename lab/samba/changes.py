"""Changes of one domain controller's own copy of the directory, in the file that Samba has it in.

Its arguments as a program: the domain controller's folder; the changes are on stdin, in JSON. Each is a list: object,
attribute, what is done (add, delete, replace, or raw, which is without any of Samba's rules), and the values.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ldb
from samba.auth import system_session
from samba.credentials import Credentials
from samba.param import LoadParm
from samba.samdb import SamDB

KINDS = {"add": ldb.FLAG_MOD_ADD, "delete": ldb.FLAG_MOD_DELETE, "replace": ldb.FLAG_MOD_REPLACE}
RAW = "raw"
BASE = "DC=EXAMPLE,DC=COM"


def changed(folder: Path, changes: Sequence[Sequence[Any]]) -> None:
    directory = opened(folder)
    for dn, attribute, kind, values in changes:
        if kind == RAW:
            _write_raw(folder, dn, attribute, values)
        else:
            _modify(directory, dn, attribute, KINDS[kind], values)


def opened(folder: Path) -> Any:
    settings = LoadParm()
    settings.load(str(folder / "smb.conf"))
    credentials = Credentials()
    credentials.guess(settings)
    path = folder / "private" / "sam.ldb"
    return SamDB(url=str(path), session_info=system_session(), credentials=credentials, lp=settings)


def _modify(directory: Any, dn: str, attribute: str, flag: int, values: Sequence[str]) -> None:
    message = ldb.Message(ldb.Dn(directory, dn))
    message[attribute] = ldb.MessageElement(list(values), flag, attribute)
    directory.modify(message)


def _write_raw(folder: Path, dn: str, attribute: str, values: Sequence[str]) -> None:
    partition = ldb.Ldb(str(folder / "private" / "sam.ldb.d" / f"{BASE}.ldb"))
    _modify(partition, dn, attribute, ldb.FLAG_MOD_REPLACE, values)


if __name__ == "__main__":
    changed(Path(sys.argv[1]), json.load(sys.stdin))
