# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""All questions of preflight, and what became of them on a node: each one that fails spoils its own answer only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...farm.description import Farm
from ...model.answer_shape import mismatch
from ...node.ask import Ask
from ...node.errors import NodeError
from ...node.exchange import Answer
from ..masking.fields import Masking
from .applied_policies.answer import APPLIED_POLICIES
from .cluster_objects.answer import CLUSTER_OBJECTS
from .cluster_states.answer import CLUSTER_STATES
from .default_gateways.answer import DEFAULT_GATEWAYS
from .event_log.answer import EVENT_LOG
from .iis_library.answer import IIS_LIBRARY
from .pool_states.answer import POOL_STATES
from .question import Question
from .services.answer import SERVICES
from .session.answer import SESSION
from .site_requests.answer import SITE_REQUESTS
from .site_roots.answer import SITE_ROOTS
from .stored_passwords.answer import STORED_PASSWORDS
from .tokens.answer import TOKENS

QUESTIONS = (
    *(SESSION, TOKENS, APPLIED_POLICIES),
    *(SERVICES, IIS_LIBRARY, POOL_STATES, STORED_PASSWORDS, SITE_ROOTS),
    *(EVENT_LOG, CLUSTER_OBJECTS, CLUSTER_STATES, DEFAULT_GATEWAYS),
)
ON_REQUEST = (SITE_REQUESTS,)  # makes IIS start a worker process
OF_THE_SITE = (SITE_ROOTS, SITE_REQUESTS)  # of which there is one where the farm's description names it


@dataclass(frozen=True)
class Answered:
    """data: None where the question failed; problem has why."""

    question: Question
    data: Any = None
    problem: str = ""

    def sentences(self) -> Iterator[str]:
        """What decides something. A question that failed is shown as well: its answer is missing in the recording."""
        if self.problem:
            yield f"{self.question.name} has no answer: {self.problem}"
        else:
            yield from self.question.sentences(self.data)


def chosen(farm: Farm, on_request: bool) -> tuple[Question, ...]:
    asked = (*QUESTIONS, *(ON_REQUEST if on_request else ()))
    return tuple(question for question in asked if farm.site or question not in OF_THE_SITE)


def ask(node: Ask, farm: Farm, questions: Sequence[Question] = QUESTIONS) -> tuple[list[Answered], str]:
    """In a request of their own. The second is why none of them was answered; empty where one was."""
    try:
        answers = node([question.call(farm) for question in questions]).answers
    except NodeError as error:
        return [], str(error)
    return [_answered(question, answer) for question, answer in zip(questions, answers, strict=True)], ""


def _answered(question: Question, answer: Answer) -> Answered:
    if answer.error:
        return Answered(question, problem=str(answer.error))
    if wrong := mismatch(answer.data, question.shape, question.name):
        return Answered(question, problem=f"it does not look as expected: {wrong}")
    return Answered(question, answer.data)


def recorded(answered: Sequence[Answered], names: Sequence[str] | None) -> dict[str, Any]:
    """For the recording. names: of computers and domains, to be masked; None: nothing is masked.

    Raises ValueError, to be shown to the user, for what cannot be masked.
    """
    given = {one.question.name: one.data for one in answered if not one.problem}
    failed = {one.question.name: {"problem": one.problem} for one in answered if one.problem}
    if names is not None:
        asked = [one.question for one in answered]
        fields = {f"{one.name}.{field}": mask for one in asked for field, mask in one.masking.items()}
        masking = Masking(names, fields)
        masking.data(given, "")  # a name in a text may become known only from a later field
        given = masking.data(given, "")
        failed = {name: {"problem": masking.reason(found["problem"])} for name, found in failed.items()}
    return {**given, **failed}
