"""The table of docs/verdicts.md: for each fault of the lab alone, what the verdict says. Made by: make verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS, FARM_CONCERNS
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step

from lab import faults
from lab.fault import LATENT, Fault
from tests.verdicts.injected import report_with

FILE = Path(__file__).resolve().parents[2] / "docs" / "verdicts.md"
STEPS = {control.id: [control.step.word] for control in CONTROLS}
STEPS["SPN-4"] += [Step.NODE.word]  # what a node does not allow, and not what its account has
OF_FARM = {concern.NAME for concern in FARM_CONCERNS}
FAULTS = sorted(
    (
        fault
        for fault in (*faults.FAULTS, *faults.WHOLE, *faults.CLIENTS, *faults.DOMAIN_CONTROLLERS)
        if not fault.whole or fault.name.partition("/")[0] in OF_FARM
    ),
    key=lambda fault: (int(fault.number), fault.name),
)
PLACES: Mapping[str, tuple[int, ...]] = {"one node": (2,), "all nodes": (1, 2, 3)}
THE_FARM = "the farm"
HEAD = """\
# Faults and verdicts
What the [verdict](report.md) says where the lab has one fault and no other. `make verdicts` makes this table: it
injects each fault, audits the farm of three nodes with its directory and its DNS servers, and asks for the verdict.
A test holds every row.

- **expected**: the first step of the ticket's path that the fault breaks, and the control that must be named first
  there. "latent" is on no ticket's path, and must never be named as a cause.
- **named first**: the control of the first broken step, the step, and how sure that is: proved (both sides were
  read, and they disagree; or a log has what was refused), implied (it follows from the description), possible
  (tickets may be accepted all the same). "nothing" where no cause was found.
- **explains**: controls that drift only because of it, so that they are not named as causes of their own.
- **further**: controls that are named as causes after the first.
- **latent**, **could not check**: controls in that state. What could not be checked is never a cause, and never
  holds.

| number | fault | what it is | where | expected | named first | explains | further | latent | could not check |
|---|---|---|---|---|---|---|---|---|---|
"""


def table() -> str:
    return HEAD + "".join(row for fault in FAULTS for row in rows(fault))


def rows(fault: Fault) -> list[str]:
    """One, or two where the verdict is another one when all nodes have the fault."""
    if fault.whole or fault.beside:
        return [_row(fault, f"a {fault.beside}" if fault.beside else THE_FARM, verdict(fault, ()))]
    said = {place: verdict(fault, numbers) for place, numbers in PLACES.items()}
    if len({_cells(path) for path in said.values()}) == 1:
        return [_row(fault, "one node or all", next(iter(said.values())))]
    return [_row(fault, place, path) for place, path in said.items()]


@cache
def verdict(fault: Fault, numbers: tuple[int, ...]) -> dict[str, Any]:
    """The path of the ticket, and unknown: the controls that could not be checked."""
    report = report_with([fault], numbers)
    parts = (report, *report["nodes"])
    unread = [part["node"] for part in report["nodes"] if part["problem"]]
    unknown = [control for part in parts for control, state in part["controls"].items() if state == "could not check"]
    return {
        **report["path"],
        "unknown": [f"every control of {node}" for node in unread] or list(dict.fromkeys(unknown)),
    }


def expected(fault: Fault) -> str:
    """The control that must be named first; empty where none may be."""
    return next((one for one, _ in fault.reported if fault.step in STEPS[one] and fault.step != LATENT), "")


def _row(fault: Fault, place: str, path: Mapping[str, Any]) -> str:
    wanted = " ".join(filter(None, (fault.step, expected(fault))))
    return _line([fault.number, fault.name, fault.title, place, wanted, *_cells(path)])


def _cells(path: Mapping[str, Any]) -> tuple[str, ...]:
    causes = path["causes"]
    first = f"{causes[0]['control']} at step {causes[0]['step']}, {causes[0]['sure']}" if causes else "nothing"
    explains = [one["control"] for one in causes[0]["explains"]] if causes else []
    further = [cause["control"] for cause in causes[1:]]
    return (first, *map(_named, (explains, further, path["latent"], path["unknown"])))


def _named(controls: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(controls)) or "-"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
