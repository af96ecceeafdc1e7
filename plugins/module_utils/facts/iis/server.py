# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The sites and application pools of a node's IIS, as read_iis.ps1 prints them: the effective values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ...model.finding import CouldNotCheckError
from ...model.masks import Mask

NO_SITE = "the farm's description names no site"  # why IIS is not checked

SHAPES = {
    "read_iis": {
        "pools": [
            {
                "name": str,
                "identity_type": str,
                "user_name": str,
                "logon_type": str,
                "manual_group_membership": bool,
                "state": str,
                "auto_start": bool,
                "has_password": bool,
                "worker_processes": [{"id": int, "started": str, "logged_on": (str, None), "problem": str}],
            }
        ],
        "sites": [
            {
                "name": str,
                "state": str,
                "bindings": [{"protocol": str, "information": str}],
                "applications": [
                    {
                        "path": str,
                        "pool": str,
                        "virtual_directories": [{"path": str, "physical_path": str, "user_name": str}],
                    }
                ],
            }
        ],
        "unread": [{"pool": str, "problem": str}],
        "unfinished": [str],
        "failures": [{"pool": str, "id": int}],
        "manual_sites": [str],
        "written": (str, None),
        "services": [{"name": str, "state": str, "start": str}],
        "shared_configuration": {"enabled": bool, "path": str},
        "time": str,
    }
}

MASKING = {
    "pools.name": Mask.POOL,
    "pools.identity_type": Mask.WORD,
    "pools.user_name": Mask.ACCOUNT,
    "pools.logon_type": Mask.WORD,
    "pools.state": Mask.WORD,
    "pools.worker_processes.started": Mask.WORD,
    "pools.worker_processes.logged_on": Mask.WORD,
    "pools.worker_processes.problem": Mask.REASON,
    "sites.name": Mask.WHOLE,
    "sites.state": Mask.WORD,
    "sites.bindings.protocol": Mask.WORD,
    "sites.bindings.information": Mask.BINDING,
    "sites.applications.path": Mask.PATH,
    "sites.applications.pool": Mask.POOL,
    "sites.applications.virtual_directories.path": Mask.PATH,
    "sites.applications.virtual_directories.physical_path": Mask.PATH,
    "sites.applications.virtual_directories.user_name": Mask.ACCOUNT,
    "unread.pool": Mask.POOL,
    "unread.problem": Mask.REASON,
    "unfinished": Mask.POOL,
    "failures.pool": Mask.POOL,
    "manual_sites": Mask.WHOLE,
    "written": Mask.WORD,
    "services.name": Mask.WORD,
    "services.state": Mask.WORD,
    "services.start": Mask.WORD,
    "shared_configuration.path": Mask.PATH,
    "time": Mask.WORD,
}

# The answer where the node gives none, for a concern that can do without.
UNREAD: Mapping[str, Any] = {
    "pools": [],
    "sites": [],
    "unread": [],
    "unfinished": [],
    "services": [],
    "shared_configuration": {"enabled": False, "path": ""},
}

# Names as Windows shows these accounts in English; a node of another language knows them by other names, and by the
# same SIDs (processModel reference, "identityType").
_BUILT_IN = {
    "LocalSystem": "NT AUTHORITY\\SYSTEM",
    "LocalService": "NT AUTHORITY\\LOCAL SERVICE",
    "NetworkService": "NT AUTHORITY\\NETWORK SERVICE",
}


@dataclass(frozen=True)
class WorkerProcess:
    id: int
    started: datetime  # UTC
    logged_on: datetime | None  # its logon session, which may be older; None: could not be read
    problem: str  # why not


@dataclass(frozen=True)
class Pool:
    name: str
    identity_type: str  # LocalSystem, LocalService, NetworkService, SpecificUser or ApplicationPoolIdentity
    user_name: str  # of a SpecificUser; with the other types it is without effect
    logon_type: str  # LogonBatch or LogonService
    manual_group_membership: bool  # True: the worker process is not made a member of IIS_IUSRS
    state: str  # Started, Stopped, Starting, Stopping; Unknown where the node's activation service did not report it
    auto_start: bool
    has_password: bool  # IIS has one for it that this node can decrypt, so that a rollback can restore the identity
    worker_processes: tuple[WorkerProcess, ...]
    problem: str = ""  # why state and worker processes could not be read; empty where they were
    unfinished: bool = False  # writing user_name again was interrupted: it stands beside a built-in identity
    failures: tuple[int, ...] = ()  # of a stopped pool: events of its failures since the configuration was last changed

    @property
    def kept_stopped(self) -> bool:
        """Stopped, and to be started by hand: perhaps on purpose."""
        return self.state == "Stopped" and not self.auto_start

    @property
    def account(self) -> str:
        """The account its worker processes run as, by name; IIS AppPool\\<name> is the pool's own virtual account."""
        if self.identity_type == "SpecificUser":
            return self.user_name
        return _BUILT_IN.get(self.identity_type, f"IIS AppPool\\{self.name}")


@dataclass(frozen=True)
class VirtualDirectory:
    path: str
    physical_path: str  # expanded with the node's variables; begins with \\ where the files are on another computer
    user_name: str  # the account that reads the files; empty: the pool and the authenticated user (pass-through)


@dataclass(frozen=True)
class Application:
    path: str
    pool: str
    virtual_directories: tuple[VirtualDirectory, ...]


@dataclass(frozen=True)
class Binding:
    protocol: str
    information: str  # of http and https: address:port:host name, * for every address


@dataclass(frozen=True)
class Site:
    name: str
    state: str  # as a pool's
    bindings: tuple[Binding, ...]
    applications: tuple[Application, ...]
    auto_start: bool = True  # serverAutoStart

    @property
    def kept_stopped(self) -> bool:
        """Stopped, and to be started by hand: perhaps on purpose."""
        return self.state == "Stopped" and not self.auto_start

    def folder(self, application: str, path: str) -> str | None:
        """Where the files of a path of this application are; None where no folder is configured for it."""
        for one in self.applications:
            if one.path.lower() == application.lower():
                rest = "/" + path[len(one.path.rstrip("/")) :].strip("/")
                known = [root for root in one.virtual_directories if _contains(root.path, rest)]
                if root := max(known, key=lambda root: len(root.path), default=None):
                    below = rest[len(root.path.rstrip("/")) :].strip("/").replace("/", "\\")
                    return "\\".join((root.physical_path.rstrip("\\"), below)).rstrip("\\")
        return None


def _contains(above: str, path: str) -> bool:
    return f"{path.lower().rstrip('/')}/".startswith(f"{above.lower().rstrip('/')}/")


@dataclass(frozen=True)
class Service:
    name: str  # W3SVC, or WAS, which starts and stops worker processes
    state: str  # Running, Stopped, StartPending, StopPending ...
    start: str  # Automatic, Manual or Disabled


@dataclass(frozen=True)
class Iis:
    pools: tuple[Pool, ...]
    sites: tuple[Site, ...]
    services: tuple[Service, ...]
    time: datetime  # UTC, by the node's clock
    shared_configuration: str | None  # the folder where it is, for several servers at once; None: this node's own
    written: datetime | None = None  # applicationHost.config of this node; None: not known

    def site(self, name: str) -> Site | None:
        """Names of sites ignore case, as all strings of IIS' configuration do unless its schema says otherwise."""
        return next((site for site in self.sites if site.name.lower() == name.lower()), None)

    def existing_site(self, name: str) -> Site:
        """Raises CouldNotCheckError where IIS has no such site."""
        if (site := self.site(name)) is None:
            names = ", ".join(one.name for one in self.sites) or "none"
            raise CouldNotCheckError(f"IIS has no site {name}; its sites: {names}")  # as site.ps1 says it
        return site

    def pool(self, name: str) -> Pool | None:
        """None for an application whose pool does not exist; its requests are answered with 503."""
        return next((pool for pool in self.pools if pool.name.lower() == name.lower()), None)


def parse(answer: Mapping[str, Any]) -> Iis:
    """An answer of the shape in SHAPES. Raises ValueError for an invalid time."""
    shared = answer["shared_configuration"]
    folder = shared["path"] if shared["enabled"] else None
    services = tuple(Service(**service) for service in answer["services"])
    return Iis(
        tuple(_pool(pool, answer) for pool in answer["pools"]),
        tuple(_site(site, answer) for site in answer["sites"]),
        services,
        _time(answer["time"]),
        folder,
        _time(answer["written"]) if answer["written"] else None,
    )


def _pool(item: Mapping[str, Any], answer: Mapping[str, Any]) -> Pool:
    processes = tuple(
        WorkerProcess(process["id"], _time(process["started"]), logged_on and _time(logged_on), process["problem"])
        for process, logged_on in ((process, process["logged_on"]) for process in item["worker_processes"])
    )
    problem = next((one["problem"] for one in answer["unread"] if one["pool"] == item["name"]), "")
    unfinished = item["name"] in answer["unfinished"]
    failures = tuple(one["id"] for one in answer["failures"] if one["pool"] == item["name"])
    return Pool(
        **{**item, "worker_processes": processes, "problem": problem, "unfinished": unfinished, "failures": failures}
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _site(item: Mapping[str, Any], answer: Mapping[str, Any]) -> Site:
    bindings = tuple(Binding(**binding) for binding in item["bindings"])
    applications = tuple(map(_application, item["applications"]))
    return Site(item["name"], item["state"], bindings, applications, item["name"] not in answer["manual_sites"])


def _application(item: Mapping[str, Any]) -> Application:
    directories = tuple(VirtualDirectory(**directory) for directory in item["virtual_directories"])
    return Application(item["path"], item["pool"], directories)
