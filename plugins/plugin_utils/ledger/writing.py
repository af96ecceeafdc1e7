# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Writes the files of a farm's history: the run's line first, then the file that knows what is open."""

from __future__ import annotations

import json
import os
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import SHARED, write_file
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import ledger
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.files import Files
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.kept import Kept
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.reading import sum_of


def append(files: Files, size: int, line: bytes) -> None:
    """After the whole lines, and on disk before this returns."""
    descriptor = os.open(files.lines, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, SHARED)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        file.truncate(size)
        file.seek(size)
        file.write(line + b"\n")
        os.fsync(file.fileno())


def replace(files: Files, kept: Kept) -> None:
    """The lines that are not kept go last: the other file says with which one the ledger begins."""
    state: dict[str, Any] = {
        "schema": ledger.SCHEMA,
        "farm": kept.farm,
        "head": kept.head,
        "lines": len(kept.lines),
        "former": json.loads(kept.lines[0])["former"],
        "open": [[*key, *entry] for key, entry in sorted(kept.entries.items())],
        "report": kept.report,
        "narrower": kept.narrower,
    }
    write_file(files.state, json.dumps({**state, "sum": sum_of(state)}, indent=1) + "\n", SHARED)
    content = b"".join(line + b"\n" for line in kept.lines)
    if files.lines.stat().st_size != len(content):
        write_file(files.lines, content.decode("ascii"), SHARED)
