"""A command in the namespaces of the lab's farm on Samba: python -m lab.samba COMMAND ...

All of it ends with the command: the domain controllers dc1 and dc2 at 10.0.0.5 and 10.0.0.6, the nodes' sites at
10.0.0.11 and on, the virtual address 10.0.0.50, and the simulated nodes behind WinRM where inventory/lab has them.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from lab import background, simulation
from lab.samba import farm as of_samba
from lab.samba.farm import Farm

ENDS_WITH_ITS_PARENT = ("setpriv", "--pdeathsig", "TERM", "--")
# unshare heeds nothing but this signal, and takes with it all that the command has started.
WITH_ALL_OF_IT = ("setpriv", "--pdeathsig", "KILL", "--", "unshare", "--pid", "--fork", "--kill-child", "--mount-proc")


def main() -> int:
    options = _parser().parse_args()
    lab: Path = options.folder.resolve()
    if why := of_samba.lacking():
        print(f"lab.samba: {why}", file=sys.stderr)
        return 2
    if found := simulation.running(lab):
        print(f"lab.samba: a lab runs as process {found.pid}; stop it with: python -m lab down", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    shutil.rmtree(lab / "samba", ignore_errors=True)
    farm = Farm(lab, lab / "samba")
    nodes = _nodes(farm, lab, options.execution)
    try:
        _wait(lab, nodes)
        command = farm.domain.inside(*WITH_ALL_OF_IT, "--", *options.command)
        return subprocess.run(command, check=False).returncode
    finally:
        nodes.terminate()
        nodes.wait(background.STARTS_WITHIN)
        farm.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab.samba", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(".lab"), help="where the lab lives (default: .lab)")
    parser.add_argument("--execution", choices=("auto", "emulated", "powershell"), default="auto")
    parser.add_argument("command", nargs="+", help="with its options, behind --")
    return parser


def _nodes(farm: Farm, lab: Path, execution: str) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "lab", "--folder", str(lab), "up", "--foreground", "--execution", execution)
    with (lab / "log").open("wb") as log:
        inside = farm.domain.inside(*ENDS_WITH_ITS_PARENT, *command)
        return subprocess.Popen(inside, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def _wait(lab: Path, nodes: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + background.STARTS_WITHIN
    while not simulation.running(lab):
        if nodes.poll() is not None or time.monotonic() > end:
            raise RuntimeError((lab / "log").read_text(encoding="utf-8"))
        time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main())
