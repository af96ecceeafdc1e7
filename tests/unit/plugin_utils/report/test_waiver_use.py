"""An expired waiver, and one that covers nothing, are reported."""

from datetime import date

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.waiver_use import waiver_use

from lab import intranet

TODAY = date(2026, 1, 31)


def use(waiver, *findings, problem=None, controls=("DNS-6",)):
    given = {"control": "DNS-6", "reason": "ticket 4711", **waiver}
    farm = farm_of({**intranet.description(1), "waivers": [given]})
    node = {"node": "web1", "problem": problem, "controls": dict.fromkeys(controls, "x"), "findings": list(findings)}
    (found,) = waiver_use(farm, [node], TODAY)
    return found["state"], found["covers"]


def finding(state, subject="hosts file line 3"):
    return Finding("DNS-6", subject, state).as_dict()


@pytest.mark.parametrize(
    ("waiver", "findings", "state"),
    [
        ({}, [finding(State.WAIVED), finding(State.WAIVED)], ("in force", 2)),
        ({"subject": "hosts file*"}, [finding(State.WAIVED_UNKNOWN)], ("in force", 1)),
        ({"until": "2026-01-31"}, [finding(State.WAIVED)], ("in force", 1)),
        ({"until": "2026-01-30"}, [finding(State.DRIFT)], ("expired", 0)),
        ({}, [], ("covers nothing", 0)),
        ({"subject": "hosts file line 4"}, [finding(State.WAIVED)], ("covers nothing", 0)),
        ({"control": "DNS-1"}, [finding(State.WAIVED)], ("not known", 0)),
    ],
)
def test_what_a_waiver_covers(waiver, findings, state):
    assert use(waiver, *findings) == state


def test_what_it_would_cover_on_a_node_that_was_not_read_is_not_known():
    assert use({}, problem="timed out") == ("not known", 0)
    assert use({"until": "2026-01-30"}, problem="timed out") == ("expired", 0)


def test_it_is_reported_as_it_is_written():
    waiver = {"control": "DNS-6", "reason": "x", "until": "2027-01-31", "nodes": ["web1"], "subject": "hosts*"}
    farm = farm_of({**intranet.description(1), "waivers": [waiver]})
    (found,) = waiver_use(farm, [], TODAY)
    assert found == {**waiver, "state": "covers nothing", "covers": 0}
