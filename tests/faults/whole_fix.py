"""The whole of fix_kerberos.yml and rollback.yml without Ansible, over the lab's directory and its emulated nodes.

Each step is what a task of the playbooks does, with the same functions in the same order; what tasks register is kept
by host, as there. Nodes are not drained: what clients meet is looked at on every one, after every write.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ansible_collections.nlb.kerberos.plugins.filter.fix_order import fix_order
from ansible_collections.nlb.kerberos.plugins.filter.password_refused import password_refused
from ansible_collections.nlb.kerberos.plugins.filter.rollback_hosts import rollback_hosts
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    CONCERNS,
    CONTROLS,
    EVERY_CONCERN,
    FARM_CONCERNS,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.spn import concern as spn
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.ldap_session import LdapSession
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.completed_ask import completing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_account import Given
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_readers import OVER_SESSIONS
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_task import audit_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.audited import served
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_farm import fix_farm, undo_of_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal.parts import parts_of
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import release_after_task, release_lease
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Outcome, Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.proof import Proof
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.rollback import journal_of, undo_runs
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.rollback_refusal import refusal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.run import Run
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.patience import Clock
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.directory.read import read_directory
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.known import Known
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node.ask import Ask
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Reply
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.key_switch import key_switch
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions import hosts_of_fix, key_switch_of_play
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import (
    NO_HOST,
    RESULT,
    START,
    SWITCH,
    known_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.hosts_of_fix import Hosts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import latest_audit

from lab import intranet
from lab.directory import accounts, healthy
from lab.directory.file import DirectoryState
from lab.directory.forest import FOREST, ROOT
from lab.facts import cluster
from lab.fault import Fault
from tests.faults import clients
from tests.faults.directory_in_process import CONCERNS as OF_FARM
from tests.faults.directory_in_process import NODES, USER, directory
from tests.faults.farm_in_process import FarmInProcess, secrets_of
from tests.faults.names_in_process import PASSWORD, WRITER, WRITER_SID
from tests.unit.emulated_node import EmulatedNode

SWITCH_NOW, FAILURE, BEFORE_FIX = "kerberos_switch_now", "kerberos_failure", "kerberos_before"
BEGUN = datetime(2026, 1, 31, 8, tzinfo=UTC)
Writes = Callable[[Callable[[], Any]], Any]  # carries out a write, or does not
# What was read of a directory, or of a node, is the same where it shows the same and the same is asked.
ASKED: dict[str, dict[str, Any]] = {}
ANSWERED: dict[str, Mapping[str, Any]] = {}
READ: dict[str, list[Reading]] = {}


OF_THE_KEY = {control.id for control in CONTROLS if control.of_the_key}
WRITTEN = {payload for concern in CONCERNS for payload in concern.WRITES}


def carried_out(write: Callable[[], Any]) -> Any:
    return write()


class WholeFix(FarmInProcess):
    """writes: whether an account is given that may write names. at: what is called with each write of a node or of
    the directory. seen: what clients have met after each of them.
    """

    def __init__(
        self,
        whole: Sequence[Fault] = (),
        of_nodes: Mapping[int, Sequence[Fault]] | None = None,
        requests: Sequence[str] = (),
        writes: bool = True,
    ) -> None:
        super().__init__(None, NODES)
        for number, faults in (of_nodes or {}).items():
            for fault in faults:
                fault.inject(self.states[number], number)
        self._lab = directory().lab
        described = directory().farm
        self.description = replace(described, on_request=(*described.on_request, *requests))
        self.names = {intranet.name(number): number for number in self.states}
        self.first = next(iter(self.names))
        self.given = Given(USER, self._lab.password)
        if writes:
            self.given = replace(self.given, writer_user=WRITER, writer_password=PASSWORD)
        state = healthy.directory(NODES)
        state["objects"][f"CN={WRITER},CN=Users,{ROOT}"] = accounts.user(WRITER, WRITER_SID, FOREST)
        state["passwords"][WRITER] = PASSWORD
        for fault in whole:
            fault.inject(state, 0)
        state["writers"] = {name: [WRITER_SID] for name in state["objects"]}
        self.directory = state
        self.hosts: dict[str, dict[str, Any]] = {}
        self.at: Writes = carried_out
        self.followed: set[str] = set()  # the nodes that were to follow the names in any run
        self.seen: list[clients.Met] = [self.met()]
        self._moments = 0

    @property
    def directory(self) -> DirectoryState:
        return self._lab.directory.file.looked_at()

    @directory.setter
    def directory(self, state: DirectoryState) -> None:
        self._lab.directory.file.write(state)

    def met(self) -> clients.Met:
        return clients.met(self.directory, self.states)

    def ask(self, number: int) -> Ask:
        of_node = super().ask(number)

        def ask(calls: Sequence[Call], stop: bool = False) -> Reply:
            if not any(call.payload in WRITTEN for call in calls):
                return of_node(calls, stop)
            reply: Reply = self.at(lambda: of_node(calls, stop))
            self.seen.append(self.met())
            return reply

        return ask

    def fix(self, run: str) -> None:
        """fix_kerberos.yml; what it has found out is in hosts. Failures stop it, as there."""
        with pytest.MonkeyPatch.context() as patched:
            self._watch(patched)
            self._fix(run)

    def undo(self, *runs: str) -> None:
        """rollback.yml."""
        with pytest.MonkeyPatch.context() as patched:
            self._watch(patched)
            self._undo(runs)

    def changed(self) -> bool:
        done = [f"{concern.NAME}_result" for concern in EVERY_CONCERN]
        return any((own.get(name) or {}).get("changed") for own in self.hosts.values() for name in done)

    def findings(self) -> list[dict[str, Any]]:
        """Of the farm as a whole, as they are told at the end of a run."""
        own = self.hosts[self.first]
        return [*own[RESULT].get("findings", ()), *own.get("spn_result", {}).get("findings", ())]

    def refused(self) -> dict[str, str]:
        """Name -> why it was not moved, by the last plan."""
        own = self.hosts[self.first]
        return dict((own.get(SWITCH_NOW) or own[SWITCH])["held_back"])

    def pending(self) -> bool:
        """Whether something is being replicated."""
        return any(finding["state"] == "pending" for finding in self.findings())

    def failures(self) -> dict[str, str]:
        return {host: own[FAILURE] for host, own in self.hosts.items() if FAILURE in own}

    def _watch(self, patched: pytest.MonkeyPatch) -> None:
        modify = LdapSession.modify

        def watched(session: LdapSession, *arguments: Any) -> None:
            self.at(lambda: modify(session, *arguments))
            self.seen.append(self.met())

        def read(sessions: Sessions, arguments: Mapping[str, Any], earlier: Mapping[str, Any]) -> Mapping[str, Any]:
            seen = json.dumps([self._shown(), arguments, sessions.credentials[0]])
            if seen not in ANSWERED:
                ANSWERED[seen] = read_directory(sessions, arguments, earlier)
            return ANSWERED[seen]

        patched.setattr(LdapSession, "modify", watched)
        patched.setitem(OVER_SESSIONS, "read_directory", read)

    def _shown(self) -> list[Any]:
        """All that the directory shows."""
        return [self.directory["objects"], self.directory["controllers"], self.directory["writers"]]

    def _fix(self, run: str) -> None:
        self.hosts = {host: {} for host in self.names}
        for own in self.hosts.values():
            own[START] = {"directory": {self.description.name: self.first}}
        self._ask_directory()
        self._audit("kerberos_audit", list(self.names))
        switch = self.hosts[self.first][SWITCH] = self._switch(self.given.writes)
        self.followed |= set(switch["after"])
        self._audit("kerberos_audit", hosts_of_fix.switched(self.hosts, list(self.names)))
        self._fix_nodes(run, hosts_of_fix.BEFORE)
        for host in _named(hosts_of_fix.directory(self.hosts)):
            self._fix_names(host, run)
        self._fix_nodes(run, hosts_of_fix.AFTER)
        self._ask_directory()
        self._audit("kerberos_audit_at_last", hosts_of_fix.at_last(self.hosts, list(self.names)))

    def _ask_directory(self) -> None:
        seen = json.dumps([self._shown(), repr(self.description), self.given.writes])
        if seen not in ASKED:
            ASKED[seen] = audit_farm(self.description, OF_FARM, EmulatedNode().ask, self.given)
        self.hosts[self.first][RESULT] = {**ASKED[seen], "asked": self._moment()}

    def _known(self) -> Known:
        return known_of(self.description.name, self.hosts[self.first][START], self.hosts.get)

    def _audit(self, registered: str, hosts: Hosts, held: bool = False) -> None:
        known = self._known()
        for host in _named(hosts):
            readings = self._read(host, known)
            more = {"held": results.held(readings)} if held else {}
            self.hosts[host][registered] = {
                **results.from_readings(readings),
                **served(readings, self.description.site),
                **more,
            }

    def _read(self, host: str, known: Known) -> list[Reading]:
        number, farm = self.names[host], known.completed(self.description)
        shown = cluster.joined(self.states[number], self.states.values())
        seen = json.dumps([number, shown, repr(farm), repr(known.accounts)])
        if seen not in READ:
            plans = [self._plan(concern, farm, host) for concern in CONCERNS]
            READ[seen] = audit_node(plans, completing(self.ask(number), known.accounts))
        return READ[seen]

    def _plan(self, concern: Concern, farm: Farm, host: str, **more: Any) -> Plan:
        arguments = {**concern.arguments(farm, host), **more}
        return Plan.from_arguments(concern, arguments, farm.waivers_of(host), list(secrets_of(concern)))

    def _switch(self, writes: bool) -> dict[str, Any]:
        asked = self.hosts[self.first][RESULT]
        audits = {host: latest_audit(self.hosts.get(host)) for host in self.names}
        compared = SWITCH in self.hosts[self.first]
        now = key_switch_of_play.present(self.description, asked, audits, writes, compared)
        return key_switch_of_play.result(now, key_switch(now), asked, check=False)

    def _fix_nodes(self, run: str, part: str) -> None:
        for host in _named(fix_order(self.hosts, part)):
            if self.failures():
                return
            self._fix_node(host, run)

    def _fix_node(self, host: str, run: str) -> None:
        own = self.hosts[host]
        self._audit(BEFORE_FIX, [host], held=True)
        try:
            for concern in CONCERNS:
                name = f"{concern.NAME}_result"
                follows = concern.NAME == "windows_authentication" and own.get("app_pool_result", {}).get("changed")
                if concern.NAME in FIXED and (concern.NAME in own[BEFORE_FIX]["drifted"] or follows):
                    own[name] = self._fix_concern(concern, host, run)
        except NodeError as error:
            own[FAILURE] = str(error)
        self._audit("kerberos_proof", [host], held=True)
        done = [own[f"{one.NAME}_result"] for one in CONCERNS if f"{one.NAME}_result" in own]
        proof = Proof(own[BEFORE_FIX], own["kerberos_proof"], done, None, failure=own.get(FAILURE))
        if unproved := proof.unproved():
            own.setdefault(FAILURE, "; ".join(unproved))
        self._release(host, run)

    def _fix_concern(self, concern: Concern, host: str, run: str) -> dict[str, Any]:
        known = self._known()
        more = {"password_refused": password_refused(self.hosts)} if concern.NAME == "app_pool" else {}
        plan = self._plan(concern, known.completed(self.description), host, **more)
        ask = completing(self.ask(self.names[host]), known.accounts)
        return results.from_outcomes([fix_concern(plan, ask, self._this(run), secrets_of(concern))])

    def _fix_names(self, host: str, run: str) -> None:
        own = self.hosts[host]
        own[SWITCH_NOW] = self._switch(writes=True)
        try:
            if "spn" in own[RESULT]["drifted"]:
                ask, held_back = self.ask(self.names[host]), own[SWITCH_NOW]["held_back"]
                own["spn_result"] = fix_farm(
                    *(self.description, spn, ask, self.given, self._this(run)), held_back=held_back, clock=self._clock
                )
        except (NodeError, ValueError) as error:
            own[FAILURE] = str(error)
        self._release(host, run)

    def _release(self, host: str, run: str) -> None:
        finished = entries.write([entries.done(run, self._moment())])
        release_after_task(self.ask(self.names[host]), run, *([] if FAILURE in self.hosts[host] else [finished]))

    def _undo(self, runs: Sequence[str]) -> None:
        self.hosts = {host: {} for host in self.names}
        journals = {host: journal_of(self.ask(number)).entries for host, number in self.names.items()}
        found = {host: [asdict(entry) for entry in of_host] for host, of_host in journals.items()}
        plan = parts_of(list(reversed(self.names)), found, runs, {concern.NAME for concern in FARM_CONCERNS})
        self.hosts[self.first]["kerberos_plan"] = plan
        again = f"{runs[-1]}-undo"
        if why := self._refusal_to_undo(runs, again):
            self.hosts[self.first][FAILURE] = why
            return
        self._undo_nodes("first", runs, again)
        for host in _named(rollback_hosts(self.hosts, "names")):
            ask, closes = self.ask(self.names[host]), host in plan["first"]
            try:
                undo_of_farm(
                    *(self.description, runs, ask, self.given, self._this(again), EVERY_CONCERN),
                    part=FARM_CONCERNS,
                    closes=closes,
                    clock=self._clock,
                )
            except (NodeError, ValueError) as error:
                self.hosts[host][FAILURE] = str(error)
            release_lease(ask, again)
        self._undo_nodes("rest", runs, again)

    def _refusal_to_undo(self, runs: Sequence[str], again: str) -> str:
        """By what check mode would restore. Nodes are asked only where it may depend on them."""
        check, farm = replace(self._this(again), check=True), self.description
        ask = self.ask(self.names[self.first])
        of_farm = _restored(
            undo_of_farm(farm, runs, ask, self.given, check, EVERY_CONCERN, part=FARM_CONCERNS, clock=self._clock)
        )
        if not of_farm["conflicts"]:
            return ""
        of_nodes = {
            host: _restored(undo_runs(runs, self.ask(number), check, EVERY_CONCERN, CONCERNS))
            for host, number in self.names.items()
        }
        return refusal(of_farm, of_nodes, farm.names, OF_THE_KEY)

    def _undo_nodes(self, part: str, runs: Sequence[str], again: str) -> None:
        for host in _named(rollback_hosts(self.hosts, part)):
            if self.failures():
                return
            ask = self.ask(self.names[host])
            closes = host not in self.hosts[self.first]["kerberos_plan"]["names"] or part == "rest"
            try:
                undo_runs(runs, ask, self._this(again), EVERY_CONCERN, CONCERNS, closes)
            except NodeError as error:
                self.hosts[host][FAILURE] = str(error)
            release_lease(ask, again)

    def _this(self, run: str) -> Run:
        return Run(run, self._moment(), drains=False, pause=self._pause)

    def _moment(self) -> str:
        """Each later than the one before, in each of a lab's runs."""
        self._moments += 1
        return (BEGUN + timedelta(seconds=self._moments)).isoformat()

    @property
    def _clock(self) -> Clock:
        return Clock(lambda: float(self._moments), self._pause)

    def _pause(self, seconds: float) -> None:
        self._moments += int(seconds) + 1


FIXED = ("dns_registration", "site_acl", "app_pool", "windows_authentication")  # the roles of fix_nodes.yml


def _restored(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    conflicts = [conflict for outcome in outcomes for conflict in outcome.conflicts]
    return {**results.from_outcomes(outcomes), "conflicts": conflicts}


def _named(hosts: Hosts) -> list[str]:
    """Of a play."""
    return [host for host in ([hosts] if isinstance(hosts, str) else hosts) if host != NO_HOST]
