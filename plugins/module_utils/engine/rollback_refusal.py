# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Why runs are not rolled back: nodes would get keys back that do not fit the names. Pure, from results of check mode.

A node decrypts with the key of the account that holds the names. Where the names cannot be put back, a node that gets
its former key would refuse the tickets that it accepts now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..model.named import some

Result = Mapping[str, Any]


def may_have_names(
    nodes: Iterable[str],
    entries: Mapping[str, Sequence[Mapping[str, Any]]],
    runs: Iterable[str],
    read: Collection[str],
) -> list[str]:
    """The nodes of a farm that may have the changes of its names in these runs, and whose journals were not read.

    A run keeps them on the first node that it has: that, or one before the first that is known to have changed.
    nodes: in the order of the description. entries: of each node's journal. read: whose journals were read.
    """
    found: dict[str, None] = {}
    for run in runs:
        for node in nodes:
            if any(entry["run"] == run for entry in entries.get(node, ())):
                break
            if node not in read:
                found[node] = None
    return list(found)


def refusal(
    farm: Result | None,
    nodes: Mapping[str, Result],
    names: Sequence[str],
    of_the_key: Collection[str],
    not_read: str = "",
) -> str:
    """Empty where nothing keeps the runs from being rolled back.

    farm: what would be restored in the directory and DNS; None: no journal that was read has a change of it. nodes: the
    same of each. names: of the farm. of_the_key: the controls whose fix changes a node's key. not_read: the node whose
    journal would have such changes, where that could not be read.
    """
    keys = [node for node, result in nodes.items() if _restores(result, of_the_key)]
    if not keys:
        return ""
    if farm is None and not_read:
        return (
            "nothing was rolled back: whether the runs have changed the names of the farm is not known, because the "
            f"journal of {not_read} was not read, and {some(keys)} would get a key back that may not fit the names, "
            f"and refuse tickets; run this again with {not_read}. Where that node is gone for good, put the names back "
            "by hand, and take it out of kerberos_farm.nodes"
        )
    problem = _problem(farm or {}, names)
    if not problem:
        return ""
    return (
        f"nothing was rolled back: the names of the farm cannot be put back ({problem}), and {some(keys)} would get a "
        "key back that does not fit them, and refuse tickets; put the names back by hand, then run this again"
    )


def _restores(result: Result, of_the_key: Collection[str]) -> bool:
    return any(change["control"] in of_the_key for change in result.get("changes") or ())


def _problem(farm: Result, names: Sequence[str]) -> str:
    if farm.get("failed") or farm.get("unreachable"):
        return str(farm.get("msg") or "the directory could not be read")
    conflicts = [one for one in farm.get("conflicts") or () if any(f" HTTP/{name} on " in one for name in names)]
    return "; ".join(conflicts)
