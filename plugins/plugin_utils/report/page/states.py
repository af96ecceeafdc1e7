# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The state of each control on each node of a farm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.checks import AUDIT, checks, worst_states


def states_of(farm: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """node, empty for the farm as a whole -> control -> the worst state of its findings there."""
    found: dict[str, dict[str, str]] = {}
    for (node, control), state in worst_states(checks(farm)).items():
        if control != AUDIT:
            found.setdefault(node, {})[control] = state
    return found
