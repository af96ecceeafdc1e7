# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The path of a ticket drawn as text, step by step. Of many farms the broken ones are drawn and the others counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, Tone, number, some, wrapped
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.shown_paths import (
    HEADING,
    MEANING,
    WORST,
    ShownPath,
    ShownStep,
    left_out,
    shown_paths,
    worst,
)

MOST_FARMS = 10
COLUMN = max(map(len, WORST))
TONES = {"broken": Tone.WRONG, "drift": Tone.CHANGED, "could not check": Tone.WRONG, "holds": Tone.FINE}
OF_PATHS = {**TONES, "holds": Tone.PLAIN}  # one of which nothing is known to be wrong is not called fine

Farm = Mapping[str, Any]


def drawn(farms: Sequence[Farm]) -> list[Line]:
    """Of the farms of a report; nothing where none has a path, as in a report of an older version."""
    known = [farm for farm in farms if farm.get("path") and farm["path"]["paths"] and not farm.get("problem")]
    if not known:
        return []
    shown = sorted(known, key=lambda farm: worst(farm["path"]))[:MOST_FARMS]
    lines = [Line(f"{HEADING}:"), *wrapped(f"holds: {MEANING}", "  ")]
    for farm in (farm for farm in known if farm in shown):
        lines += [*([Line(""), Line(f"  Farm {farm['name']}:")] if len(known) > 1 else []), *_farm(farm["path"])]
    left = [farm["name"] for farm in known if farm not in shown]
    if left:
        words = f"Not drawn here: {number(len(left), 'farm', 'farms')} more ({some(left)}); the file has them"
        lines += [Line(""), *wrapped(words, "  ")]
    return lines


def _farm(path: Mapping[str, Any]) -> list[Line]:
    lines = [line for one in shown_paths(path) for line in (Line(""), *_path(one))]
    more = left_out(path)
    return lines + (
        wrapped(f"and {number(more, 'other path', 'other paths')}; the file has them", "  ") if more else []
    )


def _path(one: ShownPath) -> list[Line]:
    heading = wrapped(f"{one.where}: {one.ends}", "  ", "    ", OF_PATHS.get(one.state, Tone.PLAIN))
    return [*heading, *(line for step in one.steps for line in _step(step))]


def _step(step: ShownStep) -> list[Line]:
    """Number and state stand before the first line of the words, and blanks before the others."""
    head, tone = f"    {step.numbers:<4}{step.state:<{COLUMN}}  ", TONES.get(step.state, Tone.PLAIN)
    told = wrapped(step.words, " " * len(head), "", tone)
    return [Line(head + line.text.lstrip() if position == 0 else line.text, tone) for position, line in enumerate(told)]
