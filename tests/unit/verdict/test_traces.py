"""A log that says the same as a finding makes it proved; one that is about something else does not."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.controls import Control
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import (
    Evidence,
    Held,
    Holder,
    Key,
    Seen,
    Trace,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.sureness import Sure, sure_of

NAME = "intranet.example.com"
OF_KEY = Control("KEY-1", "", Remedy.REPORT, step=Step.KEY, of_the_key=True)
OTHER = Control("KEY-2", "", Remedy.REPORT, step=Step.KEY)
HARMLESS = Control("FILE-1", "", Remedy.REPORT, step=Step.FILES, may_be_harmless=True)
FORMER = Held(NAME, (Holder(r"EXAMPLE\former", "S-1-5-21-1-2-3-1"),))


def evidence(*traces: Trace, of: str = "web2", held: Held | None = None) -> Evidence:
    """What the log of a node says, in a farm whose nodes decrypt with their own keys or with one that is not known."""
    return Evidence(
        names=(NAME,), virtual=("10.0.0.50",), own={"web1": ("10.0.0.11",), "web2": ("10.0.0.12",)},
        keys={"web1": (Key("Intranet/", "WEB1$", computer=True),), "web2": (Key("Intranet/", None),)},
        held=None if held is None else (held,), traces={of: traces},
    )  # fmt: skip


def seen(step: Step, node: str = "", about: tuple[str, ...] = ()) -> Seen:
    return Seen("ANY-1", "any", State.DRIFT, step, node, about=about)


REFUSED, EVENT = Trace(Step.FILES), Trace(Step.KEY, NAME, "web1$")


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
    ],
)
def test_what_a_log_proves(one: Seen, control: Control | None, known: Evidence, sure: Sure) -> None:
    assert sure_of(one, control, known) is sure


def test_an_old_password_of_the_same_account_is_no_other_holder() -> None:
    known = evidence(Trace(Step.KEY, NAME, "former"), of="web1", held=Held(NAME, FORMER.holders))
    known = Evidence(**{**vars(known), "keys": {}})
    assert sure_of(seen(Step.TICKET, about=(NAME,)), None, known) is Sure.IMPLIED
