# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What each outcome of a ticket means: the step that is broken, the controls that explain it, and what to do.

Sources: RFC 4120 section 7.5.9 (the numbers of errors); [MS-KILE] 3.4.5 (a server of Windows tries older keys, and then
sends 41); the status codes of IIS (401.1 to 401.5, 503).
"""

from __future__ import annotations

from dataclasses import dataclass

from ...facts.tickets.tickets import Shown
from ...model.finding import State
from ...model.shown_ticket import Outcome
from ...model.ticket_path import Step

WRONG_KEY = (31, 35, 41, 44)
SKEW = (33, 37)
UNKNOWN_NAME, NO_TYPE = 7, 14
NAMES = ("SPN-2", "SPN-1")
KEYS = ("AUTH-3", "POOL-1", "POOL-6", "AUTH-5", "HOST-1", *NAMES)
OFFERS = ("AUTH-1", "AUTH-2", "AUTH-5", "SITE-1")
RUNS = ("POOL-4", "POOL-3", "POOL-2", "POOL-1")


@dataclass(frozen=True)
class Meaning:
    """reason: without who was asked. explained_by: controls whose drift alone may be why."""

    step: Step
    reason: str
    explained_by: tuple[str, ...] = ()
    state: State = State.DRIFT


def of_controller(code: int | None) -> Meaning:
    """A domain controller that gives no ticket. code: None where it gives no answer, or none that can be read."""
    if code == UNKNOWN_NAME:
        return Meaning(
            Step.TICKET,
            "it gives no ticket: no account holds the service principal name, or several do (Kerberos error 7); see "
            "setspn -Q, and SPN-1 and SPN-2",
            NAMES,
        )
    if code == NO_TYPE:
        return Meaning(
            Step.TICKET,
            "it gives no ticket: the account has no key of an encryption type that both sides may use (Kerberos error "
            "14); change its password, then see msDS-SupportedEncryptionTypes and SPN-4",
            ("SPN-4",),
        )
    why = "it gives no ticket that can be used" if code is None else f"it gives no ticket (Kerberos error {code})"
    return Meaning(Step.TICKET, why, NAMES, State.UNKNOWN)


def of_shown(one: Shown) -> Meaning:
    """Of each outcome but ACCEPTED."""
    if one.outcome is Outcome.REFUSED:
        return _refused(one.code)
    if one.outcome is Outcome.UNAUTHORIZED:
        return _unauthorized(one)
    if one.outcome is Outcome.STATUS:
        return _status(one)
    if one.outcome is Outcome.REDIRECT:
        return Meaning(
            Step.KEY,
            f"it redirects to {one.location or 'another address'} before it asks for a ticket: set kerberos_farm.probe "
            "(scheme, port, path) to a page that asks for one",
            state=State.UNKNOWN,
        )
    return OTHERS[one.outcome]


OTHERS = {
    Outcome.NTLM: Meaning(
        Step.KEY,
        "it takes NTLM and no ticket: Negotiate is not among its providers, or another one is chosen; see AUTH-2",
        OFFERS,
    ),
    Outcome.NOT_ASKED_FOR: Meaning(
        Step.KEY,
        "the page came without the ticket being taken: anonymous users are let in, Windows authentication is off "
        "there, or something else than the site answers; see AUTH-1, or set kerberos_farm.probe.path to a "
        "page that asks for one",
        OFFERS,
    ),
    Outcome.FORGED: Meaning(
        Step.NETWORK,
        "what came back was not made with the key of the ticket: something else than the node answers, or changes its "
        "answers",
    ),
    Outcome.UNAVAILABLE: Meaning(
        Step.NODE, "503: the application pool is stopped, or its account cannot log on; see POOL-4 and POOL-2", RUNS
    ),
    Outcome.TLS: Meaning(
        Step.NETWORK,
        "no TLS connection came about: no certificate is bound for this name there, or the port is not that of https; "
        "see netsh http show sslcert, and kerberos_farm.probe",
    ),
    Outcome.NOT_HTTP: Meaning(
        Step.NETWORK, "what answers is no web server; see kerberos_farm.probe.port, and which device is between"
    ),
    Outcome.BROKEN_OFF: Meaning(
        Step.NETWORK,
        "the connection was ended without an answer: by http.sys, such as for a request that is too large, or by a "
        "device between; see the httperr log of the node",
    ),
    Outcome.REFUSED_CONNECTION: Meaning(
        Step.NETWORK, "the computer answers, and nothing listens on the port; see kerberos_farm.probe.port", RUNS
    ),
    Outcome.SILENT: Meaning(
        Step.NETWORK, "no answer came: the address is down, or a firewall is between", ("NLB-1", "SITE-1")
    ),
}


def _refused(code: int | None) -> Meaning:
    if code in WRONG_KEY:
        return Meaning(
            Step.KEY,
            f"it cannot decrypt the ticket (Kerberos error {code}): it uses the key of another account than the one "
            "that holds the service principal name, or of an old password; see AUTH-3, POOL-1 and SPN-2",
            KEYS,
        )
    if code in SKEW:
        return Meaning(
            Step.NODE,
            f"its clock differs by more than 5 minutes from that of the domain controller (Kerberos error {code}): see "
            "w32tm /query /status there, then w32tm /resync",
            ("HOST-2",),
        )
    return Meaning(Step.KEY, f"it refuses the ticket (Kerberos error {code})", KEYS)


def _unauthorized(one: Shown) -> Meaning:
    return Meaning(
        Step.KEY,
        f"{one.status}, which does not say what is wrong with the ticket: the account that asks may not log on there "
        "over the network, or extended protection wants a channel binding that a device between has replaced; see the "
        "Security log of the node (4625)",
        (*KEYS, "AUTH-4", "POOL-3", *OFFERS),
    )


def _status(one: Shown) -> Meaning:
    return Meaning(
        Step.NETWORK,
        f"status {one.status} before a ticket was asked for: the site has no binding for this name there, another site "
        "or device answers, or the page is not there; see kerberos_farm.probe.path, and SITE-1",
        ("SITE-1", "NLB-1", *RUNS),
    )
