# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The state of each control on each node, a table for each farm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import AUDIT, TITLES, checks
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.states import states_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.page.words import CELLS, CLASSES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.status import Status
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE, computers_of

Farm = Mapping[str, Any]
NOT_IN_RUN = "not in this run"
NO_CONTROL = ("", "")


def matrices(farms: Sequence[Farm]) -> list[dict[str, Any]]:
    """open: unless all is as described."""
    return [_matrix(farm) for farm in farms]


def _matrix(farm: Farm) -> dict[str, Any]:
    states = states_of(farm)
    without = {check.node: check.why for check in checks(farm) if check.control == AUDIT}
    controls = list(dict.fromkeys(control for own in states.values() for control in own))
    rows = [_row(WHOLE, states[""], controls)] if "" in states else []
    for node in (*farm["nodes"], *computers_of(farm)):
        if not node["in_run"]:
            rows.append({"node": node["node"], "cells": [], "words": NOT_IN_RUN})
        elif node["node"] in without:
            rows.append({"node": node["node"], "cells": [], "words": f"could not check: {without[node['node']]}"})
        else:
            rows.append(_row(node["node"], states[node["node"]], controls))
    return {
        "farm": farm["name"],
        "status": farm["status"],
        "problem": farm["problem"] or without.get("", ""),
        "open": farm["status"] != Status.COMPLIANT,
        "controls": [(control, TITLES.get(control, "")) for control in controls],
        "rows": rows,
        "reasons": _reasons(farm),
    }


def _row(name: str, own: Mapping[str, str], controls: Sequence[str]) -> dict[str, Any]:
    cells = [(CELLS[own[control]], CLASSES[own[control]]) if control in own else NO_CONTROL for control in controls]
    return {"node": name, "cells": cells, "words": ""}


def _reasons(farm: Farm) -> list[str]:
    """Why controls are not applicable, once for each reason."""
    found: dict[str, dict[str, list[str]]] = {}
    for part in (farm, *farm["nodes"], *computers_of(farm)):
        for control, reason in part["not_applicable"].items():
            found.setdefault(reason, {}).setdefault(control, []).append(part.get("node", WHOLE))
    return [f"{_places(own)}: {reason}" for reason, own in found.items()]


def _places(own: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{control} on {', '.join(nodes)}" for control, nodes in own.items())
