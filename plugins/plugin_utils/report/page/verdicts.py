# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Of each farm the first broken step of a ticket's path, with what mends it, and the path step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.key_switch_text import order, refused
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import some
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path import works
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.path_text import (
    WORDS,
    by_hand,
    caches_text,
    explained_text,
    heading_of,
    is_sure,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.shown_paths import ShownPath, left_out, shown_paths

SENTENCES, LONGEST = 5, 600  # of a cause; the findings below, and the file, have all
CLASSES = {"broken": "bad", "drift": "drift", "could not check": "unknown", "not looked at": "none", "holds": "fine"}

Farm = Mapping[str, Any]
Cause = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """heading, sure, sentences, explains, commands, undo: of the first cause, by_hand: how. further: those after it."""

    farm: str
    tone: str
    heading: str
    sure: str
    sentences: Sequence[str]
    more: int
    explains: str
    by_hand: str
    commands: Sequence[str]
    undo: Sequence[str]
    further: Sequence[str]
    paths: Sequence[ShownPath]
    left_out: int


def verdicts(farms: Sequence[Farm]) -> list[Verdict]:
    """Of farms with a cause; those where it is surest to be one first."""
    found = [_verdict(farm) for farm in _known(farms) if farm["path"]["causes"]]
    return sorted(found, key=lambda verdict: verdict.tone != "bad")


def without_cause(farms: Sequence[Farm]) -> list[str]:
    """The farms that were looked at, and of which no cause was found, and no proof either."""
    return [farm["name"] for farm in _known(farms) if not (farm["path"]["causes"] or works(farm))]


def cached(farms: Sequence[Farm]) -> list[str]:
    """What clients may still have from before the run's changes, farm by farm."""
    return [f"{farm['name']}: {said}" for farm in _known(farms) if (said := caches_text(farm["path"]))]


def switches(farms: Sequence[Farm]) -> list[dict[str, Any]]:
    """Of the farms whose names are to get another account: in which order, what users notice, and which stay."""
    return [
        {"farm": farm["name"], "order": order(switch), "notices": switch["notices"], "refused": refused(switch)}
        for farm in farms
        if (switch := farm.get("key_switch"))
    ]


def working(farms: Sequence[Farm]) -> list[str]:
    """The farms of which tickets have proved it."""
    return [farm["name"] for farm in _known(farms) if works(farm)]


def _known(farms: Sequence[Farm]) -> list[Farm]:
    """Of a farm with a problem nothing is known now; reports of older versions have no path."""
    return [farm for farm in farms if farm.get("path") and farm["problem"] is None]


def _verdict(farm: Farm) -> Verdict:
    first, *others = farm["path"]["causes"]
    sentences = [_cut(sentence) for sentence in first["sentences"]]
    nodes = f", on {some(first['nodes'])}" if first["nodes"] else ""
    return Verdict(
        farm["name"],
        "bad" if is_sure(first) else "drift",
        heading_of(first),
        f"{first['sure'].capitalize()}{nodes}: {first['why']}",
        sentences[:SENTENCES],
        max(0, len(sentences) - SENTENCES),
        explained_text(first),
        by_hand(first["commands"]),
        first["commands"],
        first.get("undo") or (),
        [_further(cause) for cause in others],
        shown_paths(farm["path"]),
        left_out(farm["path"]),
    )


def _further(cause: Cause) -> str:
    where = f"{some(cause['nodes'])}: " if cause["nodes"] else ""
    return f"{where}{cause['control']} at step {cause['step']}, {WORDS[cause['step']]} ({cause['sure']})"


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST].rsplit(' ', 1)[0]} ..."
