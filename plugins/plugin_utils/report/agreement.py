# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the comparison of a farm's nodes with each other says of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import for_each, unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State

NOT_COMPARED = "not compared, because the farm's other nodes were not in this run"


def view_of(concern: Concern, audit: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    view: Mapping[str, Any] | None = ((audit or {}).get("views") or {}).get(concern.NAME)
    return view


def agreement_of(
    concern: Concern, agreed: Sequence[Finding] | None, why_unread: str, compared: bool
) -> Sequence[Finding]:
    """The findings of one node's comparison with the others; compared: whether others were in the run."""
    if why_unread or agreed is None:
        return unknown(concern.FARM_CONTROLS, why_unread or "its settings could not be read")
    if compared:
        return agreed or unknown(concern.FARM_CONTROLS, "its settings could not be read")
    known = [finding for finding in agreed if finding.state is not State.UNKNOWN]
    decided = {finding.control for finding in known}
    left = [control for control in concern.FARM_CONTROLS if control.id not in decided]
    return [*known, *for_each(left, State.NOT_APPLICABLE, NOT_COMPARED)]
