"""An expired waiver, and one that covers nothing, are reported."""

from datetime import date

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.waiver_use import (
    covering,
    waiver_use,
    waivers_of,
)

from lab import intranet

TODAY = date(2026, 1, 31)
NOTHING = {"problem": None, "controls": {}, "findings": []}


def use(waiver, *findings, problem=None, controls=("DNS-6",)):
    given = {"control": "DNS-6", "reason": "ticket 4711", "owner": "J. Doe", **waiver}
    farm = farm_of({**intranet.without_directory(1), "waivers": [given]})
    waivers = waivers_of(farm)
    found = [{**finding, "waiver": covering(farm, waivers, "web1", finding, TODAY)} for finding in findings]
    node = {"node": "web1", "problem": problem, "controls": dict.fromkeys(controls, "x"), "findings": found}
    (used,) = waiver_use(farm, waivers, {"": NOTHING, "web1": node}, TODAY)
    return used["state"], used["covers"]


def finding(state, subject="hosts file line 3"):
    return Finding("DNS-6", subject, state).as_dict()


@pytest.mark.parametrize(
    ("waiver", "findings", "state"),
    [
        ({}, [finding(State.WAIVED), finding(State.WAIVED)], ("in force", 2)),
        ({"subject": "hosts file*"}, [finding(State.WAIVED_UNKNOWN)], ("in force", 1)),
        ({"until": "2026-01-31"}, [finding(State.WAIVED)], ("ends soon", 1)),
        ({"until": "2026-01-30"}, [finding(State.DRIFT)], ("expired", 0)),
        ({}, [], ("in force", 0)),
        ({"subject": "hosts file line 4"}, [finding(State.WAIVED)], ("in force", 0)),
        ({"control": "DNS-1"}, [finding(State.WAIVED)], ("in force", None)),
    ],
)
def test_what_a_waiver_covers(waiver, findings, state):
    assert use(waiver, *findings) == state


def test_what_it_would_cover_on_a_node_that_was_not_read_is_not_known():
    assert use({}, problem="timed out") == ("in force", None)
    assert use({"until": "2026-01-30"}, problem="timed out") == ("expired", 0)


def test_it_is_reported_as_it_is_written():
    waiver = {
        **{"control": "DNS-6", "subject": "hosts*", "nodes": ["web1"], "reason": "x", "owner": "J. Doe"},
        **{"ticket": "CHG-4711", "approved_by": "A. Roe", "until": "2027-01-31"},
    }
    farm = farm_of({**intranet.without_directory(1), "waivers": [waiver]})
    (found,) = waiver_use(farm, waivers_of(farm), {"": NOTHING}, TODAY)
    assert found == {**waiver, "state": "in force", "covers": None}


def test_the_waiver_of_a_finding_is_the_first_that_covers_it_there():
    given = {"control": "DNS-6", "reason": "x", "owner": "J. Doe"}
    farm = farm_of({**intranet.without_directory(2), "waivers": [{**given, "nodes": ["web2"]}, given, given]})
    waived = finding(State.WAIVED)
    found = [covering(farm, waivers_of(farm), part, waived, TODAY) for part in ("web1", "web2", "")]
    assert found == [1, 0, 1]
    assert covering(farm, waivers_of(farm), "web1", finding(State.DRIFT), TODAY) is None


@pytest.mark.parametrize(
    ("waiver", "clients", "state"),
    [
        ({}, [{"found": [State.WAIVED]}, {"found": [State.WAIVED]}], ("in force", 2)),
        ({"until": "2026-02-01"}, [{"found": [State.WAIVED]}], ("ends soon", 1)),
        ({"until": "2026-01-30"}, [{"found": [State.DRIFT]}], ("expired", 0)),
        ({}, [{"held": ["zone of a for eve"]}], ("in force", 0)),
        ({"subject": "*for eve"}, [{"held": ["zone of a for eve"]}], ("in force", 0)),
        # She is not logged on, or the client is switched off.
        ({"subject": "*for eve"}, [{"held": ["zone of a for ann"]}], ("in force", None)),
        ({}, [{"held": ["zone of a for eve"]}, {"problem": "timed out"}], ("in force", None)),
        ({}, [], ("in force", None)),
        # It is for nodes alone.
        ({"nodes": ["web1"]}, [{"held": ["zone of a for eve"]}], ("in force", None)),
    ],
)
def test_what_a_waiver_covers_on_clients(waiver, clients, state):
    given = {"control": "ZONE-1", "reason": "ticket 4711", "owner": "J. Doe", **waiver}
    farm = farm_of({**intranet.without_directory(1), "waivers": [given]})
    waivers = waivers_of(farm)
    parts = {"": NOTHING, "web1": NOTHING}
    for number, client in enumerate(clients, 1):
        found = [Finding("ZONE-1", "zone of a for eve", state).as_dict() for state in client.get("found", ())]
        name = f"client pc{number}"
        parts[name] = {
            "problem": client.get("problem"),
            "controls": {"ZONE-1": "x"},
            "held": {"ZONE-1": client.get("held", [])},
            "findings": [{**one, "waiver": covering(farm, waivers, name, one, TODAY)} for one in found],
        }
    (used,) = waiver_use(farm, waivers, parts, TODAY)
    assert (used["state"], used["covers"]) == state


@pytest.mark.parametrize(
    ("node", "client", "state"),
    [
        ({}, {}, ("in force", 0)),
        ({"problem": "timed out"}, {}, ("in force", None)),
        ({}, {"problem": "timed out"}, ("in force", None)),
    ],
)
def test_a_control_of_nodes_and_of_clients_was_looked_at_where_both_were_read(node, client, state):
    """What is logged of a ticket has another subject each time, and none where there is nothing."""
    given = {"control": "EVENT-1", "subject": "event 4*", "reason": "ticket 4711", "owner": "J. Doe"}
    farm = farm_of({**intranet.without_directory(1), "waivers": [given]})
    answered = {"problem": None, "controls": {"EVENT-1": "x"}, "findings": []}
    parts = {"": NOTHING, "web1": {**answered, **node}, "client pc1": {**answered, "held": {}, **client}}
    (used,) = waiver_use(farm, waivers_of(farm), parts, TODAY)
    assert (used["state"], used["covers"]) == state
