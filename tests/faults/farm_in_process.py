"""A farm of the lab without a network: the product's driver asks the lab's nodes directly, through the real bytes."""

from __future__ import annotations

import asyncio
import base64
import copy
import json
from collections.abc import Collection, Iterable, Sequence

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import rollback
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node, unknown
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import release_lease
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Outcome, Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import emulation, healthy, intranet
from lab.facts import cluster
from lab.node_files import NodeState
from lab.windows.worker import Engine, Job
from tests.settings import settings_of

Reported = set[tuple[str, str]]


AUDITED: dict[str, list[Reading]] = {}  # by all that a node shows of itself


def secrets_of(concern: Concern) -> dict[str, str]:
    return {name: healthy.SECRETS[name] for name in concern.SECRETS if name in healthy.SECRETS}


def reported(findings: Iterable[Finding]) -> Reported:
    quiet = (State.COMPLIANT, State.NOT_APPLICABLE)
    return {(finding.control, finding.subject) for finding in findings if finding.state not in quiet}


class FarmInProcess:
    """engine: answers for those nodes, or for every one; the others are emulated."""

    def __init__(self, engine: Engine | None = None, nodes: int = 3, in_engine: Collection[int] = ()) -> None:
        self.engine_of = dict.fromkeys(in_engine or range(1, nodes + 1), engine)
        self.states: dict[int, NodeState] = {number: healthy.node(number) for number in range(1, nodes + 1)}
        self.description = farm_of(intranet.without_directory(nodes))

    def ask(self, number: int) -> Ask:
        def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
            stdin = exchange.request(calls, intranet.own_addresses(number), scripts(), stop)
            stdout, after = self._run(number, stdin, cluster.joined(self.states[number], self.states.values()))
            self.states[number] = cluster.parted(after)
            # Base64 of one line is what came over the wire; what is not JSON in it would show in the reply.
            assert base64.b64decode(stdout.split()[-1])
            return exchange.reply(stdout, b"", calls, stop, intranet.own_addresses(number))

        return ask

    def _run(self, number: int, stdin: bytes, state: NodeState) -> tuple[bytes, NodeState]:
        engine = self.engine_of.get(number)
        if engine is None:
            return emulation.answer(stdin, state)
        script = exchange.command(scripts()["bootstrap"])
        result = asyncio.run(engine.run(Job(script, stdin, copy.deepcopy(state))))
        assert result.exit_code == 0, result.stderr
        return result.stdout.encode(), result.state

    def plans(self, number: int) -> list[Plan]:
        node = intranet.name(number)
        return [
            Plan.from_arguments(concern, concern.arguments(self.description, node), secrets=healthy.SECRETS)
            for concern in CONCERNS
        ]

    def audit(self) -> dict[int, list[Finding]]:
        """Every finding of every node, those that compare nodes included."""
        readings = {number: self._readings(number) for number in self.states}
        found = {number: [f for reading in group for f in reading.findings] for number, group in readings.items()}
        for position, concern in enumerate(CONCERNS):
            views = {intranet.name(n): view for n, group in readings.items() if (view := group[position].view())}
            agreed = concern.agreement(views, len(self.states))
            for number in self.states:
                unread = unknown(concern.FARM_CONTROLS, "not read")
                found[number] += agreed.get(intranet.name(number), unread)
        return found

    def _readings(self, number: int) -> list[Reading]:
        """What a node answers follows from its state, so the same state is audited once in each execution."""
        shown = cluster.joined(self.states[number], self.states.values())
        seen = json.dumps([number, len(self.states), self.engine_of.get(number) is None, shown])
        if seen not in AUDITED:
            AUDITED[seen] = audit_node(self.plans(number), self.ask(number))
        return AUDITED[seen]

    def reported(self) -> dict[int, Reported]:
        """What is not right, node by node."""
        return {number: reported(findings) for number, findings in self.audit().items()}

    def fix(self, run: str, *numbers: int) -> int:
        """These nodes, or every one; and how many settings were changed."""
        return sum(len(outcome.changes) for outcome in self.outcomes(run, *numbers))

    def outcomes(self, run: str, *numbers: int, concerns: Sequence[Concern] = CONCERNS) -> list[Outcome]:
        """What fix does, concern by concern."""
        this = Run(run, "2026-01-31T08:00:00+00:00", drains=False)
        outcomes = [
            fix_concern(plan, self.ask(number), this, secrets_of(plan.concern))
            for number in numbers or self.states
            for plan in self.plans(number)
            if plan.concern in concerns
        ]
        for number in numbers or self.states:
            release_lease(self.ask(number), run)
        return outcomes

    def undo(self, run: str, *numbers: int) -> list[Outcome]:
        again = Run(f"{run}-undo", "2026-01-31T09:00:00+00:00", drains=False)
        outcomes = [
            outcome
            for number in numbers or self.states
            for outcome in rollback.undo_runs([run], self.ask(number), again, CONCERNS)
        ]
        for number in numbers or self.states:
            release_lease(self.ask(number), again.id)
        return outcomes

    def settings(self) -> dict[int, NodeState]:
        """The nodes without their journals: what a rollback must restore."""
        # A copy, several times as fast as deepcopy's.
        return {n: json.loads(json.dumps(settings_of(state))) for n, state in self.states.items()}
