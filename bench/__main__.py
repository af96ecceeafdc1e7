"""Measures audits and fixes on simulated farms, beside Ansible's own modules: python -m bench."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import laboratory, peers, table
from bench.contender import ROOT, Contender
from bench.contenders import BY_NAME, CONTENDERS
from bench.counts import Counts
from bench.environment import environment
from bench.fleet import OUTPUT, Sizes
from bench.laboratory import Laboratory
from bench.measured import CommandFailedError, Cost, measure
from bench.result import Result, slope
from bench.shape import DEFAULT, Shape
from bench.targets import Outcome, Results, outcomes

JSON = ROOT / "bench" / "results.json"
QUIET = 0.5  # processes that want to run, of the last minute
LOOK_AGAIN = 5.0  # seconds


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    contenders = [BY_NAME[name] for name in BY_NAME if name in (options.only or BY_NAME)]
    load = _quiet(options.wait)
    try:
        results = measured(contenders, options.farms, options.repeat, lambda line: print(line, file=sys.stderr))
    except CommandFailedError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    found = outcomes(results)
    print(table.text(results, found))
    options.json.write_text(json.dumps(_as_data(results, found, load), indent=1) + "\n", encoding="utf-8")
    return int(any(outcome.counted and not outcome.reached for outcome in found))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--farms",
        type=_shapes,
        default=DEFAULT,
        help="10: a farm of ten nodes; 7x32: seven of 32; 7x32@3s/50: whose nodes answer after three seconds, "
        "with fifty forks; 50x20+10faulty+365runs: a fleet, of which ten nodes have a fault, in one run after 365 "
        f"others (default: {','.join(map(str, DEFAULT))})",
    )
    parser.add_argument("--only", action="append", choices=BY_NAME, metavar="NAME", help=f"of {', '.join(BY_NAME)}")
    parser.add_argument("--repeat", type=int, default=3, help="how often; the least time counts (default: 3)")
    parser.add_argument("--wait", type=float, default=0.0, help="seconds to wait for an idle machine (default: 0)")
    parser.add_argument(
        "--json", type=Path, default=ROOT / "bench" / "results.json", help="default: bench/results.json"
    )
    return parser


def _shapes(text: str) -> list[Shape]:
    return list(dict.fromkeys(map(Shape.parse, text.split(","))))


def _quiet(wait: float) -> float:
    """The load under which measuring begins."""
    end = time.monotonic() + wait
    while os.getloadavg()[0] > QUIET and time.monotonic() < end:
        time.sleep(LOOK_AGAIN)
    return os.getloadavg()[0]


def measured(
    contenders: Sequence[Contender], shapes: Sequence[Shape], repeats: int, report: Callable[[str], None]
) -> Results:
    """Raises CommandFailedError for a command that fails, CalledProcessError where the peers cannot be had."""
    if any(contender.fetched and contender.takes(shape) for contender in contenders for shape in shapes):
        peers.fetch()
    results: dict[str, dict[Shape, Result]] = {}
    for shape in shapes:
        taking = [contender for contender in contenders if contender.takes(shape)]
        if not taking:
            continue
        with tempfile.TemporaryDirectory() as folder, laboratory.running(Path(folder) / "lab", shape) as lab:
            for name, result in _of_shape(taking, lab, Path(folder), repeats).items():
                results.setdefault(name, {})[shape] = result
                report(f"{shape}, {name}: {result.cpu_per_node():.1f} ms of CPU a node, {result.wall:.1f} s")
    return results


def _of_shape(contenders: Sequence[Contender], lab: Laboratory, work: Path, repeats: int) -> dict[str, Result]:
    """Every contender once, then all again: what slows the machine down for a while slows down all of them."""
    counts: dict[str, list[Counts]] = {contender.name: [] for contender in contenders}
    costs: dict[str, list[Cost]] = {contender.name: [] for contender in contenders}
    sizes: dict[str, Sizes] = {contender.name: {} for contender in contenders}
    for repeat in range(1 if lab.farms.shape.runs else repeats):  # of a fleet, whose history each audit continues, once
        for contender in contenders:
            command = contender.command(lab.farms, work)
            lab.take()
            cost = measure(command, environment(), work / OUTPUT, memory=repeat == 0)
            costs[contender.name].append(cost)
            counts[contender.name].append(lab.take())
            if contender.written:
                sizes[contender.name] = contender.written(work)
    return {name: Result.of(lab.farms.shape, counts[name], costs[name], sizes[name]) for name in costs}


def _as_data(results: Results, found: Sequence[Outcome], load: float) -> dict[str, object]:
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "kind": platform.machine(), "load_before": load},
        "versions": {name: version(name) for name in ("ansible-core", "pywinrm")}
        | {"python": platform.python_version()},
        "contenders": {contender.name: contender.what for contender in CONTENDERS if contender.name in results},
        "results": {name: [asdict(result) for result in of_shapes.values()] for name, of_shapes in results.items()},
        "slopes": {name: slope(of_shapes) for name, of_shapes in results.items()},
        "targets": [{**asdict(outcome), "reached": outcome.reached} for outcome in found],
    }


if __name__ == "__main__":
    sys.exit(main())
