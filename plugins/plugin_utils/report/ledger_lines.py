# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The heads of the farms' ledgers in the text, so that who keeps it can tell later whether all lines were rewritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, number, wrapped

LEDGERS = "Heads of the ledgers"
SHOWN = 16  # characters of a head; the report's file has all of it


def ledgers(farms: Sequence[Mapping[str, Any]]) -> list[Line]:
    """Of those that are as described, too."""
    kept = [(farm["name"], farm["ledger"]) for farm in farms if farm["ledger"] and farm["ledger"]["head"]]
    told = [f"{name}: {number(own['lines'], 'line', 'lines')}, {own['head'][:SHOWN]}" for name, own in kept]
    return [Line(f"{LEDGERS}:"), *wrapped("; ".join(told), "  ", "")] if told else []
