"""The password of a domain controller's own account, which Samba has twice."""

from __future__ import annotations

import os
from pathlib import Path

import tdb

CHANGED = b"SECRETS/MACHINE_LAST_CHANGE_TIME/EXAMPLE"
LONG_AGO = (1).to_bytes(4, "little")  # seconds since 1970


def use_numbered_key(folder: Path) -> None:
    """Of the two Samba takes what was written later. One copy has no key version, with which it accepts no ticket."""
    copy = tdb.open(str(folder / "private" / "secrets.tdb"), 0, tdb.DEFAULT, os.O_RDWR | os.O_CREAT, 0o600)
    copy.store(CHANGED, LONG_AGO, tdb.REPLACE)
    copy.close()
