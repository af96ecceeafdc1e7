# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The lines of setspn that an administrator of the domain runs; -S looks for duplicates before it adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...facts.directory.account import Account
from ...model.command_text import quoted
from .registrations import Registration


def lines(steps: Sequence[Registration]) -> tuple[str, ...]:
    return tuple(
        add(step.service_principal, step.account.shown) if step.held else remove(step.service_principal, step.account)
        for step in steps
    )


def reverse(steps: Sequence[Registration]) -> tuple[str, ...]:
    """What gives the former state back, also to a computer, which no run does."""
    return lines([replace(step, held=not step.held) for step in reversed(steps)])


def add(service_principal: str, account: str) -> str:
    return f"setspn -S {quoted(service_principal)} {quoted(account)}"


def remove(service_principal: str, account: Account) -> str:
    """As it is written there."""
    return f"setspn -D {quoted(account.spelling(service_principal) or service_principal)} {quoted(account.shown)}"
