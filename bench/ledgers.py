"""The histories of a fleet that was audited every day: python -m bench.ledgers --shape 50x20+10faulty+365runs.

By the product's own rules, report and store, from the lab's nodes, with a clock of its own. The last run was a day ago.
A node in a hundred gets a fault each day, which is mended after one to nine days.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ansible_collections.nlb.kerberos.plugins.plugin_utils.ledger import store
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import AUDIT

from bench.faulty import USABLE, faults
from bench.reported import Fleet
from bench.shape import Shape
from lab.fault import Fault

SHARE = 100  # of so many nodes one gets a fault on a day
LONGEST = 9  # days until it is mended
DAYS = 400  # as kerberos_history_days has it where it is not set


def write(folder: Path, shape: Shape, now: datetime) -> None:
    """The histories of all runs but that of today. folder: an empty one."""
    fleet = Fleet(shape)
    for number, faulty in enumerate(days(shape), 1):
        time = now - timedelta(days=shape.runs + 1 - number)
        store.add(folder, fleet.report(faulty, time, number), AUDIT, DAYS)


def days(shape: Shape) -> Iterator[Mapping[tuple[int, int], Fault]]:
    """What is wrong on each day, the same in every run of the bench; the shape's own faults last from the first day on.

    Farm and node, both counted from 1 -> its fault.
    """
    chance = random.Random(1)
    nodes = [(farm, node) for farm in range(1, shape.farms + 1) for node in range(1, shape.nodes + 1)]
    lasting = faults(shape.farms, shape.nodes, shape.faulty)
    passing: dict[tuple[int, int], tuple[Fault, int]] = {}
    for day in range(shape.runs):
        passing = {node: (fault, end) for node, (fault, end) in passing.items() if end > day}
        for node in chance.sample(nodes, max(1, len(nodes) // SHARE)):
            passing[node] = chance.choice(USABLE), day + chance.randint(1, LONGEST)
        yield {node: fault for node, (fault, _) in passing.items()} | lasting


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.ledgers", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="a folder that is empty, or will be made")
    parser.add_argument("--shape", type=Shape.parse, required=True)
    options = parser.parse_args()
    write(options.folder, options.shape, datetime.now(UTC).replace(microsecond=0))


if __name__ == "__main__":
    main()
