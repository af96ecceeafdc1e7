# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What happened on a computer, in the order of time: for a person who reads it, and for support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...facts.events.events import KDC, KERBEROS, LSA, NETLOGON, WAS, Event, Events
from ...facts.ticket_requests.ticket_requests import Request, TicketRequests
from .kerberos_events import ERRORS, OF_KDC, Failure, failures
from .log_checks import Minute
from .window import Window

MOST = 30  # lines of one computer, the newest
MOST_OF_OTHERS = 10  # of them on a client, and of tickets that were issued
NOT_READ = "events 4769 of the Security log could not be read: {}"
ENCRYPTION = {0x11: "AES128", 0x12: "AES256", 0x17: "RC4"}
# Besides those of Kerberos: what each means, and the position of the field that says whom or what it is about.
OTHERS = {
    NETLOGON: {3210: ("the secure channel to this domain controller failed", 0)},
    LSA: {
        40960: ("a logon at this server failed", 0),
        40961: ("no secure connection to this server could be made", 0),
    },
    WAS: {
        5002: ("the pool was stopped after failures of its worker processes", 0),
        5021: ("the identity of the pool could not log on", 0),
        5057: ("the pool was disabled: its identity is not valid", 0),
        5059: ("the pool was disabled", 0),
    },
}
ASKED = {KERBEROS: [3, 4], **{provider: sorted(numbers) for provider, numbers in OTHERS.items()}}
ASKED_OF_DOMAIN_CONTROLLERS = {KDC: sorted(OF_KDC)}
# A client has no IIS, and so no such provider.
ASKED_OF_CLIENTS = {provider: numbers for provider, numbers in ASKED.items() if provider != WAS}


def of_node(events: Events, window: Window, names: Sequence[str], found: Sequence[Minute]) -> list[dict[str, str]]:
    """With the last fix, which the journal there has, and what the logs of IIS have (found). time: UTC."""
    lines = [*_fix(window), *_of_kerberos(events, names), *_of_others(events), *_of_logs(found)]
    return [*_not_read(events, window), *_newest(lines, MOST)]


def of_client(events: Events, window: Window, names: Sequence[str]) -> list[dict[str, str]]:
    """As of a node. A user's computer logs much that is about other servers, which hides nothing about the farm."""
    lines = [*_of_kerberos(events, names), *_newest(_of_others(events), MOST_OF_OTHERS)]
    return [*_not_read(events, window), *_newest(lines, MOST)]


def of_domain_controller(
    events: Events, requests: TicketRequests, refused: Sequence[Failure], window: Window, user: str
) -> list[dict[str, str]]:
    """requests: tickets that were issued for the account of the names, or to the user of the run (user)."""
    since = f"{requests.since:%Y-%m-%d %H:%M:%S}"
    unread = [_line(since, NOT_READ.format(requests.problem))] if requests.problem else []
    issued = _newest(_of_issued(requests.found, user), MOST_OF_OTHERS)
    return [*_not_read(events, window), *unread, *_newest([*_of_failures(refused), *issued], MOST)]


def _of_issued(found: Iterable[Request], user: str) -> Iterator[dict[str, str]]:
    """A line for each minute, and for each account whose key the tickets are encrypted with."""
    minutes: dict[tuple[str, str, str], list[Request]] = {}
    for one in found:
        who = f" to {one.user}" if one.user.casefold() == user.casefold() else ""
        minutes.setdefault((f"{one.time:%Y-%m-%d %H:%M}", one.service, who), []).append(one)
    for (minute, service, who), own in minutes.items():
        types = " and ".join(sorted({_type(one) for one in own}))
        many = "a ticket" if len(own) == 1 else f"{len(own)} tickets"
        yield _line(f"{minute}:00", f"event 4769: {many} with the key of {service}, {types}, issued{who}")


def _type(one: Request) -> str:
    if one.encryption is None:
        return "of an unknown encryption type"
    return ENCRYPTION.get(one.encryption) or f"encryption type {one.encryption:#x}"


def _newest(lines: Iterable[dict[str, str]], most: int) -> list[dict[str, str]]:
    return sorted(lines, key=lambda one: (one["time"], one["what"]))[-most:]


def _line(time: str, what: str) -> dict[str, str]:
    return {"time": time, "what": what}


def _not_read(events: Events, window: Window) -> Iterator[dict[str, str]]:
    """At the time from which on they would have been read."""
    for provider, problem in events.problems.items():
        yield _line(f"{window.read_since:%Y-%m-%d %H:%M:%S}", f"events of {provider} could not be read: {problem}")


def _fix(window: Window) -> Iterator[dict[str, str]]:
    if window.fix.time and window.fix.time >= window.read_since:
        what = "rolled back" if window.fix.undone else "changed something"
        yield _line(f"{window.fix.time:%Y-%m-%d %H:%M:%S}", f"run {window.fix.run} {what} on this node")


def _of_kerberos(events: Events, names: Sequence[str]) -> Iterator[dict[str, str]]:
    yield from _of_failures(failures(events.found, names))


def _of_failures(found: Iterable[Failure]) -> Iterator[dict[str, str]]:
    for one in found:
        why = f"{one.server} could not decrypt" if one.server else f"{ERRORS[one.code][0]},"
        yield _line(f"{one.time:%Y-%m-%d %H:%M:%S}", f"event {one.event}: {why} a ticket for HTTP/{one.name}")


def _of_others(events: Events) -> Iterator[dict[str, str]]:
    for one in events.found:
        if what := OTHERS.get(one.provider, {}).get(one.id):
            words, position = what
            about = _about(one, position)
            yield _line(
                f"{one.time:%Y-%m-%d %H:%M:%S}", f"{one.provider} {one.id}: {words}{f': {about}' if about else ''}"
            )


def _about(event: Event, position: int) -> str:
    """The field with a name, or the one that stands there."""
    return event.get("AppPoolID", position) if event.provider == WAS else _first(event, position)


def _first(event: Event, position: int) -> str:
    values = list(event.fields.values()) or list(event.values)
    return values[position] if position < len(values) else ""


def _of_logs(found: Sequence[Minute]) -> Iterator[dict[str, str]]:
    for one in found:
        yield _line(f"{one.minute}:00", f"{one.count} responses {one.kind.name}: {one.kind.means}")
