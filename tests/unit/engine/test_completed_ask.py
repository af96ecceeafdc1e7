"""What the directory has said of groups decides where the node could not ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.site_acl import concern as site_acl
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.audit import audit_node
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.completed_ask import completing
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.plan import Plan
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.node.exchange import Answer, Reply

from lab import intranet
from tests.unit.emulated_node import ARGUMENTS_OF, EmulatedNode

GROUP = f"{intranet.DOMAIN}-1150"  # may read the folder
KNOWN = {"name": intranet.SERVICE_ACCOUNT, "sid": intranet.ACCOUNT_SID, "groups": [GROUP], "groups_known": True}


def without_groups(calls: Sequence[Call], stop: bool = False) -> Reply:
    """A node whose session may not ask the domain for tokens."""
    reply = EmulatedNode().ask(calls, stop)
    return replace(reply, answers=tuple(_without_groups(answer) for answer in reply.answers))


def _without_groups(answer: Answer) -> Answer:
    if answer.payload != "read_accounts":
        return answer
    unknown = {"groups": [], "groups_known": False, "reason": "Access is denied", "code": 5}
    return replace(answer, data={**answer.data, "accounts": [{**one, **unknown} for one in answer.data["accounts"]]})


def accounts(*known: Any) -> dict[str, Any]:
    """Name -> what the node and the directory know of it."""
    ask = completing(without_groups, known)
    (reply,) = ask([Call("read_accounts", {"site": intranet.SITE, "accounts": [intranet.SERVICE_ACCOUNT]})]).answers
    return {one["name"]: one for one in reply.data["accounts"]}


def test_groups_come_from_the_directory_where_the_node_has_none() -> None:
    found = accounts(KNOWN)[intranet.SERVICE_ACCOUNT]
    assert (found["groups"], found["groups_known"]) == ([GROUP], True)
    assert accounts()[intranet.SERVICE_ACCOUNT]["groups_known"] is False


def test_an_audit_with_them_says_less_often_that_it_could_not_check() -> None:
    def unknown(*known: Any) -> int:
        plan = Plan.from_arguments(site_acl, ARGUMENTS_OF["site_acl"])
        (reading,) = audit_node([plan], completing(without_groups, known))
        return sum(finding.state is State.UNKNOWN for finding in reading.findings)

    readers = {**KNOWN, "name": intranet.READERS, "sid": intranet.READERS_SID}
    assert unknown(KNOWN, readers) <= unknown()


def test_an_answer_that_is_none_is_left_as_it_is() -> None:
    def strange(calls: Sequence[Call], stop: bool = False) -> Reply:
        return Reply({}, (Answer("read_accounts", {"accounts": None}),))

    assert completing(strange, [KNOWN])([Call("read_accounts")]).answers[0].data == {"accounts": None}
