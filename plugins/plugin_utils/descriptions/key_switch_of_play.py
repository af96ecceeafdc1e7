# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the order of a key switch depends on, from what the audits of the farm and of its nodes have registered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import CONTROLS
from ansible_collections.nlb.kerberos.plugins.module_utils.farm.description import Farm
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Remedy, State
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.evidence import Holder, from_roles
from ansible_collections.nlb.kerberos.plugins.module_utils.verdict.key_switch import REQUEST, Present, Switch
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.run_results import Audits

Result = Mapping[str, Any]
FIXES_THE_KEY = frozenset(one.id for one in CONTROLS if one.of_the_key and one.remedy is not Remedy.REPORT)


def present(farm: Farm, directory: Result, audits: Audits, writes: bool, compared: bool) -> Present:
    """directory: the result of the farm's first node. audits: node -> the last one; writes: as Present has it.

    compared: whether the audits have compared the nodes with the account that is to hold the names.
    """
    path = directory.get("path") or {}
    roles = from_roles(path, {node: audit["path"] for node, audit in audits.items() if audit and "path" in audit})
    return Present(
        wanted=_wanted(farm, directory),
        held=roles["held"] or (),
        nodes=tuple(farm.nodes),
        keys=roles["keys"],
        unknown={node: why for node in farm.nodes if (why := _unknown(audits.get(node)))},
        delegates=tuple(_delegates(path.get("delegation") or ())),
        requested=REQUEST in farm.on_request,
        writes=writes,
        kept={node: why for node in farm.nodes if compared and (why := _kept(audits.get(node)))},
        open_at=tuple(node for node in farm.nodes if _lets_in(audits.get(node))),
    )


def result(now: Present, switch: Switch, directory: Result, check: bool) -> dict[str, Any]:
    """What the task registers. check: in check mode no node was changed: it shows what is written once they are."""
    return {
        "changed": False,
        "asked": directory.get("asked"),
        "holder": {"account": now.wanted.account, "sid": now.wanted.sid} if now.wanted else None,
        "moved": list(switch.moved),
        "refused": dict(switch.refused),
        "before": list(switch.before),
        "after": list(switch.after),
        "notices": list(switch.notices),
        "held_back": dict(switch.refused if check else switch.held_back()),
    }


def _wanted(farm: Farm, directory: Result) -> Holder | None:
    """The service account, as the directory knows it."""
    name = (farm.service_account or "").casefold()
    accounts = (directory.get("known") or {}).get("accounts") or ()
    found = [one for one in accounts if name and one["name"].casefold() == name and one["sid"]]
    return Holder(farm.service_account or "", found[0]["sid"]) if found else None


def _unknown(audit: Result | None) -> str:
    """Why it is not known which keys a node decrypts with; empty where it is."""
    if audit is None:
        return "it is not in this run"
    if "path" not in audit:
        return str(audit.get("msg") or "its audit has failed")
    return "" if "keys" in audit["path"] else "what it decrypts with could not be read, or was left out of this run"


def _kept(audit: Result | None) -> str:
    """Why a fix does not change the key that a node decrypts with somewhere; empty where it does, or none is wrong."""
    for finding in (audit or {}).get("findings") or ():
        drifts = finding["state"] == State.DRIFT and finding["remedy"] not in (Remedy.FIX, Remedy.FOLLOWS)
        if finding["control"] in FIXES_THE_KEY and (drifts or finding["state"] == State.UNKNOWN):
            return f"{finding['control']} {finding['subject']}: {finding['reason']}"
    return ""


def _lets_in(audit: Result | None) -> bool:
    """Whether clients are let in without a ticket somewhere: they are not asked for one, or not first."""
    asks = ((audit or {}).get("path") or {}).get("asks") or ()
    return any(one["anonymous"] or not one["negotiate"] for one in asks)


def _delegates(given: Any) -> Iterator[str]:
    for one in given:
        if not one["known"]:
            yield f"what {one['account']} may do for users at other services is not known"
        elif one["services"]:
            yield (
                f"applications may use the delegation of {one['account']} ({', '.join(one['services'])}), which the "
                "service account does not have"
            )
