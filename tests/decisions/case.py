"""One case of a concern: a node that differs from a healthy one, all findings, and what a fix writes.

A file tests/decisions/<concern>/<sentence>.json has

    why         what is to be learnt from it: the reason, its source
    given       payload -> changes of its answer, by identity (see tests/changes.py); {} is the healthy node
    arguments   options of the concern's module that differ; may be left out
    secrets     names of the secrets that are given, where those differ; may be left out
    findings    all that are not compliant, in their order: [control, subject, state], of drift {remedy, found, wanted}
                besides; a "reason" there is part of the finding's
    compliant   control -> subjects that are
    writes      the calls that a fix sends: [{payload, arguments}]

over tests/decisions/<concern>/_healthy.json: {arguments, secrets, answers: payload -> answer}.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FACES
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import reading_of, reads
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Answer

from tests.changes import changed
from tests.paths import PathError

FOLDER = Path(__file__).parent
HEALTHY = "_healthy"
EXPECTED = ("findings", "compliant", "writes")
REQUIRED, OPTIONAL = ("why", "given", *EXPECTED), ("arguments", "secrets")
PASSWORD = "canary <&>'\" % 1"  # of every secret that is given; hostile characters in every credential


class CaseError(ValueError):
    """A case that is not written as it must be. To be shown to whoever wrote it."""


@dataclass(frozen=True)
class Case:
    """answers: in the order of the concern's reads. expected: findings, compliant, writes."""

    concern: Concern
    why: str
    arguments: Mapping[str, Any]
    secrets: tuple[str, ...]
    answers: tuple[Any, ...]
    expected: Mapping[str, Any]

    @cached_property
    def plan(self) -> Plan:
        return Plan.from_arguments(self.concern, self.arguments, secrets=self.secrets)

    @cached_property
    def reading(self) -> Reading:
        return self.reading_of(self.answers)

    def reading_of(self, answers: Sequence[Any]) -> Reading:
        """Of other answers to the same reads."""
        asked = reads(self.plan)
        given = [Answer(call.payload, data) for call, data in zip(asked, answers, strict=True)]
        return reading_of(self.plan, given)

    def calls(self, reading: Reading, changes: Sequence[Finding]) -> list[Call]:
        """What writes these changes of a reading. Raises ValueError where the concern writes no such thing."""
        return self.concern.writes(changes, reading.data, dict.fromkeys(self.secrets, PASSWORD)) if changes else []


def files(concern: str = "*") -> list[Path]:
    return sorted(path for path in FOLDER.glob(f"{concern}/*.json") if path.stem != HEALTHY)


def sentence(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@cache
def read(path: Path) -> Case:
    return case(path.parent.name, json.loads(path.read_text(encoding="utf-8")))


def case(concern: str, data: Mapping[str, Any]) -> Case:
    """Raises CaseError."""
    _check_form(data)
    base = healthy(concern)
    options = {**base["arguments"], **data.get("arguments", {})}
    secrets = tuple(data.get("secrets", base.get("secrets", ())))
    plan = _plan(concern, options, secrets)
    asked = [call.payload for call in reads(plan)]
    if unknown := [payload for payload in data["given"] if payload not in asked]:
        raise CaseError(f"given: found {', '.join(unknown)}, expected what is read: {', '.join(asked) or 'nothing'}")
    answers = tuple(_changed(base["answers"][payload], payload, data["given"].get(payload, {})) for payload in asked)
    return Case(plan.concern, data["why"], options, secrets, answers, {name: data[name] for name in EXPECTED})


def node(concern: str, given: Mapping[str, Any] | None = None, **further: Any) -> Case:
    """A healthy node, or one that differs in what is given, for tests that expect something of their own."""
    nothing: dict[str, Any] = {"findings": [], "compliant": {}, "writes": []}
    return case(concern, {"why": "of a test", "given": given or {}, **nothing, **further})


def healthy(concern: str) -> dict[str, Any]:
    """The node that cases of a concern start from."""
    return json.loads(_healthy(concern))  # type: ignore[no-any-return]


@cache
def _healthy(concern: str) -> str:
    return (FOLDER / concern / f"{HEALTHY}.json").read_text(encoding="utf-8")


def _check_form(data: Mapping[str, Any]) -> None:
    known = (*REQUIRED, *OPTIONAL)
    if unknown := [name for name in data if name not in known]:
        raise CaseError(f"found {', '.join(unknown)}, expected nothing but {', '.join(known)}")
    if missing := [name for name in REQUIRED if name not in data]:
        raise CaseError(f"found no {', '.join(missing)}, expected {', '.join(REQUIRED)}")
    if not data["why"].strip():
        raise CaseError("why: found nothing, expected a sentence: what is to be learnt from the case")


def _plan(concern: str, options: Mapping[str, Any], secrets: tuple[str, ...]) -> Plan:
    known = FACES[concern]
    for given, of_module, what in ((options, known.ARGUMENT_SPEC, "arguments"), (secrets, known.SECRETS, "secrets")):
        if unknown := [name for name in given if name not in of_module]:
            raise CaseError(f"{what}: found {', '.join(unknown)}, expected one of {', '.join(of_module) or 'none'}")
    try:
        return Plan.from_arguments(known, options, secrets=secrets)
    except ValueError as error:
        raise CaseError(f"arguments: {error}") from error


def _changed(answer: Mapping[str, Any], payload: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return changed(answer, changes)
    except PathError as error:
        raise CaseError(f"given {payload}: {error}") from error
