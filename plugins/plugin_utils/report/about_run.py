# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The run that a report is about: which one, what it was for, and when it started."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

AUDIT, CHECK, FIX, ROLLBACK, FLEET = "audit", "check", "fix", "rollback", "fleet"
MODES = {
    AUDIT: "audit",
    CHECK: "check mode of a fix: nothing was changed",
    FIX: "fix",
    ROLLBACK: "rollback",
    FLEET: "last reports of the farms: no node was asked",
}
COLLECTION = Path(__file__).parents[3]
STARTED = re.compile(r"(\d{8}T\d{6})Z-")
VERSION = re.compile(r"^version:\s*(\S+)", re.MULTILINE)


@dataclass(frozen=True)
class AboutRun:
    """version: of the collection."""

    run: str
    mode: str
    version: str

    def started(self, now: datetime) -> datetime:
        """By the identifier of the run, which begins with its time; now, where it is none of ours."""
        found = STARTED.match(self.run)
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else now


def collection_version() -> str:
    """In an installed collection it is in MANIFEST.json, in a checkout in galaxy.yml."""
    manifest = COLLECTION / "MANIFEST.json"
    if manifest.is_file():
        return str(json.loads(manifest.read_text(encoding="utf-8"))["collection_info"]["version"])
    found = VERSION.search((COLLECTION / "galaxy.yml").read_text(encoding="utf-8"))
    return found[1] if found else "unknown"
