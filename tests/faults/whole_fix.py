"""fix_kerberos.yml without Ansible: each step is what a task does, with the same functions in the same order.

Nodes are not drained: what clients meet is looked at on every one, after every write.
"""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.nlb.kerberos.plugins.filter.fix_order import fix_order
from ansible_collections.nlb.kerberos.plugins.filter.password_refused import password_refused
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.contract import Concern
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    CONCERNS,
    EVERY_CONCERN,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.spn import concern as spn
from ansible_collections.nlb.kerberos.plugins.module_utils.engine import results
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.completed_ask import completing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.directory_task import audit_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.drain.audited import served
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix import fix_concern
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.fix_farm import fix_farm
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.lease.lease import release_after_task
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan, Reading
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.proof import Proof
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.known import Known
from ansible_collections.nlb.kerberos.plugins.module_utils.node.errors import NodeError
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.key_switch import key_switch
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions import hosts_of_fix, key_switch_of_play
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.directory_of_play import (
    RESULT,
    START,
    SWITCH,
    known_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.descriptions.hosts_of_fix import Hosts
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.fixing import latest_audit

from lab.facts import cluster
from tests.faults.directory_in_process import CONCERNS as OF_FARM
from tests.faults.farm_in_process import secrets_of
from tests.faults.whole_farm import FAILURE, named
from tests.faults.whole_rollback import WholeRollback
from tests.unit.emulated_node import EmulatedNode

SWITCH_NOW, BEFORE_FIX = "kerberos_switch_now", "kerberos_before"
# What was asked of a whole farm, or read of a node, is the same where that shows the same and the same is asked.
ASKED: dict[str, dict[str, Any]] = {}
READ: dict[str, list[Reading]] = {}
FIXED = ("dns_registration", "site_acl", "app_pool", "windows_authentication")  # the roles of fix_nodes.yml


class WholeFix(WholeRollback):
    def fix(self, run: str) -> None:
        """What it has found out is in hosts. Failures stop it, as there."""
        with self.watched():
            self._fix(run)

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
        for host in named(hosts_of_fix.directory(self.hosts)):
            self._fix_names(host, run)
        self._fix_nodes(run, hosts_of_fix.AFTER)
        self._ask_directory()
        self._audit("kerberos_audit_at_last", hosts_of_fix.at_last(self.hosts, list(self.names)))

    def _ask_directory(self) -> None:
        seen = json.dumps([self.shown(), repr(self.description), self.given.writes])
        if seen not in ASKED:
            ASKED[seen] = audit_farm(self.description, OF_FARM, EmulatedNode().ask, self.given)
        self.hosts[self.first][RESULT] = {**ASKED[seen], "asked": self.moment()}

    def _known(self) -> Known:
        return known_of(self.description.name, self.hosts[self.first][START], self.hosts.get)

    def _audit(self, registered: str, hosts: Hosts, held: bool = False) -> None:
        known = self._known()
        for host in named(hosts):
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
        for host in named(fix_order(self.hosts, part)):
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
        return results.from_outcomes([fix_concern(plan, ask, self.this_run(run), secrets_of(concern))])

    def _fix_names(self, host: str, run: str) -> None:
        own = self.hosts[host]
        own[SWITCH_NOW] = self._switch(writes=True)
        try:
            if "spn" in own[RESULT]["drifted"]:
                ask, held_back = self.ask(self.names[host]), own[SWITCH_NOW]["held_back"]
                own["spn_result"] = fix_farm(
                    *(self.description, spn, ask, self.given, self.this_run(run)), held_back=held_back, clock=self.clock
                )
        except (NodeError, ValueError) as error:
            own[FAILURE] = str(error)
        self._release(host, run)

    def _release(self, host: str, run: str) -> None:
        finished = entries.write([entries.done(run, self.moment())])
        release_after_task(self.ask(self.names[host]), run, *([] if FAILURE in self.hosts[host] else [finished]))
