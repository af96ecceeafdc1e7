# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One verdict on a farm, as plain data: where a ticket fails first, and why; what follows from that; what was not seen.

It says that Kerberos works only where tickets have proved it, and nothing that was found breaks a path: see works.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.controls import Control
from ..model.finding import State
from ..model.named import some
from ..model.ticket_path import Step
from .causes import Cause, causes
from .evidence import Evidence, Seen
from .paths import Condition, Path, alike, paths
from .works import proved


@dataclass(frozen=True)
class Verdict:
    """causes: the first broken step first. latent: controls that lie on no ticket's path, which are never a cause.

    works: whether tickets were accepted everywhere, and no path is broken.
    """

    causes: Sequence[Cause]
    paths: Sequence[Path]
    latent: Sequence[str]
    works: bool = False

    def explained(self) -> dict[tuple[str, str, str], str]:
        """(node, control, subject) of a finding -> the control whose drift explains it."""
        return {(one.node, one.control, one.subject): cause.control for cause in self.causes for one in cause.explained}

    def as_dict(self) -> dict[str, Any]:
        """paths: those that are alike once. not_checked: steps, and why."""
        return {
            "causes": [_cause(cause) for cause in self.causes],
            "paths": [_path(group) for group in alike(self.paths)],
            "not_checked": _not_checked(self.paths),
            "latent": list(self.latent),
            "works": self.works,
        }


def ticket_path(evidence: Evidence, controls: Sequence[Control]) -> Verdict:
    found = causes(evidence, controls)
    drawn = paths(evidence, found, controls)
    works = proved(evidence, controls) and bool(drawn) and not any(path.broken for path in drawn)
    return Verdict(found, drawn, _latent(evidence), works)


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "control": cause.control,
        "step": cause.step.word,
        "sure": cause.sure.value,
        "why": cause.why,
        "nodes": list(cause.nodes),
        "subjects": _each(one.subject for one in cause.found),
        "sentences": _each(one.sentence for one in cause.found),
        "commands": list(cause.commands),
        "undo": list(cause.undo),
        "explains": [
            {"control": control, "nodes": _each(one.node for one in cause.explained if one.control == control)}
            for control in _each(one.control for one in cause.explained)
        ],
    }


def _path(group: Sequence[Path]) -> dict[str, Any]:
    first = group[0]
    return {
        "names": _each(path.name for path in group),
        "servers": _each(path.server for path in group if path.server),
        "addresses": _each(path.address for path in group if path.address),
        "nodes": _each(path.node for path in group if path.node),
        "broken": first.broken.step.word if first.broken else None,
        "steps": [
            {
                "step": stop.step.word,
                "state": stop.condition.value,
                "controls": list(stop.controls),
                "sentence": _alike_on(position, group),
            }
            for position, stop in enumerate(first.stops)
        ],
    }


def _alike_on(position: int, group: Sequence[Path]) -> str:
    """The sentence of the first; whose it is, where another node has its own, such as one with its own account."""
    same_answer = [path for path in group if (path.name, path.server) == (group[0].name, group[0].server)]
    sentences = {path.node: path.stops[position].sentence for path in same_answer}
    first = group[0].stops[position].sentence
    if set(sentences.values()) == {first} or not group[0].node:
        return first
    others = some([node for node in sentences if node != group[0].node])
    return f"{group[0].node} (alike on {others}): {first}"


def _not_checked(drawn: Sequence[Path]) -> list[dict[str, Any]]:
    """For each step and reason the nodes on whose way it is; a step before the broken one may be the cause as well."""
    found: dict[tuple[Step, Condition, str], list[str]] = {}
    for path in drawn:
        for stop in path.stops:
            if stop.condition in (Condition.UNKNOWN, Condition.NOT_LOOKED_AT):
                nodes = found.setdefault((stop.step, stop.condition, stop.sentence), [])
                nodes += [path.node] if path.node and path.node not in nodes else []
    return [
        {"step": step.word, "state": condition.value, "reason": reason, "nodes": nodes}
        for (step, condition, reason), nodes in sorted(found.items(), key=lambda item: item[0][0])
    ]


def _latent(evidence: Evidence) -> list[str]:
    return _each(one.control for one in evidence.seen if _is_latent(one))


def _is_latent(one: Seen) -> bool:
    return one.state is State.DRIFT and one.step is Step.LATENT


def _each(given: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(given))
