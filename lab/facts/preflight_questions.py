"""What the payloads of preflight's questions make of a node's state, without PowerShell: no time passes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lab.facts import accounts, iis
from lab.facts.cluster import STOPPED, SUSPENDED
from lab.node_files import NodeState

USER = r"EXAMPLE\ansible"
SECURITY_EXCEPTION = "System.Security.SecurityException"
APPLIED = ("Local Group Policy", "Default Domain Policy")  # besides those that set a user right
NO_EVENT = "NoMatchingEventsFound,Microsoft.PowerShell.Commands.GetWinEventCommand"
GATEWAY = "10.0.0.1"
WORKGROUP = (0, 2)  # Win32_ComputerSystem.DomainRole


def _session(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "user": USER,
        "in_domain": state["computer"]["domain_role"] not in WORKGROUP,
        "domain": state["computer"]["domain"],
        "language_mode": "FullLanguage",
        "execution_policy": "Unrestricted",
        "module_logging": None,
        "script_block_logging": None,
        "transcription": None,
        "culture": "en-US",
        "installed_culture": "en-US",
        "ms": 0,
    }


def _tokens(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "tokens": [_token(state, name, principal) for name in (USER, *arguments["accounts"])
                   for principal in _principals(state, name)],
        "ms": 0,
    }  # fmt: skip


def _principals(state: NodeState, name: str) -> list[str]:
    domain, backslash, user = name.partition("\\")
    if not backslash:
        return [name]
    in_domain = state["computer"]["domain_role"] not in WORKGROUP
    return [*([f"{user}@{state['computer']['domain']}"] if in_domain else []), f"{user}@{domain}"]


def _token(state: NodeState, name: str, principal: str) -> dict[str, Any]:
    found = accounts.account(state, principal)
    token = {
        "account": name,
        "principal": principal,
        "groups": None,
        "type": "",
        "number": None,
        "message": "",
        "ms": 0,
    }
    if found["groups_known"]:
        return {**token, "groups": len(found["groups"])}
    number = state["accounts"]["token_error"] or accounts.NO_TOKEN
    return {**token, "type": SECURITY_EXCEPTION, "number": number, "message": accounts.ERRORS[number]}


def _applied_policies(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    known = state["user_rights"]
    shown, unreadable = known["rsop"] == "logged", known["rsop"] == "unreadable"
    sources = {*APPLIED, *(policy["source"] for policy in known["policies"])}
    return {
        "logging": 0 if known["rsop"] == "off" else None,
        "policies": None if unreadable else len(sources) * shown,
        "rights": None if unreadable else 2 * len(known["policies"]) * shown,  # of each, the one that has lost as well
        "problem": "Invalid namespace" if unreadable else "",
        "refreshed": "2026-01-31 08:00:00" if shown else None,
        "secedit": 0,
        "secedit_ms": 0,
        "ms": 0,
    }


def _services(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    helper = {"name": "AppHostSvc", "state": "Running", "start": "Automatic"}
    return {"services": [helper, *state["iis"]["services"]], "ms": 0}


def _site_roots(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    applications = iis.applications(state, arguments["site"])
    folders = [folder["physical_path"] for one in applications for folder in one["virtual_directories"]]
    local = [folder for folder in dict.fromkeys(folders) if not folder.startswith("\\\\")]
    return {"long_paths": True, "roots": [_root(state, folder) for folder in local], "ms": 0}


def _root(state: NodeState, path: str) -> dict[str, Any]:
    """A root that is a link is not looked into here."""
    below = [item["path"] for item in state["site_acl"]["objects"] if f"{item['path']}\\".startswith(f"{path}\\")]
    found = {"longest": max(map(len, below), default=0), "objects": len(below), "complete": bool(below)}
    return {"path": path, "link": "", "target": "", **found, "problem": "", "ms": 0}


def _iis_library(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    location = r"C:\Windows\System32\inetsrv\Microsoft.Web.Administration.dll"
    return {"version": "10.0.17763.1", "location": location, "from_cache": True, "ms": 0}


def _pool_states(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    pools = [("pool", pool["name"], pool["state"]) for pool in state["iis"]["pools"]]
    sites = [("site", site["name"], site["state"]) for site in state["iis"]["sites"]]
    once = [{"kind": kind, "name": name, "state": now, "hresult": None} for kind, name, now in (*pools, *sites)]
    return {"states": once * 3, "ms": 0}


def _stored_passwords(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    pools = [pool["name"] for pool in state["iis"]["pools"] if pool["identity_type"] == "SpecificUser"]
    stored = {kept["pool"] for kept in state["process_activation"]["passwords"] if kept["password"]}
    return {"pools": [{"pool": name, "here": name in stored, "by_path": name in stored} for name in pools], "ms": 0}


def _event_log(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    providers = ("Microsoft-Windows-WAS", "Microsoft-Windows-NLB", "Microsoft-Windows-DNS-Client")
    none = {
        "id": None,
        "time": None,
        "problem": NO_EVENT,
    }
    return {"events": [{"provider": provider, **none} for provider in providers], "ms": 0}


def _cluster_objects(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {"installed": state["cluster"]["installed"], "objects": [], "ms": 0}


def _cluster_states(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the state alone; not the texts of nlb.exe and of the System log."""
    shown = [_cluster_state(one) for one in state["cluster"]["clusters"]]
    return {
        "installed": state["cluster"]["installed"],
        "clusters": shown,
        "instances": [{"name": f"{one['address']}:{one['host']}", "status": one["status"]} for one in shown],
        "instances_problem": "",
        "instances_ms": 0,
        "program": True,
        "lines": [],
        "code": None,
        "program_ms": 0,
        "event": None,
        "values": [],
        "event_problem": "",
        "ms": 0,
    }


def _cluster_state(one: Mapping[str, Any]) -> dict[str, Any]:
    words = {STOPPED: "Stopped", SUSPENDED: "Suspended"}
    bytes_of_mode = {"unicast": "02-BF", "multicast": "03-BF", "igmp": "01-00-5E"}
    return {
        "name": one["name"],
        "interface": one["interface"],
        "address": one["addresses"][0],
        "network_address": bytes_of_mode.get(one["mode"], ""),
        "host": one["host"],
        "driver_state": words.get(one["status"], "Started"),
        "status": one["status"],
        "problem": "",
        "ms": 0,
    }


def _default_gateways(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The first adapter leads to other networks."""
    indexes = [adapter["index"] for adapter in state["dns_registration"]["adapters"]]
    return {
        "adapters": [{"index": index, "gateways": [GATEWAY] if index == indexes[0] else []} for index in indexes],
        "ms": 0,
    }


def _site_requests(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Only the engine's stand-ins answer requests."""
    return {"requests": [], "ms": 0}


def _preflight(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    raise ValueError(
        "this is the emulated lab, in which no PowerShell parses anything; with pwsh installed, start it with: "
        "python -m lab up --execution powershell"
    )


PAYLOADS = {
    "read_preflight": _preflight,
    "read_session": _session,
    "read_tokens": _tokens,
    "read_applied_policies": _applied_policies,
    "read_default_gateways": _default_gateways,
    "read_services": _services,
    "read_site_roots": _site_roots,
    "read_cluster_states": _cluster_states,
    "read_iis_library": _iis_library,
    "read_pool_states": _pool_states,
    "read_stored_passwords": _stored_passwords,
    "read_event_log": _event_log,
    "read_cluster_objects": _cluster_objects,
    "read_site_requests": _site_requests,
}
