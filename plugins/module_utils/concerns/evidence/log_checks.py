# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""LOG-1: refusals in the log of the site and in that of http.sys, by what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...facts.request_log.request_log import Refused, errors_not_readable, not_readable, refused, status
from ...model.finding import Finding, State
from ...model.named import some
from .log_kinds import CHALLENGE, HTTP_ERRORS, ONLY_CHALLENGED, Kind, kind_of
from .window import Window

CONTROL, SITE, HTTP = "LOG-1", "refusals in the site's log", "refusals of http.sys"
PROMPTS = 3  # so often a browser asks its user before it gives up


@dataclass(frozen=True)
class Minute:
    kind: Kind
    minute: str
    count: int


def minutes(answer: Mapping[str, Any], window: Window) -> list[Minute]:
    """What is evidence, of both logs, the oldest first."""
    of_site = [
        Minute(kind, one["minute"], one["count"])
        for one in answer["site"]["minutes"]
        if (kind := kind_of(status(one))) is not None
    ]
    of_http = [
        Minute(HTTP_ERRORS[one["reason"]], one["minute"], one["count"])
        for one in answer["http_errors"]["minutes"]
        if one["reason"] in HTTP_ERRORS
    ]
    found = [one for one in (*of_site, *of_http) if window.has_minute(one.minute)]
    return sorted(found, key=lambda one: (one.minute, one.kind.name))


def findings(answer: Mapping[str, Any], window: Window) -> Iterator[Finding]:
    found = minutes(answer, window)
    http = {kind.name for kind in HTTP_ERRORS.values()}
    of_site = [one for one in found if one.kind.name not in http]
    if problem := not_readable(answer):
        yield Finding(CONTROL, SITE, State.UNKNOWN, reason=problem)
    else:
        yield from _of_site(answer, of_site, window)
    errors = answer["http_errors"]
    if problem := errors_not_readable(answer):
        yield Finding(CONTROL, HTTP, State.UNKNOWN, reason=problem)
        return
    of_http = [one for one in found if one.kind.name in http]
    if not of_http:
        yield Finding(CONTROL, HTTP, State.COMPLIANT, f"none {_covered(errors, window)}", "none")
    yield from _each_kind(of_http, [], errors, window)


def _of_site(answer: Mapping[str, Any], found: Sequence[Minute], window: Window) -> Iterator[Finding]:
    log = answer["site"]
    rows = [one for one in refused(answer) if window.has_minute(one.time[:16])]
    silent = _only_challenged(answer, window)
    if not found and not silent:
        count = sum(one["count"] for one in log["minutes"])
        ordinary = f"; {count} ordinary responses 401" if count else ""
        yield Finding(CONTROL, SITE, State.COMPLIANT, f"none {_covered(log, window)}{ordinary}", "none")
    yield from _each_kind(found, rows, log, window)
    if silent:
        shown = f"{some(silent)} {_covered(log, window)}"
        reason = f"{ONLY_CHALLENGED.means}: look at the browser's security settings there"
        yield Finding(CONTROL, f"clients with {ONLY_CHALLENGED.name}", State.DRIFT, shown, "none", reason=reason)


def _each_kind(
    found: Sequence[Minute], rows: Sequence[Refused], log: Mapping[str, Any], window: Window
) -> Iterator[Finding]:
    for kind in dict.fromkeys(one.kind for one in found):
        own = [one for one in found if one.kind == kind]
        count = sum(one.count for one in own)
        during = f" in {len(own)} minutes, the last" if len(own) > 1 else ""
        shown = f"{count}{during} at {own[-1].minute} UTC; {_covered(log, window)}"
        examples = [one for one in rows if kind_of(one.status) == kind]
        reason = f"{kind.reason}{_example(examples)}"
        yield Finding(
            CONTROL, kind.name, State.DRIFT, shown, "none", reason=reason, follows_from=kind.controls
        )  # fmt: skip


def _example(rows: Sequence[Refused]) -> str:
    """Who was refused, where the log says it."""
    if not rows:
        return ""
    newest = rows[0]
    who = f"{newest.user} from {newest.client}" if newest.user else newest.client
    return f" (the last: {who} at {newest.uri or '/'}, which asked {newest.server or 'this node'})"


def _only_challenged(answer: Mapping[str, Any], window: Window) -> list[str]:
    """Counted over all that was read: where a fix lies in between, what came before it would be counted as well."""
    if window.fix.time and window.fix.time > window.read_since:
        return []
    if not any(one["substatus"] == CHALLENGE for one in answer["site"]["minutes"]):
        return []
    return sorted(
        one["client"]
        for one in answer["site"]["clients"]
        if one["challenged"] >= PROMPTS and not one["refused"] and not one["others"]
    )


def _covered(log: Mapping[str, Any], window: Window) -> str:
    """A log may be too long to be read back to the last fix."""
    if log["complete"] or not log["from"] or log["from"][:16] <= f"{window.since:%Y-%m-%d %H:%M}":
        return window.shown
    return f"since {log['from'][:16]} UTC (only the end of the log was read)"
