"""A log that says the same as a finding makes it proved; one that is about something else does not."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import (
    WHOLE,
    Evidence,
    Held,
    Holder,
    Key,
    Seen,
    Trace,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.sureness import LOGGED, WHY, Sure, sure_of

NAME = "intranet.example.com"
OF_KEY = Control("KEY-1", "", Remedy.REPORT, step=Step.KEY, of_the_key=True)
OTHER = Control("KEY-2", "", Remedy.REPORT, step=Step.KEY)
HARMLESS = Control("FILE-1", "", Remedy.REPORT, step=Step.FILES, may_be_harmless=True)
FORMER = Held(NAME, (Holder(r"EXAMPLE\former", "S-1-5-21-1-2-3-1"),))


def evidence(*traces: Trace, of: str = "web2", held: Held | None = None, issued: tuple[Held, ...] = ()) -> Evidence:
    """What the log of a node, or of a client (""), says, in a farm of which web1 decrypts with its own key."""
    return Evidence(
        names=(NAME,), virtual=("10.0.0.50",), own={"web1": ("10.0.0.11",), "web2": ("10.0.0.12",)},
        keys={"web1": (Key("Intranet/", "WEB1$", computer=True),), "web2": (Key("Intranet/", None),)},
        held=None if held is None else (held,), traces={of: traces}, issued=issued,
    )  # fmt: skip


def seen(step: Step, node: str = "", about: tuple[str, ...] = ()) -> Seen:
    return Seen("ANY-1", "any", State.DRIFT, step, node, about=about)


REFUSED, EVENT = Trace(Step.FILES), Trace(Step.KEY, NAME, "web1$")
WEB1 = Held(NAME, (Holder(r"EXAMPLE\WEB1$", "S-1-5-21-1-2-3-2"),))
OLD_PASSWORD = Trace(Step.KEY, NAME, "web1$", ("KEY-2",), of_holder=True)
UNKNOWN_HOLDER = Trace(Step.KEY, NAME, "web1$", ("KEY-1",))  # to whom has read it, and not to the directory
REFUSED_TICKET = Trace(Step.TICKET, NAME, controls=("ANY-1",))
CLIENTS = WHOLE


@pytest.mark.parametrize(
    ("one", "control", "known", "sure"),
    [
        (seen(Step.FILES, "web2"), None, evidence(REFUSED), Sure.PROVED),
        (seen(Step.FILES, "web1"), None, evidence(REFUSED), Sure.IMPLIED),  # another node has refused
        (seen(Step.FILES, "web2"), HARMLESS, evidence(REFUSED), Sure.POSSIBLE),
        (seen(Step.NODE, "web2"), None, evidence(REFUSED), Sure.IMPLIED),
        (seen(Step.KEY, "web1"), OF_KEY, evidence(EVENT), Sure.PROVED),  # whoever was the client
        (seen(Step.KEY, "web2"), OF_KEY, evidence(EVENT), Sure.IMPLIED),  # it is not the account of this node
        (seen(Step.KEY, "web1"), OTHER, evidence(EVENT), Sure.IMPLIED),
        (seen(Step.TICKET, about=(NAME,)), None, evidence(EVENT, held=FORMER), Sure.PROVED),
        (seen(Step.TICKET, about=(NAME,)), None, evidence(EVENT), Sure.IMPLIED),  # who holds the name is not known
        (seen(Step.TICKET), None, evidence(EVENT, held=FORMER), Sure.IMPLIED),
        (seen(Step.KEY, "web1"), OF_KEY, evidence(EVENT, of=CLIENTS), Sure.PROVED),
        (seen(Step.KEY, "web2"), OF_KEY, evidence(EVENT, of=CLIENTS), Sure.IMPLIED),
        (seen(Step.TICKET, about=(NAME,)), None, evidence(EVENT, of=CLIENTS, held=FORMER), Sure.PROVED),
        (seen(Step.KEY, "web1"), OTHER, evidence(OLD_PASSWORD, of=CLIENTS, held=WEB1), Sure.PROVED),
        (seen(Step.KEY, "web2"), OTHER, evidence(OLD_PASSWORD, of=CLIENTS, held=WEB1), Sure.IMPLIED),
        (seen(Step.KEY, "web1"), OF_KEY, evidence(OLD_PASSWORD, of=CLIENTS), Sure.IMPLIED),  # its own key
        (seen(Step.KEY, "web1"), OF_KEY, evidence(UNKNOWN_HOLDER, of=CLIENTS), Sure.PROVED),
        (seen(Step.TICKET, about=(NAME,)), None, evidence(REFUSED_TICKET, of=CLIENTS), Sure.PROVED),
        (seen(Step.TICKET), None, evidence(REFUSED_TICKET, of=CLIENTS), Sure.PROVED),  # of each name
        (seen(Step.TICKET, about=("portal",)), None, evidence(REFUSED_TICKET, of=CLIENTS), Sure.IMPLIED),
        (seen(Step.TICKET, about=(NAME,)), None, evidence(Trace(Step.TICKET, NAME), of=CLIENTS), Sure.IMPLIED),
        (seen(Step.KEY, "web1"), OF_KEY, evidence(REFUSED_TICKET, of=CLIENTS), Sure.IMPLIED),
        (seen(Step.KEY, "web1"), OF_KEY, evidence(issued=(FORMER,)), Sure.PROVED),  # tickets have another key
        (seen(Step.KEY, "web1"), OF_KEY, evidence(issued=(WEB1,)), Sure.IMPLIED),
        (seen(Step.KEY, "web1"), OF_KEY, evidence(issued=(WEB1, FORMER)), Sure.PROVED),  # by one of two
        (seen(Step.KEY, "web2"), OF_KEY, evidence(issued=(FORMER,)), Sure.IMPLIED),  # its key is not known
        (seen(Step.KEY, "web1"), OTHER, evidence(issued=(FORMER,)), Sure.IMPLIED),
    ],
)
def test_what_a_log_proves(one: Seen, control: Control | None, known: Evidence, sure: Sure) -> None:
    assert sure_of(one, control, known)[0] is sure


def test_an_old_password_of_the_same_account_is_no_other_holder() -> None:
    known = evidence(Trace(Step.KEY, NAME, "former"), of="web1", held=Held(NAME, FORMER.holders))
    known = Evidence(**{**vars(known), "keys": {}})
    assert sure_of(seen(Step.TICKET, about=(NAME,)), None, known)[0] is Sure.IMPLIED


def test_why_it_is_sure_is_said_as_it_is() -> None:
    one = seen(Step.KEY, "web1")
    assert sure_of(one, OF_KEY, evidence(EVENT)) == (Sure.PROVED, LOGGED)
    assert sure_of(one, OF_KEY, evidence(EVENT, held=FORMER)) == (Sure.PROVED, WHY[Sure.PROVED])  # without the log, too
    assert sure_of(one, OF_KEY, evidence()) == (Sure.IMPLIED, WHY[Sure.IMPLIED])
