# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a report has of a farm as a whole, of its nodes and of computers beside them, as one list: a finding is told
alike wherever it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS, Kind

WHOLE = "the farm as a whole"


def parts_of(farm: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The farm as a whole, as if it were a node, where anything is known of it; then its nodes, then the others."""
    computers = computers_of(farm)
    if not farm.get("controls"):
        return [*farm["nodes"], *computers]
    own = {name: farm[name] for name in ("controls", "not_applicable", "findings")}
    return [{"node": WHOLE, "in_run": True, "problem": None, **own}, *farm["nodes"], *computers]


def computers_of(farm: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Clients and domain controllers, as if they were nodes; none in a report of an older version."""
    return [
        {**row, "node": row_title(kind, row[kind.field]), "in_run": True}
        for kind in KINDS
        for row in farm.get(kind.rows) or ()
    ]


def row_title(kind: Kind, host: str) -> str:
    """As the report names it, such as client pc1."""
    return f"{kind.name} {host}"


def is_computer(node: str) -> bool:
    """Whether it is such a name, and no node's."""
    return any(node.startswith(f"{kind.name} ") for kind in KINDS)
