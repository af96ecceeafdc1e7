"""Of which farms and nodes each format says that something could not be checked, read from what was written.

A farm as a whole is its name, a node is farm/node.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

Files = Mapping[str, str]
UNKNOWN = "could not check"


def of_csv(files: Files) -> set[str]:
    rows = csv.DictReader(io.StringIO(files[""].removeprefix("\ufeff"), newline=""))
    return {_place(row["farm"], row["node"]) for row in rows if row["state"] == UNKNOWN}


def of_hdf(files: Files) -> set[str]:
    found = set()
    for text in files.values():
        document = json.loads(text)
        for control in document["profiles"][0]["controls"]:
            for result in control["results"]:
                if result["status"] == "error":
                    node = result["code_desc"].split(": ")[0].replace("the farm", "")
                    found.add(_place(document["platform"]["target_id"], node))
    return found


def of_html(files: Files) -> set[str]:
    [table] = re.findall(r'<section aria-labelledby="unknown">.*?</table>', files[""], re.DOTALL)
    found = set()
    for place in re.findall(r"<p>([^<]*)</p>", "".join(re.findall(r'<td data-label="Where">(.*?)</td>', table))):
        farm, _, nodes = place.partition(": ")
        found |= {_place(farm, node.replace("the farm as a whole", "")) for node in nodes.split(", ")}
    return found


def of_junit(files: Files) -> set[str]:
    suites = [suite for text in files.values() for suite in ElementTree.fromstring(text) if suite.get("errors") != "0"]
    return {suite[1].get("classname", "").replace(".", "/") for suite in suites}


def of_metrics(files: Files) -> set[str]:
    found = set()
    for text in files.values():
        [(farm, number)] = re.findall(rf'_kerberos_checks{{farm="(\w+)",state="{UNKNOWN}"}} (\d+)', text)
        nodes = re.findall(rf'_node_checks{{farm="\w+",node="(\w+)",state="{UNKNOWN}"}} (\d+)', text)
        found |= {_place(farm, node) for node, _ in nodes}
        if int(number) > sum(int(of_node) for _, of_node in nodes):
            found.add(farm)
    return found


def of_summary(files: Files) -> set[str]:
    part = files[""].partition("## Could not check\n\n")[2].partition("\n\n")[0]
    return {place for places in re.findall(r" on `([^`]*)`$", part, re.MULTILINE) for place in places.split(", ")}


def _place(farm: str, node: str) -> str:
    return f"{farm}/{node}" if node else farm


READERS: Mapping[str, Callable[[Files], set[str]]] = {
    "csv": of_csv,
    "hdf": of_hdf,
    "html": of_html,
    "junit": of_junit,
    "metrics": of_metrics,
    "summary": of_summary,
}
