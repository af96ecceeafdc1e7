# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The ticket's path as text: the first broken step with what to do, and every step of every path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.ticket_path import Step
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import Line, Tone, command, some, wrapped

STEPS = {
    Step.NAME: "the name leads to an address",
    Step.BROWSER: "the browser decides to send a ticket",
    Step.TICKET: "the domain controller issues the ticket",
    Step.NETWORK: "a computer answers at the address",
    Step.KEY: "IIS asks for the ticket, and decrypts it",
    Step.NODE: "site and pool run, and their accounts may log on",
    Step.FILES: "the pool and the user may read the site's folder",
}
WORDS = {step.word: words for step, words in STEPS.items()}
FIRST, PERHAPS = "The first broken step", "Perhaps the first broken step"
PATHS = "The path of a ticket, step by step"
BY_HAND = "Whoever may change it runs, in PowerShell and in this order:"
TONES = {"broken": Tone.WRONG, "drift": Tone.CHANGED, "could not check": Tone.WRONG, "holds": Tone.FINE}

Path = Mapping[str, Any]
Cause = Mapping[str, Any]


def first_step(cause: Cause, found: Sequence[Line]) -> list[Line]:
    """found: its findings. What may be harmless is not called broken."""
    heading = FIRST if cause["sure"] != "possible" else PERHAPS
    where = f"{cause['step']}, {WORDS[cause['step']]}"
    lines = [*wrapped(f"{heading}: {where} ({cause['sure']}: {cause['why']}):", tone=Tone.WRONG), *found]
    if cause["explains"]:
        lines += wrapped(f"It explains {'; '.join(map(_explained, cause['explains']))}.", "  ")
    if cause["commands"]:
        lines += [Line(f"  {BY_HAND}"), *(line for text in cause["commands"] for line in command(text, "      "))]
    return lines


def _explained(one: Mapping[str, Any]) -> str:
    nodes = [node for node in one["nodes"] if node]
    return f"{one['control']} on {some(nodes)}" if nodes else str(one["control"])


def drawn(path: Path) -> list[Line]:
    """A block for those paths whose steps are alike."""
    lines = [Line(f"{PATHS}:")]
    for one in path["paths"]:
        lines += _block(one)
    return lines


def _block(one: Mapping[str, Any]) -> list[Line]:
    servers = f", as {some(one['servers'])} answers" if one["servers"] else ", at the addresses of the description"
    ends = "broken" if one["broken"] else "not known to be broken"
    lines = wrapped(f"{some(one['names'])}{servers}: {ends}{_at(one)}", "  ")
    for step in one["steps"]:
        controls = f" {', '.join(step['controls'])}" if step["controls"] else ""
        words = f"{step['step']}  {step['state']}{controls}: {_detail(one, step)}"
        lines += wrapped(words, "    ", "     ", TONES.get(step["state"], Tone.PLAIN))
    return lines


def _at(one: Mapping[str, Any]) -> str:
    return f" at step {one['broken']}" if one["broken"] else ""


def _detail(one: Mapping[str, Any], step: Mapping[str, Any]) -> str:
    if step["sentence"]:
        return str(step["sentence"])
    words = WORDS[step["step"]]
    return words + _reached(one, step["step"])


def _reached(one: Mapping[str, Any], step: str) -> str:
    """What this step leads to, where that is known."""
    shown: Sequence[str] = {Step.NAME.word: one["addresses"], Step.NETWORK.word: one["nodes"]}.get(step, ())
    return f": {some(shown)}" if shown else ""
