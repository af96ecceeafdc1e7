# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The log of a site in W3C's form, and that of http.sys, as read_request_log.ps1 prints them: only what was refused.

Times in them are UTC, whatever localTimeRollover says (Microsoft: logFile; KB943891 for the numbers behind 401).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...model.call import Call
from ...model.masks import Mask

PAYLOAD = "read_request_log"
_LOG = {
    "folder": str,
    "problem": str,
    "files": [{"name": str, "length": int, "read": int}],
    "from": (str, None),
    "complete": bool,
    "strange": int,
    "missing": [str],
}
_ROW = dict.fromkeys(("time", "server", "client", "user", "uri", "substatus", "win32"), str)
SHAPE = {
    **{"time": str, "since": str, "format": int, "enabled": bool, "central": int, "targets": int},
    "site": {
        **_LOG,
        "minutes": [{"minute": str, "substatus": str, "win32": str, "count": int}],
        "rows": [_ROW],
        "clients": [{"client": str, "challenged": int, "refused": int, "others": int}],
    },
    "http_errors": {**_LOG, "minutes": [{"minute": str, "status": str, "reason": str, "count": int}]},
}
MASKING = {
    "site": Mask.WHOLE,
    "time": Mask.WORD,
    "since": Mask.WORD,
    **{
        f"{log}.{name}": mask
        for log in ("site", "http_errors")
        for name, mask in {
            "folder": Mask.PATH,
            "problem": Mask.REASON,
            "files.name": Mask.WORD,
            "from": Mask.WORD,
            "missing": Mask.WORD,
            "minutes.minute": Mask.WORD,
        }.items()
    },
    **{f"site.{name}": Mask.WORD for name in ("minutes.substatus", "minutes.win32", "rows.time", "rows.substatus")},
    "site.rows.win32": Mask.WORD,
    "site.rows.server": Mask.TEXT,
    "site.rows.client": Mask.TEXT,
    "site.rows.user": Mask.ACCOUNT,
    "site.rows.uri": Mask.PATH,
    "site.clients.client": Mask.TEXT,
    "http_errors.minutes.status": Mask.WORD,
    "http_errors.minutes.reason": Mask.WORD,
}
BYTES, SECONDS, ROWS = 2 * 1024 * 1024, 5, 100
W3C, EACH_SITE, FILE = 2, 0, 1  # logFormat, centralLogFileMode, logTargetW3C
NOT_UNDERSTOOD = "could be understood: look into its last file"
NEEDED = ("date", "time", "sc-status", "sc-substatus", "sc-win32-status")


@dataclass(frozen=True)
class Status:
    """Of responses 401. win32: the status of Windows as an unsigned number of 32 bits; None where none was logged."""

    substatus: str
    win32: int | None


@dataclass(frozen=True)
class Refused:
    """One response 401, but no 401.2. server: the address that the client asked."""

    time: str
    status: Status
    client: str
    server: str
    user: str
    uri: str


def read(site: str, hours: int) -> Call:
    return Call(PAYLOAD, {"site": site, "hours": hours, "bytes": BYTES, "seconds": SECONDS, "rows": ROWS})


def status(given: Mapping[str, Any]) -> Status:
    """Tools and versions write the number with a sign or without."""
    try:
        return Status(given["substatus"], int(given["win32"]) & 0xFFFFFFFF)
    except ValueError:
        return Status(given["substatus"], None)


def refused(answer: Mapping[str, Any]) -> list[Refused]:
    """The newest first."""
    names = ("client", "server", "user", "uri")
    return [Refused(one["time"], status(one), *(one[name] for name in names)) for one in answer["site"]["rows"]]


def not_readable(answer: Mapping[str, Any]) -> str:
    """Why the log of the site says nothing, and what to do; empty where it does."""
    log = answer["site"]
    if not answer["enabled"]:
        return "IIS writes no log for this site: switch logging on (logFile of the site, enabled)"
    if answer["central"] != EACH_SITE:
        return "IIS writes one log for all sites (centralLogFileMode), which is not read here: look into that one"
    if answer["format"] != W3C:
        return "the log of this site is not in W3C's form (logFormat), and has no status of Windows: choose W3C"
    if not answer["targets"] & FILE:
        return "IIS writes the log of this site as events only (logTargetW3C): add File"
    if log["problem"]:
        return f"the log of this site could not be read: {log['problem']}"
    if missing := [name for name in NEEDED if name in log["missing"]]:
        return f"the log of this site lacks {', '.join(missing)}: choose these fields (logExtFileFlags)"
    return f"no line at the end of this site's log {NOT_UNDERSTOOD}" if _not_understood(log) else ""


def errors_not_readable(answer: Mapping[str, Any]) -> str:
    """Why the log of http.sys says nothing; empty where it does."""
    log = answer["http_errors"]
    if log["problem"]:
        return f"the log of http.sys could not be read: {log['problem']}"
    if log["missing"]:
        return f"the log of http.sys lacks {', '.join(log['missing'])}"
    return f"no line at the end of the log of http.sys {NOT_UNDERSTOOD}" if _not_understood(log) else ""


def _not_understood(log: Mapping[str, Any]) -> bool:
    """A last line that is being written is cut off; that all of them are strange is no log that shows nothing."""
    return log["from"] is None and (not log["complete"] or log["strange"] > 1)
