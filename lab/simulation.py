"""The lab as a running program: nodes behind WinRM, a directory behind LDAP, and the file by which others find it."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import signal
import ssl
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

from lab import clients as lab_clients
from lab import domain_controllers as lab_controllers
from lab import healthy, intranet
from lab.directory import healthy as of_forest
from lab.directory import server as ldap
from lab.directory.directory import Directory
from lab.directory.file import DirectoryFile
from lab.directory.server import DirectoryServer, LdapPorts, addresses
from lab.dns import server as dns
from lab.dns.server import DnsServers
from lab.node import Node
from lab.node_files import States
from lab.windows.engine import find
from lab.windows.worker import Engine
from lab.winrm import certificate
from lab.winrm.endpoint import Account, Endpoint
from lab.winrm.server import Ports, Server, serve

USER = "administrator"
DNS = 5300  # 5353 is that of multicast DNS, which a computer may use


@dataclass(frozen=True)
class Running:
    """What stands in lab.json while the lab runs."""

    pid: int
    execution: str  # emulated or powershell
    network: str  # the first three numbers of the nodes' addresses: 127.x.y
    nodes: list[str]
    https: int
    http: int
    ldap: int
    ldaps: int
    catalog: int
    catalog_tls: int
    dns: int


@dataclass(frozen=True)
class AllPorts:
    nodes: Ports
    directory: LdapPorts
    dns: int = DNS


def address(network: str, number: int) -> str:
    """Node 1 is network.11, as in inventory/lab; from node 201 on the last number starts again in the next network."""
    first, second, third = network.split(".")
    return f"{first}.{second}.{int(third) + number // 200}.{10 + number % 200}"


CLIENTS, DOMAIN_CONTROLLERS = "clients", "domain_controllers"  # the folders of their states, beside that of the nodes


def address_of_client(network: str, number: int) -> str:
    """Client 1 is network.8, between the domain controllers and the nodes."""
    return f"{network}.{7 + number}"


def prepare(folder: Path, nodes: int, network: str, clients: int = 0, controllers: int = 0) -> None:
    """A healthy farm, a new password, and certificates, in an empty folder or over a former lab's."""
    folder.mkdir(parents=True, exist_ok=True)
    states = States(folder)
    of_clients, of_controllers = States(folder / CLIENTS), States(folder / DOMAIN_CONTROLLERS)
    for kept in (states, of_clients, of_controllers):
        for left in kept.nodes():
            kept.path(left).unlink()
    for number in range(1, nodes + 1):
        states.write(intranet.name(number), healthy.node(number))
    for number in range(1, clients + 1):
        of_clients.write(lab_clients.name(number), lab_clients.client(number))
    for number in range(1, controllers + 1):
        of_controllers.write(lab_controllers.name(number), lab_controllers.domain_controller(number))
    DirectoryFile(folder).write(of_forest.directory(nodes))
    password = folder / "password"
    password.unlink(missing_ok=True)
    with os.fdopen(os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(16))
    of_nodes = [address(network, number) for number in range(1, nodes + 1)]
    others = [address_of_client(network, number) for number in range(1, clients + 1)]
    certificate.issue(folder, [*of_nodes, *others, *addresses(network).values()])


def execution(wanted: str) -> Engine | None:
    """Raises ValueError where PowerShell is wanted and there is none. auto: PowerShell where there is one."""
    executable = None if wanted == "emulated" else find()
    if wanted == "powershell" and executable is None:
        raise ValueError("--execution powershell: there is no pwsh on PATH, and NLB_KERBEROS_PWSH does not name one")
    return Engine(executable) if executable else None


async def start(folder: Path, network: str, ports: Ports, engine: Engine | None) -> tuple[Server, list[Endpoint]]:
    """The endpoints are the nodes'; clients answer as well, and domain controllers where their directory does."""
    states = States(folder)
    names = sorted(states.nodes(), key=lambda name: int(name.removeprefix("web")))
    account = Account(USER, (folder / "password").read_text(encoding="utf-8"))
    endpoints = [
        Endpoint(address(network, number), account, Node(name, states, engine).execute)
        for number, name in enumerate(names, 1)
    ]
    of_clients = States(folder / CLIENTS)
    clients = [
        Endpoint(address_of_client(network, number), account, Node(name, of_clients, engine).execute)
        for number, name in enumerate(of_clients.nodes(), 1)
    ]
    of_controllers, places = States(folder / DOMAIN_CONTROLLERS), addresses(network)
    controllers = [
        Endpoint(places[name], account, Node(name, of_controllers, engine).execute) for name in of_controllers.nodes()
    ]
    return await serve([*endpoints, *clients, *controllers], ports, _certificate(folder)), endpoints


async def start_directory(folder: Path, network: str, ports: LdapPorts) -> DirectoryServer:
    return await ldap.serve(Directory(folder), addresses(network), ports, _certificate(folder))


async def start_dns(folder: Path, network: str, port: int) -> DnsServers:
    return await dns.serve(Directory(folder).state, addresses(network), port)


def _certificate(folder: Path) -> ssl.SSLContext:
    files = certificate.CertificateFiles(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    return certificate.load(files)


async def run(folder: Path, network: str, ports: AllPorts, engine: Engine | None) -> None:
    """Until SIGTERM or SIGINT. lab.json appears when the lab answers, and goes when it does not any more."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server, endpoints = await start(folder, network, ports.nodes, engine)
    directory = await start_directory(folder, network, ports.directory)
    resolvers = await start_dns(folder, network, ports.dns)
    names = [f"web{number}" for number in range(1, len(endpoints) + 1)]
    kind = "powershell" if engine else "emulated"
    numbers = (*astuple(server.ports), *astuple(directory.ports), resolvers.port)
    write(folder, Running(os.getpid(), kind, network, names, *numbers))
    try:
        await stop.wait()
    finally:
        (folder / "lab.json").unlink(missing_ok=True)
        await resolvers.close()
        await directory.close()
        await server.close()
        if engine:
            await engine.close()


def write(folder: Path, running: Running) -> None:
    new = folder / "lab.json.new"
    new.write_text(json.dumps(asdict(running), indent=1) + "\n", encoding="utf-8")
    new.replace(folder / "lab.json")


def running(folder: Path) -> Running | None:
    """The lab that runs in this folder. One that was killed has left its file behind, but not its process."""
    try:
        found = Running(**json.loads((folder / "lab.json").read_text(encoding="utf-8")))
        command = Path(f"/proc/{found.pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return None
    return found if b"lab" in command else None
