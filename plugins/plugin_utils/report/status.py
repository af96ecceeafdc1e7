# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is said of a farm, and of a run, in one word, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State


class Status(StrEnum):
    """Worst first. NOT_FIXED: a node could not be fixed or rolled back, or does not serve after the run."""

    NOT_FIXED = "not fixed"
    UNKNOWN = "could not check"
    DRIFT = "drift"
    COMPLIANT = "compliant"


def of_farm(counts: Mapping[str, int], not_fixed: bool = False) -> Status:
    """counts: state -> how many controls are in it. What is waived or pending is compliant; nothing at all is not."""
    if not_fixed:
        return Status.NOT_FIXED
    if counts.get(State.UNKNOWN) or not any(counts.values()):
        return Status.UNKNOWN
    return Status.DRIFT if counts.get(State.DRIFT) else Status.COMPLIANT


def worst(found: Iterable[str]) -> Status:
    """Of the farms'. Without a farm nothing was checked."""
    statuses = set(found)
    return next((status for status in Status if status in statuses), Status.UNKNOWN)
