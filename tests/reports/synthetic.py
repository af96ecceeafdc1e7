"""A report of many farms, each different from the others, the same in every run."""

from __future__ import annotations

from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS

FARMS, NODES = 50, 20
CONTROLS_OF_A_NODE = 21
TIME = "2026-11-28T02:15:09+00:00"
SINCE = (TIME, "2026-11-20T02:15:09+00:00", "2026-10-02T02:15:09+00:00")
STATES = ("compliant", "drift", "waived", "waived, could not check", "pending", "not applicable", "could not check")
CONCERNS = ["dns_registration", "site_acl", "app_pool", "windows_authentication"]


def synthetic(farms: int = FARMS, nodes: int = NODES) -> dict[str, Any]:
    """Of 420 checks of a farm about a twentieth have a finding, and one node in 40 could not be read."""
    made = [_farm(number, nodes) for number in range(farms)]
    return {
        "schema": 2,
        "run": "20261128T021509Z-0a1b2c",
        "mode": "audit",
        "version": "0.1.0",
        "started": "2026-11-28T02:15:00+00:00",
        "time": TIME,
        "seconds": 9,
        "nodes_read": sum(node["problem"] is None for farm in made for node in farm["nodes"]),
        "concerns": CONCERNS,
        "status": "could not check",
        "farms": made,
        "not_looked_at": [{"what": "browsers", "do": "look at a client's zones"}],
    }


def identifiers() -> list[str]:
    known = [control.id for control in CONTROLS][:CONTROLS_OF_A_NODE]
    return [*known, *(f"MORE-{number}" for number in range(1, CONTROLS_OF_A_NODE - len(known) + 1))]


def _farm(number: int, nodes: int) -> dict[str, Any]:
    name = f"farm{number:02}"
    own = [_node(name, number * nodes + index) for index in range(nodes)]
    states = [state for node in own for state in node["controls"].values()]
    counts = {state: states.count(state) for state in STATES}
    status = next((each for each in ("could not check", "drift") if counts[each]), "compliant")
    return {
        "name": name,
        "names": [f"{name}.example.com"],
        "run": "20261128T021509Z-0a1b2c",
        "mode": "audit",
        "time": TIME,
        "concerns": CONCERNS,
        "status": status,
        "problem": None,
        "verdict": f"tickets can fail on {name}n03: 2 likely causes (ACL-1, POOL-1)",
        "likely_causes": ["POOL-1", "ACL-1"],
        "path": _path(name, [node["node"] for node in own]),
        "counts": counts,
        "controls": {},
        "not_applicable": {},
        "findings": [],
        "nodes": own,
        "waivers": [_waiver(owner) for owner in ("J. Doe", "A. Smith")],
        "left_out": [],
        "ledger": None,
    }


def _path(farm: str, nodes: list[str]) -> dict[str, Any]:
    """Two causes, and a path for each third of the nodes."""
    sentence = (
        f"POOL-1 identity of pool {farm}: LocalSystem, should be EXAMPLE\\svc-{farm}; it is another account (fix)"
    )
    cause = {
        "control": "POOL-1",
        "step": "5",
        "sure": "proved",
        "why": "both sides were read, and they disagree",
        "nodes": nodes[::3],
        "subjects": [f"identity of pool {farm}"],
        "sentences": [sentence],
        "commands": [f"setspn -S HTTP/{farm}.example.com EXAMPLE\\svc-{farm}"],
        "explains": [{"control": "AUTH-3", "nodes": nodes[::3]}],
    }
    further = {**cause, "control": "ACL-1", "step": "7", "sure": "implied", "commands": [], "explains": []}
    steps = [{"step": str(step), "state": "holds", "controls": [], "sentence": ""} for step in range(1, 8)]
    steps[4] = {"step": "5", "state": "broken", "controls": ["POOL-1", "AUTH-3"], "sentence": sentence}
    about = {"names": [f"{farm}.example.com"], "servers": ["10.0.0.5", "10.0.0.6"], "addresses": ["10.0.0.50"]}
    paths = [{**about, "nodes": nodes[third::3], "broken": "5", "steps": steps} for third in range(3)]
    return {"causes": [cause, further], "paths": paths, "not_checked": [], "latent": ["DNS-1"]}


def _node(farm: str, number: int) -> dict[str, Any]:
    name = f"{farm}n{number % NODES:02}.example.com"
    unread = number % 40 == 7
    states = {
        control: "could not check" if unread else _state(number, index) for index, control in enumerate(identifiers())
    }
    findings = [
        _finding(control, state, number, unread)
        for control, state in states.items()
        if state not in ("compliant", "not applicable")
    ]
    problem = "not reachable: connection refused" if unread else None
    reasons = {control: "the node has none" for control, state in states.items() if state == "not applicable"}
    given = {"problem": problem, "controls": states, "not_applicable": reasons, "findings": findings}
    return {"node": name, "in_run": True, **given}


def _state(number: int, index: int) -> str:
    chosen = (number * 31 + index * 17) % 140
    return STATES[chosen] if chosen < len(STATES) else STATES[0]


def _finding(control: str, state: str, number: int, unread: bool) -> dict[str, Any]:
    unknown = state.endswith("could not check")
    return {
        "control": control,
        "subject": "everything" if unread else f"EXAMPLE\\Users of site {number % 7} on D:\\sites\\intranet",
        "state": state,
        "found": None if unknown else f"read ({number % 5})",
        "wanted": None if unknown else "read and execute",
        "remedy": "report" if unknown else "fix",
        "reason": "not reachable: connection refused" if unread else "the group lost its right when the folder moved",
        "step": "7",
        "since": SINCE[number % len(SINCE)],
        "waiver": number % 2 if state.startswith("waived") else None,
    }


def _waiver(owner: str) -> dict[str, Any]:
    about = {"control": "ACL-2", "subject": "*", "nodes": [], "reason": "checked on the file server", "owner": owner}
    approved = {"ticket": "CHG-4711", "approved_by": None, "until": "2026-12-10"}
    return {**about, **approved, "state": "ends soon", "covers": 3}
