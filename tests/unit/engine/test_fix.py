"""Fixes a node, through the real bytes of requests and replies."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import (
    concern as windows_authentication,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import (
    CallError,
    NodeError,
    NotFixedError,
    NotWrittenError,
    RefusedError,
)

from lab.concerns.dns_registration.faults import FAULTS
from tests.unit.emulated_node import ARGUMENTS, ARGUMENTS_OF, EmulatedNode, plan, reported, run

FIXABLE = [fault.name for fault in FAULTS if fault.fixed]
READ, WRITE, LEASE = "read_dns_registration", "write_dns_registration", "read_lease"


# The number that was set stays, as 0 or 1; an address on an adapter that does not register need not be hidden.
OTHER_THAN_HEALTHY = (
    "dns_registration/virtual-address-registered",
    "dns_registration/dynamic-update-disabled",
    "dns_registration/dynamic-update-disabled-on-adapter",
    "dns_registration/dns-client-does-not-register",
    "dns_registration/ipv6-registration-disabled",
    "dns_registration/virtual-ipv6-address-registered",
)


def broken():
    """Three things to fix: on the cluster's adapter, on the own one, and of the computer."""
    return EmulatedNode(
        "dns_registration/virtual-address-registered",
        "dns_registration/own-address-skipped",
        "dns_registration/dynamic-update-disabled",
    )


def audit(node, *waivers):
    return audit_node([plan(*waivers)], node.ask)[0]


@pytest.mark.parametrize("fault", FIXABLE)
def test_a_fix_fixes_the_fault_and_a_second_one_changes_nothing(fault):
    node, expected = EmulatedNode(fault), EmulatedNode()
    outcome = fix_concern(plan(), node.ask, run())
    assert outcome.after.drift() == []
    changed = {(control, subject.removesuffix(" after a restart")) for control, subject in reported(outcome.changes)}
    assert changed == {*reported(outcome.before.drift())} != set()
    if fault not in OTHER_THAN_HEALTHY:
        assert node.settings() == expected.settings()
    settled = node.state

    again = fix_concern(plan(), node.ask, run("20260131T090000Z-000002"))
    assert again.changes == ()
    assert node.state == settled
    assert node.asked[-1] == [LEASE, READ]


def test_a_healthy_node_is_read_and_nothing_else():
    node = EmulatedNode()
    outcome = fix_concern(plan(), node.ask, run())
    assert node.asked == [[LEASE, READ]]
    assert (outcome.changes, outcome.conflicts) == ((), ())
    assert node.entries() == []


def test_check_mode_reports_the_changes_of_a_fix_and_makes_none():
    node, other, kept = broken(), broken(), []
    first = node.state
    checked = fix_concern(plan(), node.ask, run(check=True, keep=kept.append))
    assert node.state == first
    assert (node.asked, kept) == ([[LEASE, READ]], [])
    assert checked.changes == fix_concern(plan(), other.ask, run()).changes != ()


def test_waived_drift_is_not_changed_and_still_reported():
    node = broken()
    waiver = {"control": "DNS-2", "reason": "the old cluster needs it", "owner": "J. Doe"}
    outcome = fix_concern(plan(waiver), node.ask, run())
    assert ("DNS-2", f"SkipAsSource of {ARGUMENTS['own_addresses'][0]}") not in reported(outcome.changes)
    assert len(outcome.changes) == 2
    assert node.adapter("LAN")["addresses"][0]["skip_as_source"] is True
    (waived,) = [f for f in outcome.after.findings if f.state is State.WAIVED]
    assert waived.reason == "waived by J. Doe: the old cluster needs it"


def test_another_machine_that_answers_only_the_write_is_not_changed():
    node, other = broken(), broken()
    other.adapter("LAN")["addresses"] = [{"address": "10.0.0.77"}]
    first = other.state
    asks = iter([node.ask, other.ask])
    with pytest.raises(RefusedError, match=r"10\.0\.0\.77.*Nothing was read or changed"):
        fix_concern(plan(), lambda calls, stop=False: next(asks)(calls, stop), run())
    assert other.state == first


def test_the_journal_is_kept_and_on_the_node_with_what_was_and_what_becomes():
    node, kept = broken(), []
    fix_concern(plan(), node.ask, run(keep=kept.append))
    assert node.asked == [[LEASE, READ], ["write_lease", "write_journal", WRITE, READ]]
    (entry,) = node.entries()
    assert kept == [entry]
    assert (entry.run, entry.concern, entry.arguments, entry.undoes) == (
        run().id,
        "dns_registration",
        ARGUMENTS,
        None,
    )
    assert [(change.subject, change.before, change.after) for change in entry.changes] == [
        ("registration of adapter NLB", True, False),
        ("SkipAsSource of 10.0.0.11", True, False),
        ("SkipAsSource of 10.0.0.11 after a restart", True, False),
        ("dynamic update of this computer", 1, 0),
    ]


def test_the_copy_is_kept_before_the_node_is_written_to():
    node = broken()
    seen = []
    fix_concern(plan(), node.ask, run(keep=lambda entry: seen.append((list(node.asked), node.entries()))))
    assert seen == [([[LEASE, READ]], [])]


def test_a_copy_that_cannot_be_kept_stops_the_fix():
    node = broken()
    first = node.state

    def full(entry):
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space left"):
        fix_concern(plan(), node.ask, run(keep=full))
    assert node.state == first


@pytest.mark.parametrize(
    ("ran", "journalled", "fixed"), [(0, 0, False), (1, 0, False), (2, 1, False), (3, 1, True), (4, 1, True)]
)
def test_a_run_that_is_cut_has_journalled_before_it_changed(ran, journalled, fixed):
    node = broken()
    first = node.settings()
    with pytest.raises(NodeError, match="the connection broke"):
        fix_concern(plan(), node.ask_until_cut(ran), run())
    assert len(node.entries()) == journalled
    assert (node.settings() != first) is fixed

    outcome = fix_concern(plan(), node.ask, run("20260131T090000Z-000002"))
    assert bool(outcome.changes) is not fixed
    assert audit(node).drift() == []


def test_a_journal_that_cannot_be_written_stops_the_fix():
    node = broken()
    first = node.settings()
    del node.state["journal"]
    with pytest.raises(NotWrittenError, match=r"^nothing was changed: write_journal: "):
        fix_concern(plan(), node.ask, run())
    assert node.settings() == first


def test_a_write_that_fails_is_reported_with_its_payload():
    node = broken()
    asks = []

    def vanishing(calls, stop=False):
        if asks:  # between the reading and the write
            node.state["dns_registration"]["adapters"] = [node.adapter("LAN"), node.adapter("Backup")]
        asks.append(calls)
        return node.ask(calls, stop)

    with pytest.raises(CallError, match=r"^write_dns_registration: "):
        fix_concern(plan(), vanishing, run())
    assert len(node.entries()) == 1


def test_a_write_that_does_not_take_is_no_success():
    node = broken()
    with pytest.raises(NotFixedError) as caught:
        fix_concern(plan(), node.ask_without_effect, run())
    assert str(caught.value) == (
        "DNS-1 registration of adapter NLB: off was written without an error, but the node still shows on; "
        "a policy or another program sets it"
    )


def test_a_setting_that_is_right_while_its_effect_is_missing_is_no_success():
    class Blind:
        """Sees every list as it should be, as where a deny entry from elsewhere takes the right away again."""

        def __getattr__(self, name):
            return getattr(dns_registration, name)

        def same(self, one, other):
            return True

    node = broken()
    with pytest.raises(NotFixedError, match=r"DNS-\d .*: is still .* after the change"):
        fix_concern(Plan.from_arguments(Blind(), ARGUMENTS), node.ask_without_effect, run())


def test_a_setting_that_is_gone_after_the_write_is_no_success():
    node = broken()

    def ask(calls, stop=False):
        reply = node.ask(calls, stop)
        if stop:
            reply.answers[-1].data["adapters"] = [a for a in reply.answers[-1].data["adapters"] if a["name"] != "NLB"]
        return reply

    with pytest.raises(NotFixedError, match="the node still shows nothing"):
        fix_concern(plan(), ask, run())


def test_a_second_reading_that_looks_wrong_is_written_but_not_proved():
    node = broken()

    def ask(calls, stop=False):
        reply = node.ask(calls, stop)
        if stop:
            del reply.answers[-1].data["hosts"]
        return reply

    with pytest.raises(NodeError, match=r"^written, but not proved: .*read_dns_registration: has no hosts"):
        fix_concern(plan(), ask, run())
    assert len(node.entries()) == 1


def test_secrets_reach_the_writes_of_the_concern():
    given = []

    class Secretive:
        def __getattr__(self, name):
            return getattr(dns_registration, name)

        def writes(self, changes, answers, secrets):
            given.append(secrets)
            return dns_registration.writes(changes, answers, secrets)

    fix_concern(Plan.from_arguments(Secretive(), ARGUMENTS), broken().ask, run(), {"password": "x"})
    assert given == [{"password": "x"}]


def test_a_fix_is_proved_without_what_the_concern_can_do_without():
    there = Plan.from_arguments(windows_authentication, ARGUMENTS_OF["windows_authentication"])
    node = EmulatedNode("windows_authentication/ntlm-first")
    outcome = fix_concern(there, node.ask_without("read_accounts"), run(drains=False))
    assert reported(outcome.drift) == [
        ("AUTH-2", "providers of Intranet/"),
        ("AUTH-2", "providers of Intranet/reports"),
    ]
    assert outcome.after.drift() == []
