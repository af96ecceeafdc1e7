"""Farms of the emulated lab, and the reports on them."""

from datetime import date

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.results import from_readings
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import identifiers
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.farm_report import farm_report

from tests.unit.emulated_node import EmulatedNode, plan

TODAY = date(2026, 1, 31)
CONCERNS = (dns_registration,)
CONTROLS = [control for concern in CONCERNS for control in identifiers((*concern.CONTROLS, *concern.FARM_CONTROLS))]
ABOUT = AboutRun("20260131T075830Z-abcdef", "fix", "1.2.3")
UNREACHABLE = {"unreachable": True, "msg": "timed out"}
FAILED = {"failed": True, "msg": "audit: the node offers 32-bit PowerShell"}


def farm(*waivers, nodes=3):
    return farm_of(
        {
            "name": "intranet",
            "names": ["intranet.example.com"],
            "virtual_addresses": ["10.0.0.50"],
            "nodes": {f"web{n}": {"own_addresses": [f"10.0.0.1{n}"]} for n in range(1, nodes + 1)},
            "waivers": list(waivers),
        }
    )


def audit(*faults):
    """What the audit of a node with these faults registers."""
    return from_readings(audit_node([plan()], EmulatedNode(*faults).ask))


def reported(*audits, waivers=()):
    nodes = {f"web{number}": given for number, given in enumerate(audits, 1)}
    return farm_report(farm(*waivers, nodes=len(audits)), nodes, CONCERNS, TODAY)


def controls(result, node=0):
    return result["nodes"][node]["controls"]


def waiver(**given):
    return {"control": "DNS-9", "reason": "ticket 4711", "owner": "J. Doe", **given}
