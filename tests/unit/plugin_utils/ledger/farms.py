"""Reports of one farm for tests of its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES

# Node, or "" for the farm as a whole -> control -> state; None: the node was not read.
Answers = Mapping[str, Mapping[str, str] | None]
CONTROLS = ("DNS-1", "ACL-1")


def farm(answers: Answers, number: int, problem: str | None = None) -> dict[str, Any]:
    nodes = [_node(name, states) for name, states in answers.items() if name]
    whole = _part(answers.get("") or {})
    counts = Counter(state for part in (whole, *nodes) for state in part["controls"].values())
    return {
        "name": "intranet", "names": ["intranet.example.com"], "run": f"20260101T{number:06}Z-000000", "mode": "audit",
        "time": f"2026-{1 + number // 28 % 12:02}-{1 + number % 28:02}T02:00:00+00:00", "concerns": list(NAMES),
        "status": "drift" if counts["drift"] else "compliant", "problem": problem, "verdict": "", "likely_causes": [],
        "counts": dict(counts), **whole, "nodes": nodes, "clients": [], "timeline": [],
        "path": None, "key_switch": None, "waivers": [], "left_out": [], "ledger": None,
    }  # fmt: skip


def report(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"schema": 2, "run": one["run"], "status": one["status"], "concerns": list(NAMES), "not_looked_at": [],
            "nodes_read": 0, "mode": "audit", "version": "0.1.0", "started": one["time"], "time": one["time"],
            "seconds": 0, "farms": [dict(one)]}  # fmt: skip


def _node(name: str, given: Mapping[str, str] | None) -> dict[str, Any]:
    states = dict.fromkeys(CONTROLS, "could not check") if given is None else given
    return {"node": name, "in_run": True, "problem": "not reachable" if given is None else None,
            **_part(states, "everything" if given is None else "s")}  # fmt: skip


def _part(states: Mapping[str, str], subject: str = "s") -> dict[str, Any]:
    findings = [_finding(control, subject, state) for control, state in states.items()
                if state not in ("compliant", "not applicable")]  # fmt: skip
    return {"controls": dict(states), "not_applicable": {}, "findings": findings}


def _finding(control: str, subject: str, state: str) -> dict[str, Any]:
    return {"control": control, "subject": subject, "state": state, "found": None, "wanted": None, "remedy": "report",
            "reason": "", "step": "latent", "since": None, "waiver": None}  # fmt: skip
