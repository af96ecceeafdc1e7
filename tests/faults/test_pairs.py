"""Two faults at once on one node: neither hides the other, nothing else is reported, and the fix still converges.

Every two faults that can meet, and a sample of those that cannot. Only the concerns that report one of the two fix it:
that the others do nothing is proved for each fault in test_faults.
"""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError

from lab import healthy
from lab.faults import FAULTS, Fault
from tests.faults import interplay
from tests.faults.farm_in_process import FarmInProcess
from tests.faults.interplay import reporting
from tests.faults.pairs import not_fixed, wrong


def gives_tokens(fault: Fault) -> bool:
    state = healthy.node(2)
    fault.inject(state, 2)
    return state["accounts"]["token_error"] is None


# The right to log on as a batch job, which can be removed once.
REMOVED = tuple(fault.name for fault in FAULTS if fault.name.startswith("app_pool/batch-logon-removed"))
ON_ADAPTER = ("registered", "alone", "duplicate")
GROUPS_UNKNOWN = "app_pool/batch-logon-denied-groups-unknown"
# The same file, or the same right, cannot be both; a session has credentials or has none.
NO_PAIRS = [
    {"site_acl/moved-file-protected", "site_acl/moved-file-inherited"},
    {"site_acl/content-on-share", "site_acl/root-is-junction"},
    {"site_acl/root-of-another-parent", "site_acl/root-is-junction"},
    # The cluster's adapter has an own address too, or both virtual ones.
    {"dns_registration/virtual-address-alone", "dns_registration/virtual-address-registered"},
    {"dns_registration/virtual-address-alone", "dns_registration/virtual-ipv6-address-registered"},
    {"dns_registration/virtual-address-alone", "dns_registration/ipv6-registration-disabled"},
    {"dns_registration/virtual-address-registered", "dns_registration/virtual-ipv6-address-registered"},
    # The own address is there, or it is not the last one of its adapter.
    {"dns_registration/own-address-missing", "dns_registration/virtual-address-alone"},
    {"dns_registration/own-address-missing", "dns_registration/own-address-skipped-after-restart"},
    {"dns_registration/own-address-missing", "dns_registration/own-address-duplicate"},
    # What the adapter registers, or has, and a cluster.
    {"dns_registration/dynamic-update-disabled-on-adapter", "dns_registration/further-address"},
    *({f"dns_registration/virtual-address-{what}", "load_balancing/address-on-no-adapter"} for what in ON_ADAPTER),
    {"load_balancing/address-left-after-unbinding", "load_balancing/port-rule-disabled"},
    {"load_balancing/address-left-after-unbinding", "load_balancing/address-not-described"},
    *({one, other} for one in REMOVED for other in REMOVED),
    *({GROUPS_UNKNOWN, fault.name} for fault in FAULTS if gives_tokens(fault)),
]
# What a pool's worker processes are, and whether anything runs, is decided by one of two such faults.
OF_WHAT_RUNS = {
    *("old-logon", "logon-not-shown", "services-stopped", "pool-unread", "interrupted"),
    *("logon-failed", "account-unknown", "stored-password-old", "stored-password-old-running"),
}
ALIKE = "windows_authentication/account-spelled-alike"  # an identity, as in app_pool
# A pool does not get back an identity that it could not start with: the rollback stops there, and reports it.
NO_ROLLBACK = [
    {account, f"app_pool/batch-logon-removed{how}"}
    for account in ("app_pool/another-account", ALIKE)
    for how in ("", "-secedit-warns", "-policies-unknown")
]

# Each is two already: the fault of another concern, and what it has left in a log.
WITH_TRACES = ("evidence/readers-lack-access", "evidence/readers-denied", "evidence/readers-not-from-network")

MEETING, SAMPLE = interplay.pairs([fault for fault in FAULTS if fault.read and fault.name not in WITH_TRACES])


def both_can_be(pair: interplay.Pair) -> bool:
    names = {fault.name for fault in pair}
    in_app_pool = {name.removeprefix("app_pool/") for name in names if name.startswith("app_pool/") or name == ALIKE}
    return names not in NO_PAIRS and not (len(in_app_pool) > 1 and in_app_pool & OF_WHAT_RUNS)


def name(pair: interplay.Pair) -> str:
    return " + ".join(fault.name for fault in pair)


@pytest.mark.parametrize("pair", [pair for pair in MEETING if both_can_be(pair)], ids=name)
def test_two_faults_that_meet_are_both_reported_and_fixed(pair: interplay.Pair) -> None:
    check(*pair)


@pytest.mark.parametrize("pair", SAMPLE, ids=name)
def test_two_faults_that_do_not_meet_are_both_reported_and_fixed(pair: interplay.Pair) -> None:
    check(*pair)


def check(one: Fault, other: Fault) -> None:
    farm = FarmInProcess()
    for fault in (one, other):
        fault.inject(farm.states[2], 2)
    first = farm.settings()
    expected = one.reported_on(2, alone=True) | other.reported_on(2, alone=True)
    found = farm.reported()[2]
    assert not wrong(one, other, found, expected)
    assert farm.settings() == first, "an audit changed something"
    concerns = [concern for concern in CONCERNS if concern in (*reporting(one), *reporting(other))]
    farm.outcomes("run-1", 2, concerns=concerns)
    assert not not_fixed(2, one, other, found, farm.reported()[2])
    assert not any(outcome.changes for outcome in farm.outcomes("run-2", 2, concerns=concerns))
    if {one.name, other.name} in NO_ROLLBACK:
        with pytest.raises(NodeError, match="503"):
            farm.undo("run-1", 2)
        return
    farm.undo("run-1", 2)
    assert not (one.restored and other.restored) or farm.settings() == first
