"""An audit cut at any of its messages changes nothing, and reports what it would have reported, or why it cannot."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask

from lab import healthy
from lab.faults import BY_NAME
from lab.node_files import NodeState
from tests.unit.emulated_node import ARGUMENTS_OF
from tests.wire.endings import IN_WORDS, check_error
from tests.wire.wire import LOST, Wire

FAULTS = (
    "dns_registration/virtual-address-registered",
    "load_balancing/stopped",
    "site_acl/readers-lack-access",
    "app_pool/network-logon-removed",
    "windows_authentication/ntlm-first",
)


def test_an_audit_cut_anywhere(wire: Wire) -> None:
    reported(wire)


def test_an_audit_cut_anywhere_where_messages_are_encrypted(encrypted_wire: Wire) -> None:
    reported(encrypted_wire)


def reported(wire: Wire) -> None:
    state = broken()
    whole = findings(wire.carry_out(audit, state).result)
    assert {finding.state for finding in whole} >= {State.DRIFT, State.COMPLIANT}
    assert not [finding for finding in whole if finding.state is State.UNKNOWN]
    unknown = [
        Finding(control, "everything", State.UNKNOWN, reason="")
        for concern in CONCERNS
        for control in identifiers(concern.CONTROLS)
    ]
    not_checked = 0
    for cut in wire.cut_everywhere(audit, state):
        assert cut.state == state, cut.at
        found = findings(cut.result) if cut.result else []
        if found == whole:
            continue
        assert cut.at.number == 1 or cut.at.cut is LOST, f"{cut.at}: what only reads is asked once more"
        if cut.error:
            check_error(cut, changed=False)  # of a node that is unreachable; the report has it for every control
        else:
            assert [without_reason(finding) for finding in found] == unknown, cut.at
            assert all(any(words in finding.reason for words in IN_WORDS) for finding in found), cut.at
        not_checked += 1
    assert not_checked


def broken() -> NodeState:
    state = healthy.node(1)
    for fault in FAULTS:
        BY_NAME[fault].inject(state, 1)
    return state


def audit(ask: Ask) -> list[Reading]:
    return audit_node([Plan.from_arguments(concern, ARGUMENTS_OF[concern.NAME]) for concern in CONCERNS], ask)


def findings(readings: Sequence[Reading]) -> list[Finding]:
    return [finding for reading in readings for finding in reading.findings]


def without_reason(finding: Finding) -> Finding:
    return Finding(finding.control, finding.subject, finding.state, reason="")
