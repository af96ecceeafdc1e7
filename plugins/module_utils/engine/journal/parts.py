# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The reverse order of runs that have changed nodes and the directory: what was changed last is rolled back first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .entries import moment

Entry = Mapping[str, Any]


def parts_of(
    nodes: Sequence[str], entries: Mapping[str, Sequence[Entry]], runs: Collection[str], of_farm: Collection[str]
) -> dict[str, list[str]]:
    """first: the nodes that were changed after the directory. rest: the other nodes.

    names: the node whose journal has the directory's changes; none where there are none.

    nodes: all that are rolled back, in their order. entries: of each node's journal. of_farm: the concerns that change
    the directory and DNS.
    """
    own = {node: [entry for entry in found if _is_change(entry, runs)] for node, found in entries.items()}
    names = of_directory(entries, runs, of_farm)
    if not names:
        return {"first": [], "names": [], "rest": list(nodes)}
    begun = min(moment(entry["time"]) for found in names.values() for entry in found)
    later = {
        node
        for node, found in own.items()
        if any(e["concern"] not in of_farm and moment(e["time"]) > begun for e in found)
    }
    return {
        "first": [node for node in nodes if node in later],
        "names": list(names),
        "rest": [node for node in nodes if node not in later],
    }


def of_directory(
    entries: Mapping[str, Sequence[Entry]], runs: Collection[str], of_farm: Collection[str]
) -> dict[str, list[Entry]]:
    """Node -> the changes of the directory and DNS in its journal; only of nodes with some."""
    own = {
        node: [e for e in found if e["concern"] in of_farm and _is_change(e, runs)] for node, found in entries.items()
    }
    return {node: found for node, found in own.items() if found}


def _is_change(entry: Entry, runs: Collection[str]) -> bool:
    return entry["run"] in runs and not entry["done"] and entry["undoes"] is None
