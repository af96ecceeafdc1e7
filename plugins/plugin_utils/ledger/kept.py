# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the files of a farm say, and what of it is kept for how long."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import chain, ledger

Report = Mapping[str, Any]


@dataclass
class Kept:
    """farm: its name. report: the last one of all nodes. size: bytes of the whole lines.

    narrower: a later one of all nodes, of a run that has asked for fewer concerns.
    """

    farm: str
    lines: list[bytes] = field(default_factory=list)
    entries: dict[ledger.Key, ledger.Entry] = field(default_factory=dict)
    report: Report | None = None
    narrower: Report | None = None
    size: int = 0

    @property
    def head(self) -> str | None:
        return chain.digest(self.lines[-1]) if self.lines else None

    def history(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]

    def told(self, farm: ledger.Farm) -> dict[str, Any]:
        return {**farm, "ledger": {"lines": len(self.lines), "head": self.head}}

    def keep_report(self, report: Report) -> None:
        """Of one farm. One that has looked at less does not take the place of the one before."""
        (farm,) = report["farms"]
        if ledger.is_limited(farm):
            return
        former = set(self.report["farms"][0]["concerns"]) & set(NAMES) if self.report else set()
        if former <= set(farm["concerns"]):
            self.report, self.narrower = report, None
        else:
            self.narrower = report

    def forget_before(self, time: str, days: int) -> None:
        """The lines that are older than these days; the last one stays."""
        first = datetime.fromisoformat(time) - timedelta(days=days)
        times = [datetime.fromisoformat(line["time"]) for line in self.history()]
        begin = next((number for number, at in enumerate(times) if at >= first), len(times) - 1)
        self.lines = self.lines[begin:]
