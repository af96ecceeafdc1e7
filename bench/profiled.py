"""Where the CPU of a contender goes: python -m bench.profiled audit --farms 7x32.

Ansible works in the main process, which decides and forks, and in one worker for each node and task. Each is
profiled on its own, by its CPU time, which cProfile itself about doubles: the shares count, not the seconds.
"""

from __future__ import annotations

import argparse
import pstats
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import laboratory, peers
from bench.contender import ROOT
from bench.contenders import BY_NAME, FLOOR, LEDGERS
from bench.environment import environment
from bench.profiled_play import FOLDER, MAIN, WORKER
from bench.shape import Shape

WITHOUT_ANSIBLE = (FLOOR.name, LEDGERS.name)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.profiled", description=__doc__)
    parser.add_argument("contender", choices=[name for name in BY_NAME if name not in WITHOUT_ANSIBLE])
    parser.add_argument("--farms", type=Shape.parse, default=Shape(32), metavar="FARMS", help="10, 7x32 (default: 32)")
    parser.add_argument("--lines", type=int, default=40)
    options = parser.parse_args()
    peers.fetch()
    with tempfile.TemporaryDirectory() as name, laboratory.running(Path(name) / "lab", options.farms) as lab:
        work = Path(name)
        _, *arguments = BY_NAME[options.contender].command(lab.farms, work)
        command = [sys.executable, "-m", "bench.profiled_play", *arguments]
        with (work / "output").open("wb") as output:
            subprocess.run(command, cwd=ROOT, env={**environment(), FOLDER: name}, stdout=output, check=True)
        for part in (MAIN, WORKER):
            _show(part, sorted(work.glob(f"{part}*.profile")), options.lines)


def _show(part: str, profiles: list[Path], lines: int) -> None:
    print(f"--- {part}: {len(profiles)} processes")
    stats = pstats.Stats(*map(str, profiles)).strip_dirs()
    stats.sort_stats("cumulative").print_stats(lines)
    stats.sort_stats("tottime").print_stats(lines // 2)


if __name__ == "__main__":
    main()
