"""What the site of a node and http.sys have logged, as text in files, and what read_request_log shows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from lab import intranet
from lab.facts.events import TIME
from lab.facts.process_activation import NOW
from lab.node_files import NodeState

FOLDER, HTTP_ERRORS = r"C:\inetpub\logs\LogFiles", r"C:\Windows\System32\LogFiles\HTTPERR"
SITE_LOG = rf"{FOLDER}\W3SVC2\u_ex260131.log"
ERROR_LOG = rf"{HTTP_ERRORS}\httperr1.log"
FIELDS = (
    "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status "
    "sc-substatus sc-win32-status time-taken"
)
ERROR_FIELDS = (
    "date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status s-siteid s-reason s-queuename"
)
OF_SITE = (
    *("date", "time", "sc-status", "sc-substatus", "sc-win32-status", "c-ip", "s-ip", "cs-username", "cs-uri-stem"),
)
OF_ERRORS = ("date", "time", "sc-status", "s-siteid", "s-reason")
HEADER = ("#Software: Microsoft Internet Information Services 10.0", "#Version: 1.0", "#Date: 2026-01-31 00:00:01")
CLIENT = "10.0.1.77"
USER = r"EXAMPLE\anna"


def line(time: str, status: str, user: str = "-", uri: str = "/", client: str = CLIENT) -> str:
    """status: such as "401 2 5". time: UTC."""
    return f"{time} {intranet.VIRTUAL[0]} GET {uri} - 80 {user} {client} Mozilla/5.0 - {status} 3"


def healthy() -> list[dict[str, Any]]:
    """A browser that is asked who the user is, shows a ticket, and is let in."""
    lines = [
        *HEADER,
        f"#Fields: {FIELDS}",
        line("2026-01-31 07:10:00", "401 2 5"),
        line("2026-01-31 07:10:00", "200 0 0", USER),
    ]
    errors = ["#Software: Microsoft HTTP API 2.0", "#Version: 1.0", f"#Fields: {ERROR_FIELDS}"]
    return [{"path": SITE_LOG, "lines": lines}, {"path": ERROR_LOG, "lines": errors}]


def add(state: NodeState, path: str, *lines: str) -> None:
    """At the end of this file."""
    (file,) = (one for one in state["request_log"]["files"] if one["path"] == path)
    file["lines"] += lines


def read(state: NodeState, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As read_request_log.ps1, of files that are small enough to be read whole. Raises ValueError without the site."""
    names = [site["name"].lower() for site in state["iis"]["sites"]]
    if arguments["site"].lower() not in names:
        shown = ", ".join(site["name"] for site in state["iis"]["sites"])
        raise ValueError(f"IIS has no site {arguments['site']}; its sites: {shown}")
    number = str(names.index(arguments["site"].lower()) + 1)
    since = f"{datetime.strptime(NOW, TIME) - timedelta(hours=arguments['hours']):{TIME}}"
    site, values = _log(state, rf"{FOLDER}\W3SVC{number}", OF_SITE, since)
    errors, of_errors = _log(state, HTTP_ERRORS, OF_ERRORS, since)
    refused = [one for one in values if one[2] == "401"]
    counted = Counter((one[1][:5], one[0], *one[3:5]) for one in refused)
    minutes = [
        {"minute": f"{day} {minute}", "substatus": substatus, "win32": win32, "count": count}
        for (minute, day, substatus, win32), count in counted.items()
    ]
    rows = [_row(one) for one in refused if one[3] != "2"][: arguments["rows"]]
    own = [one for one in of_errors if one[3] in ("", number)]
    reasons = Counter((f"{one[0]} {one[1][:5]}", one[2], one[4]) for one in own)
    return {
        "time": NOW,
        "since": since,
        "format": 2,
        "enabled": True,
        "central": 0,
        "targets": 1,
        "site": {**site, "minutes": minutes, "rows": rows, "clients": list(_clients(values))},
        "http_errors": {
            **errors,
            "minutes": [
                {"minute": minute, "status": status, "reason": reason, "count": count}
                for (minute, status, reason), count in reasons.items()
            ],
        },
    }


def _log(state: NodeState, folder: str, wanted: Sequence[str], since: str) -> tuple[dict[str, Any], list[list[str]]]:
    """What is said of the log, and the wanted fields of its lines, the newest first."""
    files = [one for one in state["request_log"]["files"] if one["path"].rpartition("\\")[0] == folder]
    log: dict[str, Any] = {
        "folder": folder,
        "problem": "",
        "files": [],
        "from": None,
        "complete": True,
        "strange": 0,
        "missing": [],
    }
    if not files:
        return {**log, "problem": f"there is no folder {folder}", "complete": False}, []
    found: list[list[str]] = []
    strange = 0
    shown = []
    for file in reversed(files):
        size = len("".join(f"{one}\r\n" for one in file["lines"]).encode())
        shown.append({"name": file["path"].rpartition("\\")[2], "length": size, "read": size})
        lines = list(_values(file["lines"], wanted))
        strange += sum(one is None for one in lines)
        found += reversed([one for one in lines if one])
    recent = [one for one in found if f"{one[0]} {one[1]}" >= since]
    oldest = f"{recent[-1][0]} {recent[-1][1]}" if recent else None
    named = next(one[9:].split() for one in reversed(files[-1]["lines"]) if one.startswith("#Fields: "))
    missing = [name for name in wanted if name not in named]
    return {**log, "files": shown, "from": oldest, "strange": strange, "missing": missing}, recent


def _values(lines: Sequence[str], wanted: Sequence[str]) -> Iterator[list[str] | None]:
    """None: the line has not the fields that were named."""
    names: list[str] = []
    for one in lines:
        if one.startswith("#Fields: "):
            names = one[9:].split()
        elif not one.startswith("#"):
            given = dict(zip(names, parts, strict=True)) if len(parts := one.split(" ")) == len(names) else None
            yield None if given is None else ["" if given.get(name, "-") == "-" else given[name] for name in wanted]


def _row(one: Sequence[str]) -> dict[str, str]:
    names = ("substatus", "win32", "client", "server", "user", "uri")
    return {"time": f"{one[0]} {one[1]}", **dict(zip(names, one[3:], strict=True))}


def _clients(values: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    for client in dict.fromkeys(one[5] for one in values):
        own = [one for one in values if one[5] == client]
        refused = [one for one in own if one[2] == "401"]
        challenged = sum(one[3] == "2" for one in refused)
        yield {
            "client": client,
            "challenged": challenged,
            "refused": len(refused) - challenged,
            "others": len(own) - len(refused),
        }


STATE: dict[str, Any] = {"request_log": lambda number: {"files": healthy()}}
PAYLOADS = {"read_request_log": read}
AFTER = ("iis",)
