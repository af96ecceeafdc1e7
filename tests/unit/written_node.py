"""A node of which nothing is known but what it answered: what it answers when calls have been carried out there."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

from lab import emulation, healthy
from lab.facts import accounts, process_activation
from tests.unit.written_holders import with_holders
from tests.unit.written_lists import with_lists
from tests.unit.written_records import with_records

BEFORE = process_activation.WRITTEN_BEFORE
FORMER = process_activation.token("former")
LOGON_FAILED = (5021, 5057)  # events of a logon that Windows remembers as failed


class WrittenNode:
    """The lab's emulation over a state made from answers. password: the one that every account has.

    reads: which the answers are to, in this order. What no call writes stays as it was read.
    """

    def __init__(self, reads: Sequence[Call], answers: Sequence[Any], password: str):
        self.reads = {read.payload: read for read in reads}
        self.answers = {payload: copy.deepcopy(answer) for payload, answer in zip(self.reads, answers, strict=True)}
        self.state = _state(copy.deepcopy(self.answers), password)

    def carry_out(self, calls: Sequence[Call]) -> list[Any]:
        """Its answers afterwards. Raises CallError where it refuses a call."""
        emulated = []
        for call in calls:
            if call.payload == "write_site_acl":  # a tree of files is more than an answer shows of it
                lists = self.answers["read_site_acl"]
                self.answers["read_site_acl"] = with_lists(lists, call.arguments["objects"])
            elif call.payload == "write_service_principals":
                directory = self.answers["read_directory"]
                self.answers["read_directory"] = with_holders(directory, call.arguments)
            elif call.payload == "write_dns_records":  # no node is asked for it
                records = self.answers["read_dns_records"]
                self.answers["read_dns_records"] = with_records(records, call.arguments["updates"])
            else:
                emulated.append(call)
        if not emulated:
            return [*copy.deepcopy(self.answers).values()]
        written = [call.payload.replace("write_", "read_") for call in emulated]
        for answer in self._ask([*emulated, *(self.reads[payload] for payload in written)])[len(emulated) :]:
            self.answers[answer.payload] = answer.data
        return [*copy.deepcopy(self.answers).values()]

    def _ask(self, calls: Sequence[Call]) -> Sequence[exchange.Answer]:
        stdin = exchange.request(calls, emulation.LOOPBACK, scripts(), stop=True)
        stdout, self.state = emulation.answer(stdin, self.state)
        answers = exchange.reply(stdout, b"", calls, True, emulation.LOOPBACK).answers
        for answer in answers:
            if answer.error:
                raise answer.error
        return answers


def _state(answers: dict[str, Any], password: str) -> dict[str, Any]:
    """The lab's healthy node, with what was read instead of its own."""
    state = healthy.node(1)
    for payload, answer in answers.items():
        match part := payload.removeprefix("read_"):
            case "iis":
                state |= _iis(answer, password)
            case "accounts":
                state["accounts"]["accounts"] = [_account(one) for one in answer["accounts"]]
                refused = any(one["code"] == accounts.NO_LOGON_SESSION for one in answer["accounts"])
                state["accounts"]["token_error"] = accounts.NO_LOGON_SESSION if refused else None
            case "user_rights":
                state[part] |= {name: answer[name] for name in ("rights", "policies")}
            case "site_acl":
                pass
            case _:
                state[part] = answer
    known = {one["name"] for one in state["accounts"]["accounts"]}
    token = process_activation.token(password)
    state["process_activation"]["accounts"] = [{"name": name, "password": token} for name in sorted(known)]
    return state


def _iis(answer: dict[str, Any], password: str) -> dict[str, Any]:
    token = process_activation.token(password)
    unfinished = answer.pop("unfinished")
    del answer["time"]
    written = answer.pop("written")
    failed = sorted({one["pool"] for one in answer.pop("failures") if one["id"] in LOGON_FAILED})
    unreadable = [one["pool"] for one in answer.pop("unread")]
    stored = [
        {"pool": pool["name"], "account": pool["user_name"], "password": FORMER if written == BEFORE else token}
        for pool in answer["pools"]
        if pool.pop("has_password") or pool["name"] in unfinished
    ]
    for process in (process for pool in answer["pools"] for process in pool["worker_processes"]):
        del process["problem"]
    left = [{"pool": one["name"], "account": one["user_name"]} for one in answer["pools"] if one["name"] in unfinished]
    return {
        "iis": answer,
        "process_activation": {"accounts": [], "passwords": stored, "unreadable": unreadable},
        "configuration": {"copies": [], "unfinished": left},
        "logons": {"refused": failed, "shown": True},
    }


def _account(answer: dict[str, Any]) -> dict[str, Any]:
    groups = answer["groups"] if answer["groups_known"] else None
    return {"name": answer["name"], "sid": answer["sid"], "groups": groups}
