"""The simulated farm: python -m lab up | down | state | faults | inject | setspn."""

from __future__ import annotations

import argparse
import asyncio
import difflib
import ipaddress
import json
import sys
from pathlib import Path

from lab import background, healthy, setspn, simulation
from lab.directory import healthy as of_forest
from lab.directory.file import DirectoryFile, lines
from lab.directory.server import LdapPorts, addresses
from lab.fault import Fault
from lab.faults import BY_NAME, CLIENTS, DOMAIN_CONTROLLERS, FAULTS, WHOLE
from lab.node_files import States
from lab.winrm.server import Ports

DIRECTORY = "directory"  # beside the names of nodes
LDAP = (
    ("ldap", LdapPorts.ldap, "LDAP"),
    ("ldaps", LdapPorts.ldaps, "LDAP over TLS"),
    ("catalog", LdapPorts.catalog, "global catalog"),
    ("catalog-tls", LdapPorts.catalog_tls, "global catalog over TLS"),
)
BESIDE = {"client": simulation.CLIENTS, "domain controller": simulation.DOMAIN_CONTROLLERS}


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
        "--clients", type=int, choices=range(4), default=1, help="how many, at NETWORK.8 and on (default: 1)"
    )
    up.add_argument(
        "--domain-controllers",
        type=int,
        choices=range(4),
        default=1,
        help="how many let their logs be read, where their directory is (default: 1)",
    )
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
    up.add_argument("--dns", type=int, default=simulation.DNS, help="port of the DNS servers; 0: any")
    up.add_argument("--http", type=int, default=5985, help="port for NTLM with message encryption; 0: any")
    for name, default, what in LDAP:
        up.add_argument(f"--{name}", type=int, default=default, help=f"port of the directory: {what}; 0: any")
    up.add_argument("--foreground", action="store_true", help="stay, until interrupted")
    up.set_defaults(run=_up)
    commands.add_parser("down", help="stop it").set_defaults(run=_down)
    state = commands.add_parser("state", help="show the state of nodes and of the directory")
    state.add_argument("nodes", nargs="*", help="names of nodes, or directory (default: all nodes)")
    state.add_argument("--diff", action="store_true", help="only what differs from a healthy farm")
    state.set_defaults(run=_state)
    commands.add_parser("faults", help="list the faults that can be injected").set_defaults(run=_faults)
    inject = commands.add_parser("inject", help="inject faults into nodes, or into the directory, running or not")
    inject.add_argument(
        "faults",
        nargs="+",
        metavar="FAULT",
        choices=sorted(BY_NAME),
        help="see: python -m lab faults",
    )
    inject.add_argument("--node", action="append", dest="nodes", help="may be repeated (default: all nodes)")
    inject.set_defaults(run=_inject)
    names = commands.add_parser("setspn", help="run the lines with setspn that a report hands over, in the directory")
    names.add_argument("report", type=Path, help="such as kerberos-audit.json")
    names.set_defaults(run=_setspn)
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
        simulation.prepare(folder, options.nodes, options.network, options.clients, options.domain_controllers)
        engine = simulation.execution(options.execution)
        directory = LdapPorts(options.ldap, options.ldaps, options.catalog, options.catalog_tls)
        ports = simulation.AllPorts(Ports(options.https, options.http), directory, options.dns)
        asyncio.run(simulation.run(folder, options.network, ports, engine))
        return 0
    computers = ("nodes", "clients", "domain-controllers")
    names = (*computers, "network", "execution", "https", "http", "dns", *(name for name, _, _ in LDAP))
    given = [word for name in names for word in (f"--{name}", str(getattr(options, name.replace("-", "_"))))]
    found = background.start(folder, given)
    first, last = (simulation.address(options.network, number) for number in (1, options.nodes))
    print(f"{options.nodes} nodes, {found.execution}, at {first} to {last}, https {found.https}, http {found.http}")
    controllers = ", ".join(f"{name} {at}" for name, at in addresses(options.network).items())
    numbers = f"ldap {found.ldap}, ldaps {found.ldaps}, catalog {found.catalog}, dns {found.dns}"
    print(f"domain controllers {controllers}, {numbers}")
    return 0


def _down(options: argparse.Namespace) -> int:
    if found := simulation.running(options.folder):
        background.stop(options.folder, found)
    else:
        print(f"no lab runs in {options.folder}")
    return 0


def _state(options: argparse.Namespace) -> int:
    states = States(options.folder)
    known = states.nodes()
    for name in _nodes(states, options.nodes, DIRECTORY):
        found = DirectoryFile(options.folder).read() if name == DIRECTORY else states.read(name)
        if not options.diff:
            print(json.dumps(found, indent=1))
        elif name == DIRECTORY:
            _differences(name, lines(of_forest.directory(len(known))), lines(found), around=0)
        else:
            before = json.dumps(healthy.node(int(name.removeprefix("web"))), indent=1)
            _differences(name, before.splitlines(), json.dumps(found, indent=1).splitlines(), around=2)
    return 0


def _differences(name: str, before: list[str], now: list[str], around: int) -> None:
    names = f"{name} healthy", f"{name} now"
    print(*difflib.unified_diff(before, now, *names, lineterm="", n=around), sep="\n")


def _faults(options: argparse.Namespace) -> int:
    width = max(map(len, BY_NAME))
    for fault in sorted((*FAULTS, *WHOLE, *CLIENTS, *DOMAIN_CONTROLLERS), key=lambda one: one.name.partition("/")[0]):
        print(f"{fault.name:{width}} {fault.step:7} {'fixed   ' if fault.fixed else 'reported'} {fault.title}")
    return 0


def _inject(options: argparse.Namespace) -> int:
    states = States(options.folder)
    for kind, folder in BESIDE.items():
        beside = [BY_NAME[name] for name in options.faults if BY_NAME[name].beside == kind]
        if beside:
            if len(beside) < len(options.faults) or options.nodes:
                raise ValueError(f"{beside[0].name} is a fault of a {kind}: inject it alone, and leave out --node")
            return _inject_into_all(States(options.folder / folder), beside)
    whole = [BY_NAME[name] for name in options.faults if BY_NAME[name].whole]
    if whole and options.nodes:
        raise ValueError(f"{whole[0].name} is a fault of the farm as a whole: leave out --node")
    nodes = _nodes(states, options.nodes)
    if whole:
        file = DirectoryFile(options.folder)
        directory = file.read()
        for fault in whole:
            fault.inject(directory, 0)
        file.write(directory)
    for node in nodes:
        state = states.read(node)
        for name in options.faults:
            if not BY_NAME[name].whole:
                BY_NAME[name].inject(state, int(node.removeprefix("web")))
        states.write(node, state)
    return 0


def _inject_into_all(states: States, faults: list[Fault]) -> int:
    for name in states.nodes():
        state = states.read(name)
        for fault in faults:
            fault.inject(state, int(name[2:]))
        states.write(name, state)
    return 0


def _setspn(options: argparse.Namespace) -> int:
    file = DirectoryFile(options.folder)
    directory = file.read()
    for line in setspn.of_report(options.report):
        setspn.run(directory, line)
        print(line)
    file.write(directory)
    return 0


def _nodes(states: States, wanted: list[str] | None, *others: str) -> list[str]:
    """others: what may be named beside nodes."""
    known = states.nodes()
    if not known:
        raise ValueError(f"there is no lab in {states.folder.parent}; start one with: python -m lab up")
    for node in wanted or ():
        if node not in (*known, *others):
            raise ValueError(f"found {node}, expected some of {', '.join((*known, *others))}")
    return list(wanted or known)


if __name__ == "__main__":
    sys.exit(main())
