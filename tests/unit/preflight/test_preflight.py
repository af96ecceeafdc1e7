"""From a node's check of the payloads, and from its readings: ready, or what is missing and for which controls."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.load_balancing import concern as load_balancing
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, computer_named
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.site_acl import concern as site_acl
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.windows_authentication import (
    concern as windows_authentication,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.computer import CLIENT, DOMAIN_CONTROLLER
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import CallError, NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Answer, Reply
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight import preflight
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.preflight import Preflight, Readiness
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.preflight_text import text

from tests.unit.emulated_node import ARGUMENTS_OF, EmulatedNode, plan

NODE = {"computer_name": "WEB1", "domain": "example.com", "powershell": "5.1.17763.1"}
NAMES = (
    "bootstrap",
    "read_preflight",
    "read_dns_registration",
    "write_dns_registration",
    "read_journal",
    "write_journal",
)
ASKED = Call("read_preflight", {"scripts": dict.fromkeys(NAMES, "")})
EVERYTHING = "DNS-1, DNS-2, DNS-3, DNS-6, DNS-9"
CANNOT_FIX = "can audit, cannot fix DNS-1, DNS-2, DNS-3"


def command(name="Get-NetAdapter", found=True, unknown_parameters=()):
    return {"name": name, "found": found, "unknown_parameters": list(unknown_parameters)}


def answer(**facts):
    """Nothing is wrong with any payload, except these facts about some."""
    fine = {"errors": [], "commands": [command()]}
    return Answer("read_preflight", {"payloads": [{"payload": name, **fine, **facts.get(name, {})} for name in NAMES]})


def readings(*faults):
    return audit_node([plan()], EmulatedNode(*faults).ask)


def evaluated(found, read=None):
    return preflight.evaluate(ASKED, Reply(NODE, (found,)), read or readings())


def test_a_node_that_knows_everything_is_ready():
    found = evaluated(answer())
    assert found == Preflight((), "WEB1.example.com", "5.1.17763.1")
    assert found.readiness is Readiness.READY


def test_drift_does_not_make_a_node_less_ready():
    assert evaluated(answer(), readings("dns_registration/own-adapter-not-registered")).readiness is Readiness.READY


@pytest.mark.parametrize(
    ("kind", "own"), [(CLIENT, "read_browser_policy"), (DOMAIN_CONTROLLER, "read_ticket_requests")]
)
def test_a_node_is_not_asked_for_what_runs_beside_it_and_others_for_nothing_else(kind, own):
    every = dict(scripts())
    of_node = set(preflight.call(every, CONCERNS).arguments["scripts"])
    beside = set(preflight.call_of_computer(every, computer_named([""], kind)).arguments["scripts"])
    assert beside == {"bootstrap", "read_preflight", "read_events", own}
    assert of_node & beside == {"bootstrap", "read_preflight", "read_events"}


def test_what_is_missing_for_several_farms_of_a_client_is_told_once():
    both = [Reading(plan(), (), problem="access denied")] * 2
    assert len(evaluated(answer(), both).lacks) == 1


@pytest.mark.parametrize(
    ("payload", "consequence", "readiness"),
    [
        ("bootstrap", f"cannot audit {EVERYTHING}", Readiness.NOT_READY),
        ("read_preflight", f"cannot audit {EVERYTHING}", Readiness.NOT_READY),
        ("read_dns_registration", f"cannot audit {EVERYTHING}", Readiness.NOT_READY),
        ("write_dns_registration", CANNOT_FIX, Readiness.AUDIT_ONLY),
        ("read_journal", CANNOT_FIX, Readiness.AUDIT_ONLY),
        ("write_journal", CANNOT_FIX, Readiness.AUDIT_ONLY),
    ],
)
def test_what_a_payload_is_needed_for(payload, consequence, readiness):
    found = evaluated(answer(**{payload: {"commands": [command("Get-Clock", found=False)]}}))
    assert list(map(str, found.lacks)) == [f"there is no command Get-Clock (payload {payload}): {consequence}"]
    assert found.readiness is readiness


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (
            {"errors": [{"message": "Missing closing '}'", "line": 7}]},
            ["line 7 does not parse: Missing closing '}'"],
        ),
        (
            {"commands": [command(unknown_parameters=["Hidden", "Owner"])]},
            ["Get-NetAdapter has no parameter -Hidden", "Get-NetAdapter has no parameter -Owner"],
        ),
    ],
)
def test_what_is_missing_is_reported_one_by_one(facts, missing):
    found = evaluated(answer(write_dns_registration=facts))
    expected = [f"{what} (payload write_dns_registration): {CANNOT_FIX}" for what in missing]
    assert list(map(str, found.lacks)) == expected


@pytest.mark.parametrize(
    ("installed", "payload", "lacks"),
    [
        (
            True,
            "read_cluster",
            ["there is no command Get-NlbCluster (payload read_cluster): cannot audit NLB-1"],
        ),
        (
            True,
            "write_cluster",
            [f"there is no command Get-NlbCluster (payload write_cluster): {CANNOT_FIX}"],
        ),
        (False, "read_cluster", []),
        (False, "write_cluster", []),
    ],
)
def test_a_feature_that_is_not_there_does_not_need_its_commands(installed, payload, lacks):
    node = EmulatedNode()
    node.state["cluster"]["installed"] = installed
    plans = [plan(), Plan.from_arguments(load_balancing, ARGUMENTS_OF["load_balancing"])]
    facts = {"payload": payload, "errors": [], "commands": [command("Get-NlbCluster", found=False)]}
    found = Answer("read_preflight", {"payloads": [*answer().data["payloads"], facts]})
    asked = Call("read_preflight", {"scripts": dict.fromkeys([*NAMES, payload], "")})
    result = preflight.evaluate(asked, Reply(NODE, (found,)), audit_node(plans, node.ask))
    assert list(map(str, result.lacks)) == lacks


@pytest.mark.parametrize(
    ("payload", "name", "remark"),
    [
        ("read_cluster", "nlb.exe", "convergence is read from the System log alone (NLB-1)"),
        (
            "read_http_service",
            "netsh.exe",
            "whether another program answers for the farm's names could not be checked (AUTH-5)",
        ),
    ],
)
def test_a_command_that_a_payload_can_do_without_is_a_remark(payload, name, remark):
    result = looked_for(payload, name)
    assert (result.lacks, result.readiness) == ((), Readiness.READY)
    assert result.remarks == (f"there is no command {name}: {remark}",)
    expected = (
        f"web1: ready (WEB1.example.com, PowerShell 5.1.17763.1, that of Windows Server 2019)\n  {result.remarks[0]}"
    )
    assert " ".join(text("web1", result, []).split()) == " ".join(expected.split())


def test_nothing_is_remarked_about_a_feature_that_is_not_there():
    assert looked_for("read_cluster", "nlb.exe", installed=False).remarks == ()


def looked_for(payload, name, installed=True):
    """A node without this command."""
    node = EmulatedNode()
    node.state["cluster"]["installed"] = installed
    plans = [
        Plan.from_arguments(concern, ARGUMENTS_OF[concern.NAME]) for concern in (load_balancing, windows_authentication)
    ]
    facts = {"payload": payload, "errors": [], "commands": [command(name, found=False)]}
    found = Answer("read_preflight", {"payloads": [*answer().data["payloads"], facts]})
    asked = Call("read_preflight", {"scripts": dict.fromkeys([*NAMES, payload], "")})
    return preflight.evaluate(asked, Reply(NODE, (found,)), audit_node(plans, node.ask))


def test_the_worse_counts():
    nothing = {"commands": [command(found=False)]}
    found = evaluated(answer(write_journal=nothing, read_dns_registration=nothing))
    assert found.readiness is Readiness.NOT_READY
    assert len(found.lacks) == 2


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (Answer("read_preflight", error=CallError("read_preflight", "'preflight'")), "read_preflight: 'preflight'"),
        (
            Answer("read_preflight", {"payloads": None}),
            "the node's answer does not look as expected: read_preflight.payloads: expected a list, found null",
        ),
        (
            Answer("read_preflight", {"payloads": answer().data["payloads"][2:]}),
            "the node's answer does not have bootstrap, read_preflight",
        ),
    ],
)
def test_a_node_that_cannot_check_the_payloads_could_not_be_checked(found, reason):
    result = evaluated(found)
    assert list(map(str, result.lacks)) == [f"the payloads could not be checked ({reason}): cannot audit {EVERYTHING}"]
    assert result.readiness is Readiness.NOT_READY


def broken(calls, stop=False):
    raise NodeError("the connection broke")


def wrong(calls, stop=False):
    return Reply(NODE, tuple(Answer(call.payload, {}) for call in calls))


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (broken, "the connection broke"),
        (wrong, "the node's answer does not look as expected: read_dns_registration: has no adapters"),
    ],
)
def test_a_read_that_does_not_work_is_missing_too(ask, problem):
    found = evaluated(answer(), audit_node([plan()], ask))
    assert list(map(str, found.lacks)) == [f"dns_registration could not be read ({problem}): cannot audit {EVERYTHING}"]
    assert found.readiness is Readiness.NOT_READY


def test_a_refusal_is_the_reason():
    found = preflight.refused("the node offers PowerShell 4.0", [dns_registration])
    assert found.readiness is Readiness.NOT_READY
    assert text("web1", found, []) == (f"web1: not ready\n  the node offers PowerShell 4.0: cannot audit {EVERYTHING}")


def test_payloads_travel_without_comments_and_only_those_that_were_asked_for():
    scripts = {
        "bootstrap": "# why\n1",
        "read_dns_registration": "2",
        "write_dns_registration": "3",
        "read_journal": "4",
    }
    everything = preflight.call(scripts, [dns_registration]).arguments["scripts"]
    assert everything == {**scripts, "bootstrap": "\n1"}
    assert preflight.call(scripts, []).arguments["scripts"] == {"bootstrap": "\n1", "read_journal": "4"}


def test_what_several_concerns_read_is_checked_for_any_of_them():
    scripts = dict.fromkeys(["read_iis", "read_accounts", "read_site_acl", "read_user_rights"], "")
    asked = preflight.call(scripts, [site_acl]).arguments["scripts"]
    assert list(asked) == ["read_iis", "read_accounts", "read_site_acl"]


def test_what_another_concern_reads_too_is_needed_where_a_feature_is_not_there():
    node = EmulatedNode()
    node.state["authentication"]["installed"] = False
    plans = [Plan.from_arguments(concern, ARGUMENTS_OF[concern.NAME]) for concern in (site_acl, windows_authentication)]
    facts = {"payload": "read_iis", "errors": [], "commands": [command("Get-CimInstance", found=False)]}
    found = Answer("read_preflight", {"payloads": [*answer().data["payloads"], facts]})
    asked = Call("read_preflight", {"scripts": dict.fromkeys([*NAMES, "read_iis"], "")})
    result = preflight.evaluate(asked, Reply(NODE, (found,)), audit_node(plans, node.ask))
    assert [lack.what for lack in result.lacks] == ["there is no command Get-CimInstance (payload read_iis)"]


@pytest.mark.parametrize(
    ("powershell", "version"),
    [
        ("5.1.14393.206", "PowerShell 5.1.14393.206, that of Windows Server 2016"),
        ("5.1.26100.1", "PowerShell 5.1.26100.1, that of Windows Server 2025"),
        ("5.1.99999.1", "PowerShell 5.1.99999.1"),
        ("7.6", "PowerShell 7.6"),
    ],
)
def test_the_text_has_the_computer_that_answered_and_the_recordings(powershell, version):
    found = Preflight((), "WEB1.example.com", powershell)
    assert text("web1", found, ["recorded"]) == f"web1: ready (WEB1.example.com, {version})\n  recorded"
