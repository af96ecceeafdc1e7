# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Reads the files of a farm's history, and refuses what no run of this version has written.

What is killed between the two files is put right here: the lines say what is open after the other file was written.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.file_names import file_name
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import chain, ledger
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.files import Files
from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger.kept import Kept

MEMBERS = {"schema", "farm", "head", "former", "open", "report", "sum"}  # of the file beside the lines


def read(files: Files) -> Kept:
    """Raises ValueError where the files are not as they were written, and OSError where they cannot be read."""
    content = files.lines.read_bytes() if files.lines.exists() else b""
    whole = content[: content.rfind(b"\n") + 1]  # a run that was killed may have left a part of a line
    lines = whole.split(b"\n")[:-1]
    state = _state(files) if files.state.exists() else None
    heads = [chain.digest(line) for line in lines]
    wrong = chain.verified(lines)
    if wrong is not None:
        for line in lines[wrong - 1 : wrong + 1]:
            _refuse_newer(files.lines, _schema(line))
    if state and state["head"] not in heads:
        raise ValueError(_advice(files.lines, files.state, "the line that was last written is not in it"))
    if wrong is not None:
        raise ValueError(_advice(files.lines, files.state, f"line {wrong} was changed, or the line after it"))
    read_lines = [chain.read(line) for line in lines]
    if not state:
        return Kept(files.guess, lines, ledger.replayed(read_lines), size=len(whole))
    begin = next((i for i, line in enumerate(read_lines) if line["former"] == state["former"]), None)
    if begin is None:
        raise ValueError(_advice(files.lines, files.state, "its first lines were removed"))
    entries = {ledger.Key(*key): ledger.Entry(was, since) for *key, was, since in state["open"]}
    later = read_lines[heads.index(state["head"]) + 1 :]
    now = ledger.replayed(later, entries)
    return Kept(state["farm"], lines[begin:], now, state["report"], state.get("narrower"), len(whole))


def sum_of(state: dict[str, Any]) -> str:
    return chain.digest(json.dumps(state, sort_keys=True).encode())


def _state(files: Files) -> dict[str, Any]:
    content = files.state.read_bytes()
    _refuse_newer(files.state, _schema(content))
    try:
        found = json.loads(content)
        is_whole = set(found) >= MEMBERS and found["schema"] == ledger.SCHEMA and found.pop("sum") == sum_of(found)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_whole = False
    if not is_whole:
        raise ValueError(_advice(files.state, files.lines, "its content is not what was written"))
    if file_name(found["farm"]) != files.stem:
        raise ValueError(
            f"{files.state}: it is the history of farm {found['farm']}, whose file is {file_name(found['farm'])}.json; "
            f"move it and {files.lines.name} to another folder"
        )
    return dict(found)


def _schema(content: bytes) -> Any:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found.get("schema") if isinstance(found, dict) else None


def _refuse_newer(path: Path, schema: Any) -> None:
    if isinstance(schema, int) and schema > ledger.SCHEMA:
        raise ValueError(
            f"{path}: it has schema {schema}, and this version of nlb.kerberos knows schema {ledger.SCHEMA}: a newer "
            f"one has written it; install that version here, or set kerberos_history to another folder"
        )


def _advice(path: Path, other: Path, what: str) -> str:
    return (
        f"{path}: {what}; it was edited or damaged. Restore it and {other.name} from a copy, or move both to another "
        f"folder: then a new history begins"
    )
