"""A domain controller is asked for the requests of all of its farms at once, and each farm takes its own."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence import on_domain_controller as concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import distinct_reads
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call

from lab import domain_controllers, intranet
from lab.facts import ticket_requests
from tests.faults.computer_in_process import PROBED

PORTAL_NAME, PORTAL_ACCOUNT = "portal.example.com", r"EXAMPLE\svc-portal"
INTRANET = replace(farm_of(intranet.description(1)), ticket_probe=PROBED)
PORTAL = farm_of(
    {**intranet.description(1), "name": "portal", "names": [PORTAL_NAME], "service_account": PORTAL_ACCOUNT}
)


FARMS = (INTRANET, PORTAL)


def read() -> Call:
    plans = [Plan.from_arguments(concern, concern.arguments(farm, "dc1")) for farm in FARMS]
    (found,) = [call for call in distinct_reads(plans) if call.payload == "read_ticket_requests"]
    return found


def test_all_farms_are_asked_for_in_one_read() -> None:
    names = [f"HTTP/{name}" for name in intranet.NAMES]
    expected = ["svc-intranet", PROBED["user"], *names, "svc-portal", f"HTTP/{PORTAL_NAME}"]
    assert read().arguments["wanted"] == expected


def test_each_farm_takes_its_own() -> None:
    state = domain_controllers.domain_controller(1)
    refused = ticket_requests.refused("2026-01-31 07:40:12", "anna", f"HTTP/{PORTAL_NAME}", "0x8")
    issued = ticket_requests.issued("2026-01-31 07:41:00", "anna", "svc-portal", f"{intranet.DOMAIN}-1180")
    state["ticket_requests"]["events"] += [refused, issued]
    drifting, lines = {}, {}
    for farm in FARMS:
        intent = concern.Intent.from_arguments(concern.arguments(farm, "dc1"))
        answers = [
            {"time": "2026-01-31 08:00:00", "since": "2026-01-30 08:00:00", "queries": [], "events": []},
            ticket_requests.read(state, read().arguments),
        ]
        drifting[farm.name] = [one.subject for one in concern.findings(answers, intent) if one.state.value == "drift"]
        lines[farm.name] = [one["what"] for one in concern.path(answers, intent)["timeline"]]
    assert drifting == {"intranet": [], "portal": [f"event 4769 (0x8) for HTTP/{PORTAL_NAME}"]}
    assert not [line for line in lines["intranet"] if "portal" in line]
    assert lines["portal"] == [
        f"event 4769: several accounts hold the service principal name, a ticket for HTTP/{PORTAL_NAME}",
        "event 4769: a ticket with the key of svc-portal, AES256, issued",
    ]
