"""Faults on the lab's farm, by real tickets: our own probe and curl must see the same."""

from __future__ import annotations

import json

import pytest

from lab.faults import BY_NAME
from lab.node_files import States
from lab.samba.farm import Farm
from lab.samba.sites import INSTEAD
from tests.samba.conftest import Directed
from tests.samba.wire_rows import FULL, ROWS, SHORT, WORKS, Row
from tests.samba.witnesses import asked_by_curl, probed

pytestmark = pytest.mark.xdist_group("samba")

OF_CURL = {WORKS: "200", "not asked for": "200", "unavailable": "503"}  # else 401


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.number} {row.title}")
def test_what_clients_see(of_lab: Farm, nodes: States, directory: Directed, row: Row) -> None:
    for node, faults in row.faults.items():
        state = nodes.read(node)
        for fault in faults:
            BY_NAME[fault].inject(state, int(node.removeprefix("web")))
        nodes.write(node, state)
    (of_lab.lab / INSTEAD).write_text(json.dumps(row.instead), encoding="utf-8")
    directory(row.directory)
    expected = {FULL: row.seen, SHORT: (row.short,) * 4 if row.short else row.seen}
    assert probed(of_lab) == expected
    assert asked_by_curl(of_lab) == {name: tuple(map(of_curl, seen)) for name, seen in expected.items()}


def of_curl(seen: str) -> str:
    return OF_CURL.get(seen, "401")
