# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options that several modules share; documented in plugins/doc_fragments."""

from __future__ import annotations

from ..concerns.registry import NAMES
from ..model import waivers
from ..model.finding import State
from ..node.connection_option import NODE
from .drain import decision

# The node guard is part of every question: no node is asked without saying which one is meant.
NODE_OPTIONS = {"own_addresses": {"type": "list", "elements": "str", "required": True}}

RUN_OPTIONS = {"run": {"type": "str"}, "journal_copy": {"type": "path"}}

CONCERN_OPTIONS = {
    **NODE_OPTIONS,
    **RUN_OPTIONS,
    "waivers": {"type": "list", "elements": "dict", "options": waivers.ARGUMENT_SPEC},
    "node": NODE,
    # From the action plugin, because only module_utils are shipped with a module. no_log: long, and no use in a log.
    "_payloads": {"type": "dict", "no_log": True},
}

ROLLBACK_OPTIONS = {**NODE_OPTIONS, **RUN_OPTIONS, "undoes": {"type": "str", "required": True}}

DRAIN_OPTIONS = {**NODE_OPTIONS, **decision.ARGUMENT_SPEC, "run": {"type": "str"}}

LEASE_OPTIONS = {**NODE_OPTIONS, "run": {"type": "str", "required": True}}

FARM_OPTIONS = {"single": {"type": "bool", "default": False}}

AUDIT_OPTIONS = {
    "farm": {"type": "dict"},
    "concerns": {"type": "list", "elements": "str", "choices": list(NAMES)},
    "readings": {"type": "path"},
}

COMPLIANCE_OPTIONS = {
    "run": {"type": "str", "required": True},
    "concerns": {"type": "list", "elements": "str", "choices": list(NAMES)},
    "path": {"type": "path"},
    "record": {"type": "path"},
    "fails_on": {
        "type": "list",
        "elements": "str",
        "choices": [state.value for state in State if state is not State.COMPLIANT],
        "default": [State.UNKNOWN.value],
    },
}

PREFLIGHT_OPTIONS = {
    "farm": {"type": "dict", "required": True},
    "concerns": {"type": "list", "elements": "str", "choices": list(NAMES)},
    "recording": {"type": "path"},
    "masked": {"type": "bool", "default": True},
}
