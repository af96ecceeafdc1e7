# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Asks for a whole farm: one node in one request, then domain controllers and DNS servers, in Python.

The engine is the same for both: calls in, answers out. What a question to the directory needs of the node, such as its
domain, is asked of the node in the same calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..directory.errors import DirectoryError
from ..model.call import Call
from ..node.ask import Ask
from ..node.errors import NodeError
from ..node.exchange import Answer, Reply

# Arguments of a call, and the data of the answers before it, by payload -> the answer. Raises DirectoryError.
Reader = Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, Any]]
NO_NODE = "no node of the farm is in this run"
NOT_ASKED = "not asked, because the node could not be asked or has not answered all before"


class AskOfFarm:
    """An Ask. node: asks the one node; None where there is none. readers: payload -> what answers it in Python."""

    def __init__(self, node: Ask | None, readers: Mapping[str, Reader]) -> None:
        self._node, self._readers = node, readers

    def __call__(self, calls: Sequence[Call], stop: bool = False) -> Reply:
        """What the node does not answer are errors of its calls alone, and the others are asked all the same.

        stop: the answers end with the first error, in the order of the calls. The node's calls are sent first of all.
        """
        own = [call for call in calls if call.payload not in self._readers]
        reply = self._of_node(own, stop)
        ended = stop and (len(reply.answers) < len(own) or any(answer.error for answer in reply.answers))
        answers: list[Answer] = []
        for answer in self._in_order(calls, reply, ended):
            answers.append(answer)
            if stop and answer.error:
                break
        return Reply(reply.node, tuple(answers))

    def _of_node(self, calls: Sequence[Call], stop: bool) -> Reply:
        if not calls:
            return Reply({}, ())
        try:
            if self._node is None:
                raise NodeError(NO_NODE)
            return self._node(calls, stop)
        except NodeError as error:
            return Reply({}, tuple(Answer(call.payload, error=error) for call in calls))

    def _in_order(self, calls: Sequence[Call], reply: Reply, ended: bool) -> Iterator[Answer]:
        of_node = iter(reply.answers)
        earlier = {answer.payload: answer.data for answer in reply.answers if answer.error is None}
        for call in calls:
            if call.payload not in self._readers:
                yield next(of_node)
            elif ended:
                yield Answer(call.payload, error=NodeError(NOT_ASKED))
            else:
                answer = self._read(call, earlier)
                if answer.error is None:
                    earlier[call.payload] = answer.data
                yield answer

    def _read(self, call: Call, earlier: Mapping[str, Any]) -> Answer:
        try:
            return Answer(call.payload, self._readers[call.payload](call.arguments, earlier))
        except DirectoryError as error:
            return Answer(call.payload, error=NodeError(str(error)))
