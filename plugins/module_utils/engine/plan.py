# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One concern on one node: what is wanted, what was read, and the outcome of a fix."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..concerns.contract import Concern
from ..model.answer_shape import STRANGE
from ..model.finding import Finding, Key, Remedy, State
from ..model.waivers import Waiver


@dataclass(frozen=True)
class Plan:
    """One concern on one node, and what is wanted there. Waived drift is neither counted nor fixed."""

    concern: Concern
    arguments: Mapping[str, Any]
    waivers: tuple[Waiver, ...] = ()
    today: date = field(default_factory=date.today)
    intent: Any = None

    @classmethod
    def from_arguments(
        cls,
        concern: Concern,
        arguments: Mapping[str, Any],
        given_waivers: Sequence[Mapping[str, Any]] = (),
        secrets: Collection[str] = (),
    ) -> Plan:
        """Raises ValueError, to be shown to the user, for bad arguments.

        secrets: the names of those that are given. The intent knows whether each one is given, and never its value.
        """
        checked = tuple(
            Waiver.from_arguments(waiver, f"waivers[{number}]") for number, waiver in enumerate(given_waivers)
        )
        known = {name: name in secrets for name in concern.SECRETS}
        return cls(concern, dict(arguments), checked, intent=concern.Intent.from_arguments({**arguments, **known}))

    @property
    def not_applicable(self) -> str:
        """Why nothing is read and nothing can be found; empty where the concern applies."""
        return self.concern.not_applicable(self.intent)


@dataclass(frozen=True)
class Reading:
    """What was read and found of a plan's concern on the node. problem: why it could not be checked."""

    plan: Plan
    findings: tuple[Finding, ...]
    data: tuple[Any, ...] = ()
    problem: str | None = None

    def drift(self) -> list[Finding]:
        """The findings that a fix may change."""
        return [f for f in self.findings if f.state is State.DRIFT and f.key and f.remedy is Remedy.FIX]

    def changes(self) -> list[Finding]:
        """What a fix writes, one finding a setting."""
        drift = self.drift()
        return self.plan.concern.planned(drift, self.data, self.plan.intent) if drift else []

    def settings(self) -> Mapping[Key, Any]:
        """The current value of every setting that a fix can write."""
        if self.plan.not_applicable:
            return {}
        return self.plan.concern.settings(self.findings, self.data, self.plan.intent)

    def view(self) -> dict[str, Any] | None:
        """What is compared with the farm's other nodes; None where the node could not be checked or compared."""
        if self.problem:
            return None
        if self.plan.not_applicable:
            return {}
        try:
            return self.plan.concern.view(self.data, self.plan.intent)
        except (ValueError, *STRANGE):
            return None

    def path(self) -> dict[str, Any]:
        """What is known of a ticket's path, by role; nothing where it could not be read."""
        if self.problem or self.plan.not_applicable:
            return {}
        try:
            return self.plan.concern.path(self.data, self.plan.intent)
        except (ValueError, *STRANGE):
            return {}


@dataclass(frozen=True)
class Outcome:
    """changes: what was written, or would be in check mode; drift: what that fixes.

    conflicts: what a rollback does not change, in words.
    """

    before: Reading
    after: Reading
    changes: tuple[Finding, ...] = ()
    drift: tuple[Finding, ...] = ()
    conflicts: tuple[str, ...] = ()
