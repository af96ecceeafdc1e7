# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The steps of a ticket's path in words, and the first broken one with what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.registry_values import are_values
from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, Tone, command, some, wrapped

STEPS = {
    Step.NAME: "the name leads to an address",
    Step.BROWSER: "the browser decides to send a ticket",
    Step.TICKET: "the domain controller issues the ticket",
    Step.NETWORK: "a computer answers at the address",
    Step.KEY: "IIS asks for the ticket, and decrypts it",
    Step.NODE: "site and pool run, their accounts may log on, clocks agree",
    Step.FILES: "the pool and the user may read the site's folder",
}
WORDS = {step.word: words for step, words in STEPS.items()}
FIRST, PERHAPS = "The first broken step", "Perhaps the first broken step"
BY_HAND = "Whoever may change it runs, in PowerShell and in this order:"
VALUES = "Whoever manages the clients' policies sets these values of the registry:"
TAKEN_BACK = "What takes it back, in this order:"

Cause = Mapping[str, Any]


def heading_of(cause: Cause) -> str:
    """What may be harmless is not called broken."""
    return f"{FIRST if is_sure(cause) else PERHAPS}: {cause['step']}, {WORDS[cause['step']]}"


def is_sure(cause: Cause) -> bool:
    return bool(cause["sure"] != "possible")


def explained_text(cause: Cause) -> str:
    """Empty where nothing follows from it."""
    return f"It explains {'; '.join(map(_explained, cause['explains']))}." if cause["explains"] else ""


def by_hand(commands: Sequence[str]) -> str:
    return VALUES if are_values(commands) else BY_HAND


def first_step(cause: Cause, found: Sequence[Line]) -> list[Line]:
    """found: its findings."""
    lines = [*wrapped(f"{heading_of(cause)} ({cause['sure']}: {cause['why']}):", tone=Tone.WRONG), *found]
    lines += wrapped(explained_text(cause), "  ")
    if cause["commands"]:
        lines += [
            Line(f"  {by_hand(cause['commands'])}"),
            *(line for text in cause["commands"] for line in command(text, "      ")),
        ]
    if cause.get("undo"):
        lines += [Line(f"  {TAKEN_BACK}"), *(line for text in cause["undo"] for line in command(text, "      "))]
    return lines


def _explained(one: Mapping[str, Any]) -> str:
    nodes = [node for node in one["nodes"] if node]
    return f"{one['control']} on {some(nodes)}" if nodes else str(one["control"])


def caches_text(path: Mapping[str, Any] | None) -> str:
    """What clients may still have from before a change of this run; empty where it has changed nothing."""
    known = (path or {}).get("caches")
    if not known:
        return ""
    return (
        f"This run has changed what tickets depend on. Until {_time(known['tickets_until'])} clients may still show a "
        f"ticket from before, and until {_time(known['no_such_name_until'])} remember that there was no such name: "
        f"{known['users']} by the user, and {known['services']} for services (as administrator), make them ask anew; "
        "after these times neither is needed"
    )


def _time(text: str) -> str:
    return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M} UTC"
