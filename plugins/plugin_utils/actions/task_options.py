# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Options of tasks that run on the controller only; documented in plugins/modules."""

from __future__ import annotations

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.browser_policy.fix import ON_REQUEST
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_options import WHOLE_FARM_OPTIONS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain import decision
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.options import NODE_OPTIONS, RUN_OPTIONS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import KINDS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.paths import WRITTEN

HELD, RELEASED = "held", "released"

CONCERNS: dict[str, Any] = {"concerns": {"type": "list", "elements": "str"}}  # checked against the registry by named

FARM_CONCERN_OPTIONS: dict[str, Any] = {
    **WHOLE_FARM_OPTIONS,
    "own_addresses": {"type": "list", "elements": "str"},
    "run": RUN_OPTIONS["run"],
    "journal_copy": RUN_OPTIONS["journal_copy"],
}

SPN_OPTIONS = {**FARM_CONCERN_OPTIONS, "held_back": {"type": "dict"}}

NODES, FARM = "nodes", "farm"

ROLLBACK_OPTIONS = {
    **NODE_OPTIONS,
    **RUN_OPTIONS,
    **WHOLE_FARM_OPTIONS,
    "undoes": {"type": "list", "elements": "str", "required": True},
    "of": {"type": "str", "choices": [NODES, FARM], "default": NODES},
    "closes": {"type": "bool", "default": True},
}

SUPPORT_ARCHIVE_OPTIONS = {
    "recordings": {"type": "path"},
    "path": {"type": "path"},
    "masked": {"type": "bool", "default": True},
    "reports": {"type": "list", "elements": "path", "default": []},
    "run": {"type": "str", "default": ""},
}

CHOSEN_RUNS_OPTIONS = {"undoes": {"type": "list", "elements": "str"}}

ROLLBACK_PLAN_OPTIONS = {
    "runs": {"type": "list", "elements": "str", "required": True},
    "drainers": {"type": "list", "elements": "str", "required": True},
}

KEY_SWITCH_OPTIONS = {
    "writes": {"type": "bool", "default": False},
    "says": {"type": "bool", "default": False},
}

PASSWORD_PROOF_OPTIONS = {"password": {"type": "str", "required": True, "no_log": True}}

HISTORY_OPTIONS = {"limit": {"type": "int", "default": 20}}

DRAIN_OPTIONS = {**NODE_OPTIONS, **decision.ARGUMENT_SPEC, "run": {"type": "str"}}

LEASE_OPTIONS = {
    **NODE_OPTIONS,
    "run": {"type": "str", "required": True},
    "state": {"type": "str", "choices": [HELD, RELEASED], "default": RELEASED},
    "finished": {"type": "bool", "default": False},
}

NODE_STATE_OPTIONS = {"farm": {"type": "dict"}, "timeout": {"type": "int", "default": 30}}

FARM_OPTIONS = {
    "single": {"type": "bool", "default": False},
    "writes": {"type": "list", "elements": "str", "choices": list(WRITTEN), "default": []},
}

AUDIT_OPTIONS = {
    "farm": {"type": "dict"},
    **CONCERNS,
    "readings": {"type": "path"},
    "held": {"type": "bool", "default": False},
}

CLIENTS_OPTIONS = {
    "client": {"type": "dict"},
    "farm_descriptions": {"type": "list", "elements": "dict"},
    **CONCERNS,
    "readings": AUDIT_OPTIONS["readings"],
}

DOMAIN_CONTROLLERS_OPTIONS = {
    "domain_controller": {"type": "dict"},
    **{name: CLIENTS_OPTIONS[name] for name in ("farm_descriptions", "concerns", "readings")},
}

CLIENT_START_OPTIONS: dict[str, Any] = {
    "controls": {"type": "list", "elements": "str"},
    "undoes": {"type": "list", "elements": "str"},
    "every": {"type": "bool", "default": False},
}

CLIENT_FIX_OPTIONS = {
    "controls": {"type": "list", "elements": "str", "choices": list(ON_REQUEST), "required": True},
    "client": CLIENTS_OPTIONS["client"],
    "farm_descriptions": CLIENTS_OPTIONS["farm_descriptions"],
    "run": RUN_OPTIONS["run"],
    "journal_copy": RUN_OPTIONS["journal_copy"],
}

CLIENT_ROLLBACK_OPTIONS = {
    "undoes": {"type": "list", "elements": "str", "required": True},
    "client": CLIENTS_OPTIONS["client"],
    "run": RUN_OPTIONS["run"],
    "journal_copy": RUN_OPTIONS["journal_copy"],
}

PROOF_OPTIONS = {
    "before": {"type": "dict", "required": True},
    "after": {"type": "dict", "required": True},
    "state": {"type": "dict"},
    "results": {"type": "list", "elements": "dict"},
    "drift": {"type": "bool", "default": True},
    "failure": {"type": "str"},
    "tickets_before": {"type": "dict"},
    "tickets_after": {"type": "dict"},
}

COMPLIANCE_OPTIONS = {
    "run": {"type": "str", "required": True},
    "mode": {"type": "str", "choices": ["audit", "fix", "rollback"], "default": "audit"},
    **CONCERNS,
    "path": {"type": "path"},
    "record": {"type": "path"},
    "reports": {"type": "dict"},
    "handoff": {"type": "path"},
    "history": {"type": "path"},
    "history_days": {"type": "int", "default": 400},
    "status_path": {"type": "path"},
    "fails_on": {
        "type": "list",
        "elements": "str",
        "choices": [state.value for state in State if state is not State.COMPLIANT],
        "default": [State.UNKNOWN.value],
    },
    "serving": {"type": "bool", "default": False},
    "draw_path": {"type": "bool", "default": False},
    **{kind.rows: {"type": "str", "default": kind.group} for kind in KINDS},
}

REPORTS_OPTIONS = {
    "history": {"type": "path", "required": True},
    "overdue_days": {"type": "int", "default": 2},
    **CONCERNS,
    **{name: COMPLIANCE_OPTIONS[name] for name in ("path", "reports", "status_path", "fails_on")},
}

PREFLIGHT_OPTIONS = {
    "farm": {"type": "dict", "required": True},
    **CONCERNS,
    "recording": {"type": "path"},
    "masked": {"type": "bool", "default": True},
    "requests": {"type": "bool", "default": False},
}

CLIENT_PREFLIGHT_OPTIONS = {
    **{name: CLIENTS_OPTIONS[name] for name in ("client", "farm_descriptions", "concerns")},
    **{name: PREFLIGHT_OPTIONS[name] for name in ("recording", "masked")},
}

DOMAIN_CONTROLLER_PREFLIGHT_OPTIONS = {
    **{name: DOMAIN_CONTROLLERS_OPTIONS[name] for name in ("domain_controller", "farm_descriptions", "concerns")},
    **{name: PREFLIGHT_OPTIONS[name] for name in ("recording", "masked")},
}
