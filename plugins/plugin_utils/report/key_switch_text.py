# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""In which order a fix changes the nodes' keys and the names' account, what users notice, and which names stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, Tone, wrapped

NOTICE = "What users notice"
STAY = "Names that stay as they are"
PARTS = ("moved", "before", "after", "refused", "notices")
Switch = Mapping[str, Any]


def planned(switch: Switch | None) -> dict[str, Any] | None:
    """For the report, of what nlb.kerberos.key_switch has returned; None where no name is to be moved."""
    if not switch or not (switch.get("moved") or switch.get("refused")):
        return None
    return {part: switch[part] for part in PARTS}


def order(switch: Switch) -> str:
    """Empty where nothing is moved."""
    names = ", ".join(switch["moved"])
    moved = [*switch["before"], f"then the names ({names})", *(f"then {node}" for node in switch["after"])]
    return f"Order of the key switch: {', '.join(moved)}" if names else ""


def refused(switch: Switch) -> list[str]:
    return [f"{name}: {why}" for name, why in switch["refused"].items()]


def lines(switch: Switch | None) -> list[list[Line]]:
    if not switch:
        return []
    said = order(switch)
    moved = [*wrapped(f"{said}. {NOTICE}:"), *_listed(switch["notices"])] if said else []
    stay = refused(switch)
    return [moved, [Line(f"{STAY}:", Tone.CHANGED), *_listed(stay)] if stay else []]


def _listed(sentences: Sequence[str]) -> list[Line]:
    return [line for sentence in sentences for line in wrapped(f"- {sentence}", "  ")]
