# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The runs that have changed a farm as text, the newest first, in lines that a terminal shows whole."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.entries import Change
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.history import FarmRun, Nodes, of_farm, unread
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import value
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown

WIDTH = 100
SETTINGS = 10  # of a run
LONG = 60  # characters of a value


def history(farm: str, nodes: Nodes, damaged: Sequence[str], limit: int) -> str:
    """damaged: a sentence for each file that is no entry. limit: how many runs."""
    runs = of_farm(nodes)
    lines = [f"Farm {farm}: {_count(len(runs))}"]
    for run in runs[:limit]:
        lines += ["", *_run(run, unread(nodes))]
    if len(runs) > limit:
        lines += ["", f"{len(runs) - limit} older runs are not shown; set kerberos_history_limit to see them."]
    lines += ["", *wrapped(damaged)] if damaged else []
    return "\n".join(["", *lines, ""])


def _count(runs: int) -> str:
    return {0: "no run has changed it", 1: "1 run has changed it"}.get(
        runs, f"{runs} runs have changed it, newest first"
    )


def _run(run: FarmRun, missing: Sequence[str]) -> list[str]:
    what = f", rollback of {', '.join(run.undoes)}" if run.undoes else ""
    who = f", by {run.who}" if run.who else ""
    return [
        *wrapped([f"{run.run}{what}"], ""),
        *wrapped([f"{run.time[:16].replace('T', ' ')} UTC{who}; on {', '.join(run.on)}", run.state(missing)]),
        *settings(run),
    ]


def settings(run: FarmRun, indent: str = "    ") -> list[str]:
    """What it changed, each setting once with its nodes."""
    on: dict[str, list[str]] = {}
    for node, known in run.on.items():
        for change in known.changes:
            on.setdefault(as_text(change), []).append(node)
    lines = [f"{text} ({', '.join(nodes)})" for text, nodes in on.items()]
    more = [f"and {len(lines) - SETTINGS} more settings"] if len(lines) > SETTINGS else []
    return wrapped([*lines[:SETTINGS], *more], indent)


def as_text(change: Change) -> str:
    return f"{change.control} {change.subject}: {short(change.before)} -> {short(change.after)}"


def short(setting: object) -> str:
    text = value(setting)
    return text if len(text) <= LONG else f"{text[: LONG - 3]}..."


def wrapped(sentences: Iterable[str], indent: str = "  ") -> list[str]:
    return [
        line
        for sentence in sentences
        for line in textwrap.wrap(
            shown(sentence),
            WIDTH,
            initial_indent=indent,
            subsequent_indent=f"{indent}  ",
            break_on_hyphens=False,
        )
    ]
