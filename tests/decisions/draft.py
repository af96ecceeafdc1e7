"""A new case from the command line: a sentence, changes of a healthy node, and what then is found and written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import FACES
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import reads
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.recording import outcome

from tests.decisions import case as cases
from tests.decisions.case import EXPECTED, HEALTHY, Case, CaseError

CHANGE = re.compile(
    r'(?P<payload>\w+): *(?P<path>(?:[^=\[\]]|\[(?:"(?:[^"\\]|\\.)*"|[^\]"])*\])*)=(?P<value>.*)', re.DOTALL
)
EXAMPLE = "'read_iis: pools[name=Intranet].state=Stopped'"


def path_of(concern: str, sentence: str) -> Path:
    """The file of a case. Raises CaseError."""
    if concern not in FACES:
        raise CaseError(f"concern: found {concern!r}, expected one of {', '.join(FACES)}")
    words = re.findall(r"[\w.]+", sentence.replace("'", ""))
    if len(words) < 2:
        raise CaseError(f"sentence: found {sentence!r}, expected words such as 'the pool is stopped'")
    name = "-".join(words).rstrip(".").replace(".", "-")
    if name == HEALTHY:
        raise CaseError(f"sentence: found {sentence!r}, which is the name of the healthy node")
    return cases.FOLDER / concern / f"{name}.json"


def read(path: Path) -> dict[str, Any]:
    """What the file has so far. Raises CaseError."""
    if not path.exists():
        return {"why": "", "given": {}}
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CaseError(f"{path.name}: found no JSON ({error}); correct it") from error
    return data


def changes(options: Iterable[str]) -> dict[str, dict[str, Any]]:
    """``payload: path=value`` each, as a case gives them. Raises CaseError."""
    given: dict[str, dict[str, Any]] = {}
    for option in options:
        parts = CHANGE.fullmatch(option)
        if not parts:
            raise CaseError(f"--set: found {option!r}, expected 'payload: path=value' such as {EXAMPLE}")
        given.setdefault(parts["payload"], {})[parts["path"]] = _value(parts["value"])
    return given


def arguments(options: Iterable[str]) -> dict[str, Any]:
    """``option=value`` each. Raises CaseError."""
    found = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not (name and equals):
            raise CaseError(f"--argument: found {option!r}, expected 'option=value' such as 'readers=[]'")
        found[name] = _value(value)
    return found


def _value(text: str) -> Any:
    """JSON, or else the text itself."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def completed(concern: str, data: Mapping[str, Any]) -> tuple[dict[str, Any], Case]:
    """The data with what is found and written now; parts of reasons that it expects stay. Raises CaseError."""
    nothing: dict[str, Any] = {"findings": [], "compliant": {}, "writes": []}
    case = cases.case(concern, {**nothing, **data})
    _check_answers(case)
    reasons = {tuple(one[:3]): one[-1]["reason"] for one in data.get("findings", ()) if "reason" in one[-1]}
    found = outcome(case.reading, case.secrets)
    for one in found["findings"]:
        if reason := reasons.get(tuple(one[:3])):
            one[3:] = [{**(one[3] if len(one) > 3 else {}), "reason": reason}]
    start = {name: value for name, value in data.items() if name not in EXPECTED}
    return {**start, **found}, cases.case(concern, {**start, **found})


def _check_answers(case: Case) -> None:
    for call, answer in zip(reads(case.plan), case.answers, strict=True):
        if wrong := mismatch(answer, case.concern.SHAPES[call.payload], call.payload):
            raise CaseError(f"given: {wrong}; no payload prints this")
    if problem := case.reading_of(case.answers).problem:
        raise CaseError(f"given: {problem}; such a node could not be checked, and is no case")


def same_node(path: Path, data: Mapping[str, Any]) -> Path | None:
    """Another case of the concern with the same node."""
    mine = cases.case(path.parent.name, data)
    for other in cases.files(path.parent.name):
        theirs = cases.read(other)
        same = (theirs.answers, theirs.arguments, theirs.secrets) == (mine.answers, mine.arguments, mine.secrets)
        if same and other != path:
            return other
    return None
