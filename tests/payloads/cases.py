"""Situations as files: tests/payloads/<payload's folder>/<read, write or refused>/<sentence>.json.

    why         what is to be learnt from it
    given       changes of the node's state, by identity (see tests/changes.py)
    provoke     PowerShell among the stand-ins, before the call: what Windows does now and then; may be left out
    call        {payload, arguments, secrets}; arguments and secrets may be left out
    answer      the members that matter, {} for an empty answer; {"=": path} where it is that part of the state, with
                changes of it beside
    error       instead of an answer: message, the whole; contains, a part of it; type, its end; at, a part of the line
    state       changes that the call leaves; may be left out

The node is tests/payloads/node.json, with what the payloads of the folder need besides.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lab import healthy
from lab.facts import cluster
from tests.changes import WHOLE, changed
from tests.paths import at
from tests.payloads.exchange import Call

FOLDER = Path(__file__).parent
KINDS = ("read", "write", "refused")
REQUIRED, OPTIONAL = {"why", "given", "call"}, {"provoke", "answer", "error", "state"}

OF_A_SITE = {"accounts", "site_acl"}  # tests/payloads/site.json
OF_THE_LAB = {  # as the lab's healthy node has it
    "iis": ("iis",),
    "authentication": ("iis", "authentication"),
    "http_service": ("http_service",),
    "user_rights": ("iis", "user_rights", "accounts", "lease"),
    "cluster": ("dns_registration", "cluster", "cluster_peers"),
    "request_filtering": ("iis", "authentication", "request_filtering"),
    "host_trust": ("host_trust",),
    "dns_registration": ("lease",),
    "failed_logons": ("failed_logons",),
}
LEASE = {"run": "run", "until": "2026-01-01 00:00:00", "drained": False}  # it has made the folder that a write needs


@dataclass(frozen=True)
class Case:
    """given, left: the node's state before and after. error: the parts that are expected of it.

    whole: whether the answer has no members besides these.
    """

    given: Mapping[str, Any]
    provoke: str
    call: Call
    answer: Mapping[str, Any] | None
    whole: bool
    error: Mapping[str, str] | None
    left: Mapping[str, Any]


def files(folder: str = "*", kind: str = "*") -> list[Path]:
    return sorted(path for path in FOLDER.glob(f"{folder}/{kind}/*.json") if path.parent.name in KINDS)


def sentence(path: Path) -> str:
    return "/".join((*path.parts[-3:-1], path.stem))


def case(path: Path) -> Case:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert REQUIRED <= {*data} <= REQUIRED | OPTIONAL, f"{path}: {', '.join(data)}"
    expected = "error" if path.parent.name == "refused" else "answer"
    assert [name for name in ("answer", "error") if name in data] == [expected], f"{path}: expected {expected}"
    given = changed(node_of(path.parent.parent.name), data["given"])
    return Case(
        given=given,
        provoke=data.get("provoke", ""),
        call=Call(**data["call"]),
        answer=_answer(data.get("answer"), given),
        whole=WHOLE in (data.get("answer") or {WHOLE: ""}),
        error=data.get("error"),
        left=changed(given, data.get("state", {})),
    )


def node_of(folder: str) -> dict[str, Any]:
    """The node that the cases of this folder start from."""
    if folder in OF_A_SITE:
        return {**node(), **read("payloads/site")}
    of_the_lab = cluster.joined(healthy.node(1), [healthy.node(2)]) | {"lease": LEASE}
    return {**node(), **{part: of_the_lab[part] for part in OF_THE_LAB.get(folder, ())}}


def node() -> dict[str, Any]:
    state: dict[str, Any] = read("payloads/node")
    return state


def read(name: str) -> Any:
    """One file below tests/."""
    return json.loads((FOLDER.parent / f"{name}.json").read_text(encoding="utf-8"))


def _answer(expected: Mapping[str, Any] | None, state: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if expected is None or WHOLE not in expected:
        return expected
    changes = {path: value for path, value in expected.items() if path != WHOLE}
    return changed(at(state, expected[WHOLE]), changes)
