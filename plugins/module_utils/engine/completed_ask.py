# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""An ask whose answers about accounts have what the directory has said of them, for a node that could not ask it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..facts.accounts import tokens
from ..facts.accounts.by_directory import completed
from ..model.answer_shape import mismatch
from ..model.call import Call
from ..node.ask import Ask
from ..node.exchange import Answer, Reply

READ = "read_accounts"


def completing(ask: Ask, accounts: Sequence[Mapping[str, Any]]) -> Ask:
    """accounts: as known.py has them; none: the same ask."""
    if not accounts:
        return ask

    def asked(calls: Sequence[Call], stop: bool = False) -> Reply:
        reply = ask(calls, stop)
        return replace(reply, answers=tuple(_completed(answer, accounts) for answer in reply.answers))

    return asked


def _completed(answer: Answer, accounts: Sequence[Mapping[str, Any]]) -> Answer:
    """An answer that does not look as expected is left to whoever reports that."""
    if answer.payload != READ or answer.error or mismatch(answer.data, tokens.SHAPE, READ):
        return answer
    return replace(answer, data=completed(answer.data, accounts))
