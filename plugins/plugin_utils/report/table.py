# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The table of a farm: only the controls that are not ok, and nodes that are alike once, so that it fits the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import WIDTH, Line, Tone, number, some, wrapped
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.whole_farm import WHOLE

CELLS = {
    State.COMPLIANT: "ok",
    State.DRIFT: "DRIFT",
    State.WAIVED: "waived",
    State.WAIVED_UNKNOWN: "waived ?",
    State.NOT_APPLICABLE: "-",
    State.PENDING: "pending",
    State.UNKNOWN: "?",
}
QUIET = (State.COMPLIANT, State.NOT_APPLICABLE)
QUIET_CELLS = [CELLS[state] for state in QUIET]
TONES = {CELLS[State.DRIFT]: Tone.CHANGED, CELLS[State.PENDING]: Tone.CHANGED, CELLS[State.UNKNOWN]: Tone.WRONG}
GAP, INDENT = 2, "  "
MANY = 8  # nodes, of which those that are alike are one row
LONGEST = 20  # of the characters of a node's name in the table

Node = Mapping[str, Any]


def table(nodes: Sequence[Node], brief: bool = False) -> list[Line]:
    """nodes: those of the report, and the farm as a whole, which has controls of its own.

    What is the same on every node, and nodes that were not read, are lines below it.
    brief: of the controls that are ok on every node only the number.
    """
    here = [node for node in nodes if node["in_run"]]
    read = [node for node in here if node["problem"] is None]
    controls = list(dict.fromkeys(control for node in read for control in node["controls"]))
    states = {control: {_state(node, control) for node in read if control in node["controls"]} for control in controls}
    unknown = [control for control in controls if states[control] == {State.UNKNOWN}]
    shown = [control for control in controls if states[control] - set(QUIET) and control not in unknown]
    ok = [control for control in controls if states[control] == {State.COMPLIANT}]
    count = sum(node["node"] != WHOLE for node in read)
    where = f"on {number(count, 'node', 'nodes')}" + ("" if len(read) == len(here) else " that could be read")
    lines = _blocks(shown, read) if shown else []
    if unknown:
        lines += wrapped(f"? {where}: {', '.join(unknown)}", INDENT, tone=Tone.WRONG)
    if ok:
        names = "" if brief else f" ({', '.join(ok)})"
        lines += wrapped(f"ok {where}: {number(len(ok), 'control', 'controls')}{names}", INDENT)
    for reason, idle in _not_applicable(read).items():
        lines += wrapped(f"- (not applicable): {idle}: {reason}", INDENT)
    if away := [node["node"] for node in nodes if not node["in_run"]]:
        lines += wrapped(f"not in this run: {', '.join(away)}", INDENT)
    return lines


def _state(node: Node, control: str) -> State:
    return State(node["controls"].get(control, State.NOT_APPLICABLE))


def _not_applicable(nodes: Sequence[Node]) -> dict[str, str]:
    """The reason, once -> the controls, with the nodes where it is not for all."""
    found: dict[str, dict[str, list[str]]] = {}
    for node in nodes:
        for control, reason in node["not_applicable"].items():
            found.setdefault(reason, {}).setdefault(control, []).append(node["node"])
    return {
        reason: ", ".join(
            control
            if len(where) == sum(control in node["controls"] for node in nodes)
            else f"{control} on {some(where)}"
            for control, where in controls.items()
        )
        for reason, controls in found.items()
    }


def _blocks(controls: Sequence[str], nodes: Sequence[Node]) -> list[Line]:
    """Nodes are columns where that is narrower. Nodes that are alike are one where all would be too many or too wide;
    what is too wide all the same is divided. Where all that are well are one, they are the others.
    """
    cells = {node["node"]: tuple(CELLS[_state(node, control)] for control in controls) for node in nodes}
    if set(cells.get(WHOLE, ())) <= {CELLS[State.NOT_APPLICABLE]}:
        cells.pop(WHOLE, None)
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, own in cells.items():
        alike.setdefault(own, []).append(name)
    rows = _narrower(controls, cells)
    if len(cells) <= MANY and _width(rows) <= WIDTH and all(len(name) <= LONGEST for name in cells):
        return _lines(rows)
    well = [names for own, names in alike.items() if all(cell in QUIET_CELLS for cell in own)]
    others = well[0] if len(well) == 1 and len(well[0]) > 1 else []
    labels = {
        f"{len(names)} others" if names is others else _label(names, position): names
        for position, names in enumerate(alike.values(), 1)
    }
    rows = _narrower(controls, dict(zip(labels, alike, strict=True)))
    lines = [line for block in _divided(rows) for line in _lines(block)]
    for label, names in labels.items():
        if [label] != names and names is not others:
            lines += wrapped(f"{label}: {some(names) if names in well else ', '.join(names)}", INDENT)
    return lines


def _narrower(controls: Sequence[str], cells: Mapping[str, Sequence[str]]) -> list[list[str]]:
    by_control = zip(controls, zip(*cells.values(), strict=True), strict=True)
    upright = [["control", *cells], *([control, *own] for control, own in by_control)]
    across = [["node", *controls], *([label, *own] for label, own in cells.items())]
    return min((upright, across), key=_width)


def _label(names: Sequence[str], position: int) -> str:
    """A short name of these nodes; the full ones are below the table."""
    name = names[0] if len(names[0]) <= LONGEST else f"{names[0][: LONGEST - 4]}..({position})"
    return name if len(names) == 1 else f"{name} +{len(names) - 1}"


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]


def _width(rows: Sequence[Sequence[str]]) -> int:
    return len(INDENT) + sum(_widths(rows)) + GAP * (len(rows[0]) - 1)


def _divided(rows: Sequence[Sequence[str]]) -> list[list[list[str]]]:
    """The columns in several tables, each with the first column."""
    widths = _widths(rows)
    parts: list[list[int]] = [[]]
    used = first = len(INDENT) + widths[0]
    for column, width in enumerate(widths[1:], 1):
        if used + GAP + width > WIDTH and parts[-1]:
            parts.append([])
            used = first
        parts[-1].append(column)
        used += GAP + width
    return [[[row[0], *(row[column] for column in part)] for row in rows] for part in parts]


def _lines(rows: Sequence[Sequence[str]]) -> list[Line]:
    widths = _widths(rows)
    texts = [
        INDENT + (" " * GAP).join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return [Line(text, _tone(row[1:])) for text, row in zip(texts, rows, strict=True)]


def _tone(cells: Sequence[str]) -> Tone:
    tones = {TONES.get(cell, Tone.PLAIN) for cell in cells}
    return next((tone for tone in (Tone.WRONG, Tone.CHANGED) if tone in tones), Tone.PLAIN)
