# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The last runs of each farm, and how long drift stayed until it was mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.trend import durations, run
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.farms import RUNS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.words import minute


def history(farms: Sequence[Mapping[str, Any]], histories: Mapping[str, Any]) -> dict[str, Any]:
    kept = [(farm["name"], histories[farm["name"]]) for farm in farms if histories.get(farm["name"])]
    return {
        "farms": [
            {
                "farm": name,
                "runs": [{**run(line)._asdict(), "time": minute(line["time"])} for line in reversed(lines[-RUNS:])],
                "all": len(lines),
            }
            for name, lines in kept
        ],
        "durations": [
            {**one._asdict(), **{name: f"{getattr(one, name):.1f}" for name in ("median", "mean", "longest")}}
            for one in durations([lines for _, lines in kept])
        ],
        "without": [farm["name"] for farm in farms if not histories.get(farm["name"])],
    }
