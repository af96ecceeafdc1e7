# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a fix did on each node, from the results that the playbook's tasks have registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fix_plan import Changes


@dataclass(frozen=True)
class Fixing:
    """What a fix did on one node. check: in check mode, it only would. failure: why it stopped.

    changes: concern -> what its module returned. drains: whether the node is drained for it; drained: whether it still
    is. run, time: of the fix, as in the node's journal.
    """

    changes: Changes = field(default_factory=dict)
    failure: str | None = None
    check: bool = False
    drains: bool = True
    drained: bool = False
    run: str = ""
    time: str = ""

    def all(self) -> list[Mapping[str, Any]]:
        return [change for group in self.changes.values() for change in group]


def fixing_of(variables: Mapping[str, Any] | None, check: bool, drains: bool, run: str) -> Fixing:
    """From the results that the concerns' roles have registered as <concern>_result, and the variables of the fix."""
    if variables is None:
        return Fixing()
    results = {name: result for name in NAMES if (result := variables.get(f"{name}_result"))}
    return Fixing(
        {name: result["changes"] for name, result in results.items() if result.get("changes")},
        variables.get("kerberos_failure"),
        check,
        drains=drains,
        drained=not check and _is_left_drained(variables),
        run=run,
        time=next((result["time"] for result in results.values() if "time" in result), ""),
    )


def _is_left_drained(variables: Mapping[str, Any]) -> bool:
    names = ("kerberos_drained", "kerberos_drain_confirmed", "kerberos_rejoined")
    drained, confirmed, rejoined = (variables.get(name) or {} for name in names)
    # The second one has started the node again where no other one served any more.
    left = confirmed.get("drained_by", drained.get("drained_by"))
    return bool(left) and not rejoined.get("changed")
