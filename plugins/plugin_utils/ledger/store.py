# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The histories of the farms in a folder: what a run adds to them, and what they tell of its findings.

A damaged file is never written to.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import chain, ledger
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.files import Files, files_of
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.kept import Kept, Report
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.reading import read
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.writing import append, replace

FOLDER = 0o750
Lines = list[dict[str, Any]]
Histories = dict[str, Lines]


class HistoryError(ValueError):
    """The history of some farms could not be used. report, histories: what is known all the same, to be reported."""

    def __init__(self, problems: list[str], report: dict[str, Any], histories: Histories) -> None:
        super().__init__("; ".join(problems))
        self.report, self.histories = report, histories


def add(folder: Path, report: Report, kind: str, days: int) -> tuple[dict[str, Any], Histories]:
    """The report with what the history knows, and the lines of each farm's ledger, this run's included.

    Raises HistoryError where a farm's files are damaged or cannot be written; the other farms' are written.
    """
    return _each(report, lambda farm: _added(folder, report, farm, kind, days))


def look(folder: Path, report: Report) -> tuple[dict[str, Any], Histories]:
    """As add, and nothing is written: the ledger and its lines are those before this run."""

    def looked(farm: ledger.Farm) -> tuple[dict[str, Any], Lines]:
        kept = load(files_of(folder, farm["name"]))
        return kept.told(ledger.told(farm, ledger.after(kept.entries, farm))), kept.history()

    return _each(report, looked)


def load(files: Files) -> Kept:
    """Raises ValueError where the files are damaged, and OSError where they cannot be read."""
    with files.locked(for_writing=False):
        return read(files)


def why(error: ValueError | OSError) -> str:
    """In words, with the file that it is about."""
    return f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.strerror else str(error)


def _each(
    report: Report, one: Callable[[ledger.Farm], tuple[dict[str, Any], Lines]]
) -> tuple[dict[str, Any], Histories]:
    farms: list[dict[str, Any]] = []
    histories: Histories = {}
    problems: list[str] = []
    for farm in report["farms"]:
        try:
            known, histories[farm["name"]] = one(farm)
        except (ValueError, OSError) as error:
            problems.append(f"the history of farm {farm['name']} was not used: {why(error)}")
            known = dict(farm)
        farms.append(known)
    full = {**report, "farms": farms}
    if problems:
        raise HistoryError(problems, full, histories)
    return full, histories


def _added(folder: Path, report: Report, farm: ledger.Farm, kind: str, days: int) -> tuple[dict[str, Any], Lines]:
    files = files_of(folder, farm["name"])
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    with files.locked(for_writing=True):
        kept = read(files)
        now = ledger.after(kept.entries, farm)
        full = ledger.told(farm, now)
        runs = [(line["run"], line["kind"]) for line in kept.history()]
        if (farm["run"], kind) not in runs:
            line = chain.written(ledger.line(kept.entries, now, farm, kind, kept.head))
            append(files, kept.size, line)
            kept.lines.append(line)
            kept.entries = now
            kept.forget_before(farm["time"], days)
        elif (farm["run"], kind) != runs[-1]:
            return kept.told(full), kept.history()
        full = kept.told(full)
        kept.keep_report({**report, "status": farm["status"], "farms": [full]})
        kept.farm = farm["name"]
        replace(files, kept)
    return full, kept.history()
