# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Whether the variables of a run are known: Ansible says nothing of one that is misspelt, and uses the default."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.farm.fields import OPTION
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions import flat_variables

PREFIX = "kerberos_"
OTHERS, OTHER_TAGS = "kerberos_other_variables", "kerberos_other_tags"
# docs/variables.md has the same.
DOCUMENTED = (
    OPTION,
    "kerberos_hosts",
    "kerberos_client",
    "kerberos_client_group",
    "kerberos_client_fix",
    "kerberos_client_all",
    "kerberos_domain_controller",
    "kerberos_domain_controller_group",
    "kerberos_concerns",
    "kerberos_audit_path",
    "kerberos_fails_on",
    "kerberos_draw_path",
    "kerberos_reports",
    "kerberos_handoff",
    "kerberos_status_path",
    "kerberos_history",
    "kerberos_history_days",
    "kerberos_readings",
    "kerberos_timeout",
    "kerberos_write_timeout",
    "kerberos_recordings",
    "kerberos_preflight_requests",
    "kerberos_recordings_masked",
    "kerberos_evidence_path",
    "kerberos_evidence_masked",
    "kerberos_journal_copy",
    "kerberos_change_record",
    "kerberos_drain_timeout",
    "kerberos_directory_user",
    "kerberos_directory_password",
    "kerberos_directory_writer_user",
    "kerberos_directory_writer_password",
    "kerberos_probe_user",
    "kerberos_probe_password",
    "kerberos_service_password",
    "kerberos_service_password_changed",
    "kerberos_undoes",
    "kerberos_history_limit",
    "kerberos_overdue_days",
    "kerberos_playbook",
    OTHERS,
    OTHER_TAGS,
    *(name for name, _ in flat_variables.FIELDS.values()),
    flat_variables.OWN,
)
# What the playbooks keep for themselves. A playbook that imports several of them has those of the ones before.
REGISTERED = (
    "kerberos_asks_clients",
    "kerberos_asks_nodes",
    "kerberos_audit",
    "kerberos_audit_at_last",
    "kerberos_before",
    "kerberos_chosen",
    "kerberos_client_audit",
    "kerberos_client_start",
    "kerberos_collected",
    "kerberos_directory",
    "kerberos_directory_after",
    "kerberos_domain_controller_audit",
    "kerberos_drain_confirmed",
    "kerberos_drained",
    "kerberos_failed_of_farm",
    "kerberos_failure",
    "kerberos_fixes",
    "kerberos_held",
    "kerberos_journal",
    "kerberos_marker",
    "kerberos_part",
    "kerberos_password_proof",
    "kerberos_password_refused",
    "kerberos_plan",
    "kerberos_planned",
    "kerberos_planned_of_farm",
    "kerberos_proof",
    "kerberos_proved",
    "kerberos_recorded",
    "kerberos_rejoined",
    "kerberos_report",
    "kerberos_rollback",
    "kerberos_rollback_of_farm",
    "kerberos_start",
    "kerberos_state_at_last",
    "kerberos_states",
    "kerberos_states_after",
    "kerberos_switch",
    "kerberos_switch_now",
    "kerberos_ticket_proof",
    "kerberos_tickets",
    "kerberos_unreachable_fails",
)


def objection(names: Iterable[str], others: Collection[str] = ()) -> str:
    """What is wrong with these names; empty where nothing is. others: those that belong to something else."""
    known = {*DOCUMENTED, *REGISTERED, *others}
    unknown = sorted({name for name in names if name.startswith(PREFIX)} - known)
    if not unknown:
        return ""
    name = unknown[0]
    close = get_close_matches(name, DOCUMENTED, 1, cutoff=0.0)[0]
    return (
        f"{name}: no playbook knows this variable; the nearest one is {close}. Correct its name, or, where it belongs "
        f"to something else, add it to the list {OTHERS}"
    )


def listed(given: Any) -> list[str]:
    """The names in a variable that is a list, or, as from a survey, text with commas."""
    return given.replace(",", " ").split() if isinstance(given, str) else [str(name) for name in given]
