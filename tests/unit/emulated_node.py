"""Node 1 of the lab, asked through the real bytes of a request and a reply, with failures of the connection."""

import copy

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.dns_registration import concern as dns_registration
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONCERNS, farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import parsing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import CallError, NodeError
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import emulation, faults, healthy, intranet

FARM = farm_of(intranet.without_directory(3))
ARGUMENTS_OF = {concern.NAME: concern.arguments(FARM, intranet.name(1)) for concern in CONCERNS}
ARGUMENTS = ARGUMENTS_OF["dns_registration"]


class EmulatedNode:
    """asked: the payloads of each request that arrived. time_flies: whether every lease expires by the next request."""

    def __init__(self, *broken, time_flies=True):
        self.time_flies = time_flies
        self.state = healthy.node(1)
        for fault in broken:
            faults.BY_NAME[fault].inject(self.state, 1)
        self.asked = []

    def ask(self, calls, stop=False):
        self.asked.append([call.payload for call in calls])
        stdin = exchange.request(calls, intranet.own_addresses(1), scripts(), stop)
        stdout, self.state = emulation.answer(stdin, self.state)
        if self.time_flies and self.state["lease"]["until"]:
            self.state["lease"]["until"] = "2026-01-01 00:00:00"
        return exchange.reply(stdout, b"", calls, stop, intranet.own_addresses(1))

    def ask_until_cut(self, ran):
        """An ask whose connection breaks in a request that writes, after so many of its calls have run."""

        def ask(calls, stop=False):
            if not _writes(calls):
                return self.ask(calls, stop)
            self.ask(calls[:ran], stop)
            raise NodeError("the connection broke")

        return ask

    def ask_without(self, payload):
        """An ask in which this payload fails, and with it what follows where the first error ends a request."""

        def ask(calls, stop=False):
            reply, answers = self.ask(calls, stop), []
            for answer in reply.answers:
                failed = answer.payload == payload
                answers.append(exchange.Answer(payload, error=CallError(payload, "it failed")) if failed else answer)
                if failed and stop:
                    break
            return exchange.Reply(reply.node, tuple(answers))

        return ask

    def ask_without_effect(self, calls, stop=False):
        """Windows reports no error, and changes nothing but the journal."""
        return self.ask(
            [Call(call.payload, {}) if call.payload == "write_dns_registration" else call for call in calls], stop
        )

    def settings(self):
        """Without what is left behind until the node restarts."""
        return {
            name: value for name, value in copy.deepcopy(self.state["dns_registration"]).items() if name != "earlier"
        }

    def adapter(self, name):
        return next(adapter for adapter in self.state["dns_registration"]["adapters"] if adapter["name"] == name)

    def entries(self):
        return parsing.parse(self.state["journal"])


def _writes(calls):
    return any(call.payload.startswith("write_") for call in calls)


def plan(*waivers):
    return Plan.from_arguments(dns_registration, ARGUMENTS, waivers)


def run(name="20260131T080000Z-000001", **options):
    return Run(name, "2026-01-31T08:00:00+00:00", **options)


def reported(findings):
    return [(finding.control, finding.subject) for finding in findings]
