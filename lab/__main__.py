"""The simulated farm: python -m lab up | down | state | faults | inject."""

from __future__ import annotations

import argparse
import asyncio
import difflib
import ipaddress
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from lab import healthy, simulation
from lab.faults import BY_NAME, FAULTS
from lab.node_files import States
from lab.winrm.server import Ports

STARTS_WITHIN = 30.0  # seconds; a second is usual, a loaded machine may take longer


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except (ValueError, FileNotFoundError, OSError) as error:
        print(f"lab {options.command}: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(".lab"), help="where the lab lives (default: .lab)")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="start a healthy farm")
    up.add_argument("--nodes", type=int, default=3, help="how many (default: 3)")
    up.add_argument(
        "--network", default="127.77.0", type=_network, help="the nodes are at NETWORK.11 and on (default: 127.77.0)"
    )
    up.add_argument(
        "--execution",
        choices=("auto", "emulated", "powershell"),
        default="auto",
        help="default: PowerShell where there is one",
    )
    up.add_argument("--https", type=int, default=5986, help="port for Basic and NTLM over TLS; 0: any")
    up.add_argument("--http", type=int, default=5985, help="port for NTLM with message encryption; 0: any")
    up.add_argument("--foreground", action="store_true", help="stay, until interrupted")
    up.set_defaults(run=_up)
    commands.add_parser("down", help="stop it").set_defaults(run=_down)
    state = commands.add_parser("state", help="show the nodes' state")
    state.add_argument("nodes", nargs="*", help="default: all")
    state.add_argument("--diff", action="store_true", help="only what differs from a healthy node")
    state.set_defaults(run=_state)
    commands.add_parser("faults", help="list the faults that can be injected").set_defaults(run=_faults)
    inject = commands.add_parser("inject", help="inject faults into nodes, running or not")
    inject.add_argument("faults", nargs="+", metavar="FAULT", choices=sorted(BY_NAME), help="see: python -m lab faults")
    inject.add_argument("--node", action="append", dest="nodes", help="may be repeated (default: all nodes)")
    inject.set_defaults(run=_inject)
    return parser


def _network(text: str) -> str:
    if not ipaddress.ip_address(f"{text}.1").is_loopback:
        raise argparse.ArgumentTypeError(f"found {text}, expected three numbers that begin with 127: loopback only")
    return text


def _up(options: argparse.Namespace) -> int:
    folder: Path = options.folder
    if found := simulation.running(folder):
        raise ValueError(f"a lab runs in {folder} already, as process {found.pid}; stop it with: python -m lab down")
    simulation.execution(options.execution)
    if options.foreground:
        simulation.prepare(folder, options.nodes, options.network)
        engine = simulation.execution(options.execution)
        asyncio.run(simulation.run(folder, options.network, Ports(options.https, options.http), engine))
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    found = _started(folder, options)
    first, last = (simulation.address(options.network, number) for number in (1, options.nodes))
    print(f"{options.nodes} nodes, {found.execution}, at {first} to {last}, https {found.https}, http {found.http}")
    return 0


def _started(folder: Path, options: argparse.Namespace) -> simulation.Running:
    """Starts this same command again in the background and waits until it answers."""
    command = [sys.executable, "-m", "lab", "--folder", str(folder), "up", "--foreground"]
    for name in ("nodes", "network", "execution", "https", "http"):
        command += [f"--{name}", str(getattr(options, name))]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        if found := simulation.running(folder):
            return found
        time.sleep(0.02)
    text = (folder / "log").read_text(encoding="utf-8", errors="replace").strip()
    raise ValueError(f"the lab did not start: {text or 'its log is empty'}")


def _down(options: argparse.Namespace) -> int:
    found = simulation.running(options.folder)
    if not found:
        print(f"no lab runs in {options.folder}")
        return 0
    os.kill(found.pid, signal.SIGTERM)
    end = time.monotonic() + STARTS_WITHIN
    while simulation.running(options.folder):
        if time.monotonic() > end:
            raise ValueError(f"process {found.pid} does not stop")
        time.sleep(0.02)
    return 0


def _state(options: argparse.Namespace) -> int:
    states = States(options.folder)
    for node in _nodes(states, options.nodes):
        now = json.dumps(states.read(node), indent=1)
        if not options.diff:
            print(now)
            continue
        before = json.dumps(healthy.node(int(node.removeprefix("web"))), indent=1)
        names = f"{node} healthy", f"{node} now"
        print(*difflib.unified_diff(before.splitlines(), now.splitlines(), *names, lineterm="", n=2), sep="\n")
    return 0


def _faults(options: argparse.Namespace) -> int:
    width = max(map(len, BY_NAME))
    for fault in FAULTS:
        print(f"{fault.name:{width}} {fault.step:7} {'fixed   ' if fault.fixed else 'reported'} {fault.title}")
    return 0


def _inject(options: argparse.Namespace) -> int:
    states = States(options.folder)
    for node in _nodes(states, options.nodes):
        state = states.read(node)
        for name in options.faults:
            BY_NAME[name].inject(state, int(node.removeprefix("web")))
        states.write(node, state)
    return 0


def _nodes(states: States, wanted: list[str] | None) -> list[str]:
    known = states.nodes()
    if not known:
        raise ValueError(f"there is no lab in {states.folder.parent}; start one with: python -m lab up")
    for node in wanted or ():
        if node not in known:
            raise ValueError(f"found {node}, expected some of {', '.join(known)}")
    return list(wanted or known)


if __name__ == "__main__":
    sys.exit(main())
