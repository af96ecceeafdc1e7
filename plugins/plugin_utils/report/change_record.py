# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What a fix, or a rollback, has changed, as a table for the ticket that asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import value
from ansible_collections.nlb.kerberos.plugins.module_utils.model.shown_text import shown_in_markdown
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AboutRun
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import Fixing
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE

HEAD = "| time (UTC) | node | control | subject | before | after | written | restored by a rollback |"
COLUMNS = HEAD.count("|") - 1
WRITTEN = "yes"

Change = Mapping[str, Any]


@dataclass(frozen=True)
class Occasion:
    """farms: their names. who: the account that ran it. audits: node, or WHOLE -> its last one, if any."""

    about: AboutRun
    farms: Sequence[str]
    who: str
    now: datetime
    audits: Mapping[str, Mapping[str, Any] | None]


def record(fixed: Mapping[str, Fixing], occasion: Occasion) -> str:
    """Markdown. fixed: node -> what was done there. Check mode has no rows, because it changes nothing."""
    rows = [row for node, fixing in fixed.items() for row in _rows(node, fixing, occasion.audits.get(node))]
    table = [HEAD, "|---" * COLUMNS + "|", *rows] if rows else ["Nothing was changed."]
    stopped = [
        f"{_cell(node)} could not be {'rolled back' if fixing.undoes else 'fixed'}: {_cell(fixing.failure)}"
        for node, fixing in fixed.items()
        if fixing.failure
    ]
    parts = [*_head(fixed, occasion), table, *([line] for line in stopped), *_undo(fixed)]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(fixed: Mapping[str, Fixing], occasion: Occasion) -> Iterator[list[str]]:
    about, undoes = occasion.about, next((fixing.undoes for fixing in fixed.values() if fixing.undoes), ())
    yield [f"# Changes of run {_cell(about.run)}"]
    started = about.started(occasion.now)
    lines = [
        f"- farm: {_cell(', '.join(occasion.farms))}",
        f"- nodes: {_cell(', '.join(node for node in fixed if node != WHOLE))}",
        f"- run by: {_cell(occasion.who)}",
        f"- started: {started:%Y-%m-%d %H:%M:%S} UTC, {int((occasion.now - started).total_seconds())} seconds",
        f"- nlb.kerberos {_cell(about.version)}",
    ]
    yield [*lines, f"- rolls back: {_cell(', '.join(undoes))}"] if undoes else lines


def _rows(node: str, fixing: Fixing, audit: Mapping[str, Any] | None) -> Iterator[str]:
    if fixing.check:
        return
    for change in (*fixing.all(), *fixing.undone):
        yield _row(node, fixing.time, change, WRITTEN)
    for change in fixing.intended:
        yield _row(node, fixing.time, change, _proved(change, audit))


def _proved(change: Change, audit: Mapping[str, Any] | None) -> str:
    """What the last audit shows of a change whose task has failed."""
    if audit is None or "findings" not in audit:
        return "not known: the task failed, and the node was not audited after it"
    for finding in audit["findings"]:
        if (finding["control"], finding["subject"]) == (change["control"], change["subject"]):
            if finding["found"] is None and finding.get("reason"):
                return f"not known: the task failed, and the audit after it could not check it ({finding['reason']})"
            return f"the task failed; the audit after it shows {value(finding['found'])}"
    return "the task failed; the audit after it shows no drift of it"


def _row(node: str, time: str, change: Change, written: str) -> str:
    before, after = value(change["before"]), value(change["after"])
    cells = (time, node, change["control"], change["subject"], before, after, written, _restored(change))
    return f"| {' | '.join(map(_cell, cells))} |"


def _restored(change: Change) -> str:
    return change.get("irreversible") or "yes"


def _undo(fixed: Mapping[str, Fixing]) -> Iterator[list[str]]:
    """Of a rollback there is none, and of a run that has written nothing neither."""
    wrote = [fixing for fixing in fixed.values() if fixing.wrote and not fixing.undoes]
    if wrote:
        runs = list(dict.fromkeys(run for fixing in wrote for run in fixing.whole))
        yield [f"Undo: `{wrote[0].invocation.undo(runs)}`"]


def _cell(text: object) -> str:
    return shown_in_markdown(str(text))
