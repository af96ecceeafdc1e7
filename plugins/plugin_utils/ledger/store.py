# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The files of a farm's history in a folder: its last whole report, what is open, and the ledger, only added to.

Of two runs at once one waits for the other. The ledger's line is written first, and what is killed before the other
file is replaced is put right by the next run, from the lines. A damaged file is never written to.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import NAMES
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import SHARED, write_file
from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import ledger

FOLDER = 0o750
Report = Mapping[str, Any]
Histories = dict[str, list[dict[str, Any]]]


class HistoryError(ValueError):
    """The history of some farms could not be used. report, histories: what is known all the same, to be reported."""

    def __init__(self, problems: list[str], report: dict[str, Any], histories: Histories) -> None:
        super().__init__("; ".join(problems))
        self.report, self.histories = report, histories


@dataclass
class Kept:
    """What the files of a farm say. former: of the first line that is kept. size: bytes of the whole lines."""

    lines: list[bytes] = field(default_factory=list)
    entries: dict[ledger.Key, ledger.Entry] = field(default_factory=dict)
    report: dict[str, Any] | None = None
    size: int = 0

    @property
    def head(self) -> str | None:
        return ledger.digest(self.lines[-1]) if self.lines else None

    def history(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]

    def told(self, farm: ledger.Farm) -> dict[str, Any]:
        return {**farm, "ledger": {"lines": len(self.lines), "head": self.head}}


def add(folder: Path, report: Report, kind: str, days: int) -> tuple[dict[str, Any], Histories]:
    """The report with what the history knows, and the lines of each farm's ledger, this run's included.

    Raises HistoryError where a farm's files are damaged or cannot be written; the other farms' are written.
    """
    return _each(report, lambda farm: _added(folder, report, farm, kind, days))


def look(folder: Path, report: Report) -> tuple[dict[str, Any], Histories]:
    """As add, and nothing is written: the ledger and its lines are those before this run."""

    def looked(farm: ledger.Farm) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        kept = load(folder, farm["name"])
        return kept.told(ledger.told(farm, ledger.after(kept.entries, farm))), kept.history()

    return _each(report, looked)


def load(folder: Path, name: str) -> Kept:
    """Raises ValueError where the files are damaged, and OSError where they cannot be read."""
    with _locked(folder, name, fcntl.LOCK_SH):
        return _load(folder, name)


def _each(report: Report, one: Any) -> tuple[dict[str, Any], Histories]:
    farms: list[dict[str, Any]] = []
    histories: Histories = {}
    problems: list[str] = []
    for farm in report["farms"]:
        try:
            known, histories[farm["name"]] = one(farm)
        except (ValueError, OSError) as error:
            problems.append(f"the history of farm {farm['name']} was not used: {error}")
            known = dict(farm)
        farms.append(known)
    full = {**report, "farms": farms}
    if problems:
        raise HistoryError(problems, full, histories)
    return full, histories


def _added(
    folder: Path, report: Report, farm: ledger.Farm, kind: str, days: int
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    name = farm["name"]
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    with _locked(folder, name, fcntl.LOCK_EX):
        kept = _load(folder, name)
        now = ledger.after(kept.entries, farm)
        full = ledger.told(farm, now)
        runs = [(line["run"], line["kind"]) for line in kept.history()]
        if (farm["run"], kind) not in runs:
            line = ledger.written(ledger.line(kept.entries, now, farm, kind, kept.head))
            _append(_lines_path(folder, name), kept.size, line)
            kept.lines, kept.entries = _recent([*kept.lines, line], farm["time"], days), now
        elif (farm["run"], kind) != runs[-1]:
            return kept.told(full), kept.history()
        full = kept.told(full)
        if _is_whole(farm, kept.report):
            kept.report = {**report, "status": farm["status"], "farms": [full]}
        _replace(folder, name, kept)
    return full, kept.history()


def _is_whole(farm: ledger.Farm, before: Report | None) -> bool:
    """Whether the report takes the place of the one before: not where it looked at less."""
    former = set(before["farms"][0]["concerns"]) & set(NAMES) if before else set()
    return not ledger.is_limited(farm) and former <= set(farm["concerns"])


def _recent(lines: list[bytes], time: str, days: int) -> list[bytes]:
    first = datetime.fromisoformat(time) - timedelta(days=days)
    times = [datetime.fromisoformat(json.loads(line)["time"]) for line in lines]
    begin = next((number for number, at in enumerate(times) if at >= first), len(lines) - 1)
    return lines[begin:]


def _load(folder: Path, name: str) -> Kept:
    path, other = _lines_path(folder, name), _state_path(folder, name)
    content = path.read_bytes() if path.exists() else b""
    whole = content[: content.rfind(b"\n") + 1]  # a run that was killed may have left a part of a line
    lines = whole.split(b"\n")[:-1]
    state = _state(other) if other.exists() else None
    head: Any = state["head"] if state else None
    heads = [ledger.digest(line) for line in lines]
    if state and head not in heads:
        raise ValueError(_advice(path, other, "the line that was last written is not in it"))
    wrong = ledger.verified(lines)
    if wrong is not None:
        raise ValueError(_advice(path, other, f"line {wrong} was changed, or the line after it"))
    if not state:
        return Kept(lines, ledger.replayed(map(ledger.read, lines)), None, len(whole))
    begin = next((i for i, line in enumerate(lines) if ledger.read(line)["former"] == state["former"]), None)
    if begin is None:
        raise ValueError(_advice(path, other, "its first lines were removed"))
    entries = {ledger.Key(*key): ledger.Entry(was, since) for *key, was, since in state["open"]}
    later = map(ledger.read, lines[heads.index(head) + 1 :])
    return Kept(lines[begin:], ledger.replayed(later, entries), state["report"], len(whole))


def _state(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
        if found["schema"] == ledger.SCHEMA and found.pop("sum") == _sum(found):
            return dict(found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise ValueError(_advice(path, path.with_suffix(".jsonl"), "its content is not what was written"))


def _advice(path: Path, other: Path, what: str) -> str:
    return (
        f"{path}: {what}; it was edited or damaged. Restore it and {other.name} from a copy, or move both to another "
        f"folder: then a new history begins"
    )


def _replace(folder: Path, name: str, kept: Kept) -> None:
    """The file that knows what is open first: it also says with which line the ledger begins."""
    state = {
        "schema": ledger.SCHEMA,
        "farm": name,
        "head": kept.head,
        "lines": len(kept.lines),
        "former": json.loads(kept.lines[0])["former"],
        "open": [[*key, *entry] for key, entry in sorted(kept.entries.items())],
        "report": kept.report,
    }
    write_file(_state_path(folder, name), json.dumps({**state, "sum": _sum(state)}, indent=1) + "\n", SHARED)
    content = b"".join(line + b"\n" for line in kept.lines)
    if _lines_path(folder, name).stat().st_size != len(content):
        write_file(_lines_path(folder, name), content.decode("ascii"), SHARED)


def _sum(state: Mapping[str, Any]) -> str:
    return ledger.digest(json.dumps(state, sort_keys=True).encode())


def _append(path: Path, size: int, line: bytes) -> None:
    """After the whole lines, and on disk before this returns."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, SHARED)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        file.truncate(size)
        file.seek(size)
        file.write(line + b"\n")
        os.fsync(file.fileno())


@contextmanager
def _locked(folder: Path, name: str, how: int) -> Iterator[None]:
    path = folder / f".{file_name(name)}.lock"
    if how == fcntl.LOCK_SH and not path.exists():
        yield
        return
    flags = os.O_RDONLY if how == fcntl.LOCK_SH else os.O_RDONLY | os.O_CREAT
    descriptor = os.open(path, flags | os.O_NOFOLLOW, SHARED)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)


def _state_path(folder: Path, name: str) -> Path:
    return folder / f"{file_name(name)}.json"


def _lines_path(folder: Path, name: str) -> Path:
    return folder / f"{file_name(name)}.jsonl"
