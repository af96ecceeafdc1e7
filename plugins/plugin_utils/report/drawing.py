# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The path of a ticket drawn as text, step by step: of each name, as each DNS server answers it, to each node.

Of many farms, and of many different paths in one, the broken ones are drawn and the others counted: the file has all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, Tone, number, some, wrapped
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path_text import WORDS

HEADING = "The path of a ticket, step by step"
MEANING = (
    "holds: what was checked of this step is as described. It is no proof: that would be a ticket that a node has "
    "accepted."
)
MOST_FARMS, MOST_PATHS = 10, 4
LONGEST = 240  # characters of what is said of a step; the report has all of it
COLUMN = len("could not check")
TONES = {"broken": Tone.WRONG, "drift": Tone.CHANGED, "could not check": Tone.WRONG, "holds": Tone.FINE}
WORST = ("broken", "could not check", "drift", "not looked at", "holds")

Farm = Mapping[str, Any]
Path = Mapping[str, Any]


def drawn(farms: Sequence[Farm]) -> list[Line]:
    """Of the farms of a report; nothing where none has a path, as in a report of an older version."""
    known = [farm for farm in farms if farm.get("path") and farm["path"]["paths"]]
    if not known:
        return []
    shown = sorted(known, key=_worst)[:MOST_FARMS]
    lines = [Line(f"{HEADING}:"), *wrapped(MEANING, "  ")]
    for farm in (farm for farm in known if farm in shown):
        lines += [*([Line(""), Line(f"  Farm {farm['name']}:")] if len(known) > 1 else []), *_farm(farm["path"])]
    left = [farm["name"] for farm in known if farm not in shown]
    return lines + ([Line(""), *_left(left)] if left else [])


def _left(names: Sequence[str]) -> list[Line]:
    return wrapped(
        f"Not drawn here: {number(len(names), 'farm', 'farms')} more ({some(names)}); the file has them", "  "
    )


def _worst(farm: Farm) -> int:
    return min(_rank(path) for path in farm["path"]["paths"])


def _rank(path: Path) -> int:
    """A path that is broken comes first, one with nothing but steps that hold last."""
    return min((WORST.index(step["state"]) for step in path["steps"]), default=len(WORST))


def _farm(path: Mapping[str, Any]) -> list[Line]:
    paths = sorted(path["paths"], key=_rank)
    explained = {one["control"]: cause["control"] for cause in path["causes"] for one in cause["explains"]}
    lines = [line for one in paths[:MOST_PATHS] for line in (Line(""), *_path(one, explained))]
    more = len(paths) - MOST_PATHS
    return lines + (
        wrapped(f"and {number(more, 'other path', 'other paths')}; the file has them", "  ") if more > 0 else []
    )


def _path(one: Path, explained: Mapping[str, str]) -> list[Line]:
    ends, tone = _ends(one)
    lines = wrapped(f"{_where(one)}: {ends}", "  ", "    ", tone)
    for steps in _alike(one["steps"]):
        numbers = steps[0]["step"] if len(steps) == 1 else f"{steps[0]['step']}-{steps[-1]['step']}"
        state = str(steps[0]["state"])
        words = "; ".join(_words(one, step, explained) for step in steps) if len(steps) == 1 else _said(steps[0])
        # The blanks stay together with what is before them: wrapped() makes one of several.
        head = f"{numbers:<4}{state:<{COLUMN}}"
        lines += _columns(head, words, TONES.get(state, Tone.PLAIN))
    return lines


def _columns(head: str, words: str, tone: Tone) -> list[Line]:
    """head stands before the first line of the words, and blanks before the others."""
    margin = " " * (4 + len(head) + 2)
    told = wrapped(words, margin, "", tone)
    return [Line(f"    {head}  {told[0].text.strip()}", tone), *told[1:]]


def _alike(steps: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Neighbours of which the same is said, such as those of a node that could not be read."""
    for key, group in groupby(steps, key=lambda step: (step["state"], step["sentence"])):
        same = list(group)
        yield from [same] if key[1] else ([step] for step in same)


def _where(one: Path) -> str:
    to = some(one["nodes"]) or some(one["addresses"])
    leads = f"{some(one['names'])} to {to}" if to else some(one["names"])
    if not one["servers"]:
        return f"{leads}, at the addresses of the description"
    return f"{leads}, as {some(one['servers'])} {'answers' if len(one['servers']) == 1 else 'answer'}"


def _ends(one: Path) -> tuple[str, Tone]:
    """Never that it is well: what was not looked at may break it."""
    if one["broken"]:
        return f"broken at step {one['broken']}", Tone.WRONG
    unknown = [step["step"] for step in one["steps"] if step["state"] == "could not check"]
    if unknown:
        return f"nothing that breaks it was found, and {_steps(unknown)} could not be checked", Tone.WRONG
    drift = [step["step"] for step in one["steps"] if step["state"] == "drift"]
    if drift:
        return f"nothing that surely breaks it was found; drift at {_steps(drift)}", Tone.CHANGED
    return "nothing that breaks it was found", Tone.PLAIN


def _steps(numbers: Sequence[str]) -> str:
    return f"step {numbers[0]}" if len(numbers) == 1 else f"steps {', '.join(numbers)}"


def _words(one: Path, step: Mapping[str, Any], explained: Mapping[str, str]) -> str:
    controls = step["controls"]
    if step["state"] == "drift" and controls and all(control in explained for control in controls):
        causes = dict.fromkeys(explained[control] for control in controls)
        return f"{', '.join(controls)}, which follows from {', '.join(causes)}"
    if step["sentence"]:
        further = [control for control in controls[1:] if control not in step["sentence"]]
        return _said(step) + (f" (and {', '.join(further)})" if further else "")
    return f"{WORDS[step['step']]}{_reached(one, step['step'])}"


def _said(step: Mapping[str, Any]) -> str:
    said = str(step["sentence"])
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rsplit(' ', 1)[0]} ..."


def _reached(one: Path, step: str) -> str:
    """What this step leads to, where that is known."""
    shown: Sequence[str] = {Step.NAME.word: one["addresses"], Step.NETWORK.word: one["nodes"]}.get(step, ())
    return f": {some(shown)}" if shown else ""
