# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Does a node that was fixed accept tickets, as it did before, and as it must where its key was changed? Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ..model.finding import EVERYTHING, State

Result = Mapping[str, Any]
CONTROL = "LIVE-1"


def unproved(
    node: str, before: Result | None, after: Result | None, done: Sequence[Result], of_the_key: Collection[str]
) -> list[str]:
    """A sentence for each ticket that the node does not accept. None where no ticket was shown.

    before, after: results of the task that shows tickets: of the farm before the fix, of this node after it.
    done: the results of the tasks that have changed the node. of_the_key: the controls whose fix changes its key.
    """
    if after is None or after.get("skipped"):
        return []
    accepted = _accepted(node, before or {})
    if "findings" not in after:
        why = after.get("msg") or "the task has failed"
        return [f"whether the node accepts tickets as before is not known: {why}"] if accepted else []
    changed = any(change["control"] in of_the_key for result in done for change in result.get("changes") or ())
    return list(_refused(node, accepted, after, changed))


def _refused(node: str, accepted: Collection[str], after: Result, changed: bool) -> Iterator[str]:
    for finding in after["findings"]:
        if finding["control"] != CONTROL or not _is_about(node, finding["subject"]):
            continue
        drift, unknown = (finding["state"] == state.value for state in (State.DRIFT, State.UNKNOWN))
        if (drift and changed) or ((drift or unknown) and accepted and _was_accepted(finding["subject"], accepted)):
            yield f"{CONTROL} {finding['subject']}: {finding['reason']}"


def _is_about(node: str, subject: str) -> bool:
    """Not about what another domain controller gives, which no change of the node makes better or worse."""
    return subject == EVERYTHING or subject.endswith(f" on {node}") or " " not in subject


def _was_accepted(subject: str, accepted: Collection[str]) -> bool:
    name = subject.partition(" ")[0].removeprefix("HTTP/")
    return subject == EVERYTHING or name in accepted


def _accepted(node: str, result: Result) -> set[str]:
    """The names whose tickets it has accepted."""
    return {one["name"] for one in (result.get("path") or {}).get("tickets") or () if one["node"] == node}
