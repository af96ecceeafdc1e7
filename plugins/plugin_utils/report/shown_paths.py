# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The paths of a ticket as text and page show them: of each name, as each DNS server answers it, to each node.

Of many different paths of a farm the broken ones are shown and the others counted: the file has all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.named import some
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path_text import WORDS

HEADING = "The path of a ticket, step by step"
MEANING = (
    "what was checked of this step is as described. It is no proof: that would be a ticket that a node has accepted."
)
MOST = 4
LONGEST = 240  # characters of what is said of a step; the file has all of it
WORST = ("broken", "could not check", "drift", "not looked at", "holds")

Path = Mapping[str, Any]


@dataclass(frozen=True)
class ShownStep:
    """numbers: of one step, or of neighbours of which the same is said, such as 4-7."""

    numbers: str
    state: str
    words: str


@dataclass(frozen=True)
class ShownPath:
    """ends: what becomes of a ticket, in words. state: the worst of its steps."""

    where: str
    ends: str
    state: str
    steps: Sequence[ShownStep]


def shown_paths(path: Mapping[str, Any]) -> list[ShownPath]:
    """The first MOST of them, broken ones first."""
    explained = {one["control"]: cause["control"] for cause in path["causes"] for one in cause["explains"]}
    return [_shown(one, explained) for one in sorted(path["paths"], key=_rank)[:MOST]]


def left_out(path: Mapping[str, Any]) -> int:
    """How many are not shown."""
    return max(0, len(path["paths"]) - MOST)


def worst(path: Mapping[str, Any]) -> int:
    """Of the paths of a farm: 0 where one is broken."""
    return min(map(_rank, path["paths"]), default=len(WORST))


def _rank(one: Path) -> int:
    return min((WORST.index(step["state"]) for step in one["steps"]), default=len(WORST))


def _shown(one: Path, explained: Mapping[str, str]) -> ShownPath:
    state = WORST[_rank(one)] if one["steps"] else "not looked at"
    return ShownPath(_where(one), _ends(one), state, list(_steps(one, explained)))


def _steps(one: Path, explained: Mapping[str, str]) -> Iterator[ShownStep]:
    for (state, sentence), group in groupby(one["steps"], key=lambda step: (step["state"], step["sentence"])):
        same = list(group)
        if sentence and len(same) > 1:
            yield ShownStep(f"{same[0]['step']}-{same[-1]['step']}", state, _cut(sentence))
        else:
            yield from (ShownStep(step["step"], state, _words(one, step, explained)) for step in same)


def _where(one: Path) -> str:
    to = some(one["nodes"]) or some(one["addresses"])
    leads = f"{some(one['names'])} to {to}" if to else some(one["names"])
    if not one["servers"]:
        return f"{leads}, at the addresses of the description"
    return f"{leads}, by DNS {'server' if len(one['servers']) == 1 else 'servers'} {some(one['servers'])}"


def _ends(one: Path) -> str:
    """Never that it is well: what was not looked at may break it."""
    unknown = [step["step"] for step in one["steps"] if step["state"] == "could not check"]
    if one["broken"]:
        before = [step for step in unknown if step < one["broken"]]
        also = f", and {_numbers(before)} before it could not be checked" if before else ""
        return f"broken at step {one['broken']}{also}"
    if unknown:
        return f"nothing that breaks it was found, and {_numbers(unknown)} could not be checked"
    drift = [step["step"] for step in one["steps"] if step["state"] == "drift"]
    if drift:
        return f"nothing that surely breaks it was found; drift at {_numbers(drift)}"
    return "nothing that breaks it was found"


def _numbers(numbers: Sequence[str]) -> str:
    return f"step {numbers[0]}" if len(numbers) == 1 else f"steps {', '.join(numbers)}"


def _words(one: Path, step: Mapping[str, Any], explained: Mapping[str, str]) -> str:
    controls = step["controls"]
    if step["state"] == "drift" and controls and all(control in explained for control in controls):
        causes = dict.fromkeys(explained[control] for control in controls)
        return f"{', '.join(controls)}, which follows from {', '.join(causes)}"
    if step["sentence"]:
        further = [control for control in controls[1:] if control not in step["sentence"]]
        return _cut(step["sentence"]) + (f" (and {', '.join(further)})" if further else "")
    return f"{WORDS[step['step']]}{_reached(one, step['step'])}"


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST].rsplit(' ', 1)[0]} ..."


def _reached(one: Path, step: str) -> str:
    """What this step leads to, where that is known."""
    shown: Sequence[str] = {Step.NAME.word: one["addresses"], Step.NETWORK.word: one["nodes"]}.get(step, ())
    return f": {some(shown)}" if shown else ""
