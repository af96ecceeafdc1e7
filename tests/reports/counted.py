"""How many checks each format tells in each of its states, read from what was written, and what the report has.

COUNTED has a reader for each format: it gives, for each of the format's own states, a number. STATES names which states
of the report each of these stands for.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

Files = Mapping[str, str]
Counts = dict[str, int]
NO_CONTROL = "audit"  # stands for a farm that nothing is known of, which no count of the report has
WORST_FIRST = (
    *("could not check", "drift", "pending", "waived, could not check", "waived", "compliant", "not applicable"),
)


@dataclass(frozen=True)
class Reader:
    """states: the report's state -> the format's; one that is not in it has the same name."""

    count: Callable[[Files], Counts]
    states: Mapping[str, str]

    def expected(self, report: Mapping[str, Any]) -> Counts:
        total: Counter[str] = Counter()
        for farm in report["farms"]:
            for state, number in farm["counts"].items():
                total[self.states.get(state, state)] += number
        return {state: number for state, number in total.items() if number}


def of_csv(files: Files) -> Counts:
    """Rows of several subjects of one control are one check, in the worst of their states."""
    worst: dict[tuple[str, str, str], int] = {}
    for row in csv.DictReader(io.StringIO(files[""].removeprefix("\ufeff"), newline="")):
        if row["control"] != NO_CONTROL:
            check = row["farm"], row["node"], row["control"]
            worst[check] = min(worst.get(check, len(WORST_FIRST)), WORST_FIRST.index(row["state"]))
    return Counter(WORST_FIRST[state] for state in worst.values())


HDF_WORST_FIRST = ("error", "failed", "skipped", "passed")


def of_hdf(files: Files) -> Counts:
    """A check is a control's results of one node, which code_desc begins with."""
    total: Counter[str] = Counter()
    for text in files.values():
        for control in json.loads(text)["profiles"][0]["controls"]:
            if control["id"] == NO_CONTROL:
                continue
            worst: dict[str, int] = {}
            for result in control["results"]:
                node = result["code_desc"].split(": ")[0]
                worst[node] = min(worst.get(node, 9), HDF_WORST_FIRST.index(result["status"]))
            total.update(HDF_WORST_FIRST[status] for status in worst.values())
    return total


def of_summary(files: Files) -> Counts:
    [line] = re.findall(r"^- checks: (.*)$", files[""], re.MULTILINE)
    return {state: int(number) for number, _, state in (each.partition(" ") for each in line.split("; "))}


def of_junit(files: Files) -> Counts:
    total: Counter[str] = Counter()
    for text in files.values():
        for case in ElementTree.fromstring(text).iter("testcase"):
            if case.get("name") != NO_CONTROL:
                total[case[0].tag if len(case) else "passed"] += 1
    return total


def of_metrics(files: Files) -> Counts:
    total: Counter[str] = Counter()
    for text in files.values():
        for state, number in re.findall(r'^nlb_kerberos_checks\{.*state="([^"]*)"\} (\d+)$', text, re.MULTILINE):
            total[state] += int(number)
    return total


@dataclass
class Cells(HTMLParser):
    """The words in the cells of the tables of nodes and controls."""

    words: list[str] = field(default_factory=list)
    is_matrix: bool = False
    is_cell: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = (dict(attrs).get("class") or "").split()
        if tag == "section":
            self.is_matrix = "matrix" in own
        self.is_cell = tag == "td" and self.is_matrix and "away" not in own

    def handle_endtag(self, tag: str) -> None:
        self.is_cell = False

    def handle_data(self, data: str) -> None:
        if self.is_cell:
            self.words.append(data)


def of_html(files: Files) -> Counts:
    cells = Cells()
    cells.feed(files[""])
    return Counter(cells.words)


NOT_APPLIED = ("pending", "waived", "waived, could not check", "not applicable")
HDF_STATES = {"could not check": "error", "drift": "failed", "compliant": "passed"} | dict.fromkeys(
    NOT_APPLIED, "skipped"
)
READERS: Mapping[str, Reader] = {
    "csv": Reader(of_csv, {}),
    "hdf": Reader(of_hdf, HDF_STATES),
    "html": Reader(of_html, {"compliant": "ok", "not applicable": "-"}),
    "junit": Reader(of_junit, {**HDF_STATES, "drift": "failure"}),
    "metrics": Reader(of_metrics, {}),
    "summary": Reader(of_summary, {}),
}
