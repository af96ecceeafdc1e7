# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a report has of a farm as a whole, and of its nodes, as one list: a finding is told alike wherever it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WHOLE = "the farm as a whole"
CLIENT = "client "


def parts_of(farm: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The farm as a whole, as if it were a node, where anything is known of it; then its nodes, then its clients."""
    clients = clients_of(farm)
    if not farm.get("controls"):
        return [*farm["nodes"], *clients]
    own = {name: farm[name] for name in ("controls", "not_applicable", "findings")}
    return [{"node": WHOLE, "in_run": True, "problem": None, **own}, *farm["nodes"], *clients]


def clients_of(farm: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """As if they were nodes; none in a report of an older version."""
    return [{**client, "node": client_named(client), "in_run": True} for client in farm.get("clients") or ()]


def client_named(client: Mapping[str, Any]) -> str:
    return f"{CLIENT}{client['client']}"
