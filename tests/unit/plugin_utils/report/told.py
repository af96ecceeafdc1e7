"""A report as an administrator reads it, and what stands in it."""

from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text

from tests.unit.plugin_utils.report.sample import HOW

LATENT = Finding("DNS-2", "SkipAsSource of 10.0.0.50", State.DRIFT, False, True, ("x",), Remedy.FIX, "it is registered")
KEY = Finding("AUTH-3", "decrypting key of Intranet/", State.DRIFT, "WEB1$", "svc", None, Remedy.FOLLOWS, "why")
ACL = Finding("ACL-2", "Users on C:\\x", State.DRIFT, "nothing", "read", ("x",), Remedy.FIX, "401.3")
SENTENCE = "web1: DNS-2 SkipAsSource of 10.0.0.50: off, should be on; it is registered (fix-kerberos.yml fixes it)"
CHANGE = {"control": "DNS-2", "subject": "SkipAsSource of 10.0.0.50", "before": False, "after": True}
CHANGES = {"dns_registration": [CHANGE]}


def node(name, *findings, problem=None, in_run=True):
    given = [finding.as_dict() for finding in findings]
    return {
        "node": name,
        "in_run": in_run,
        "problem": problem,
        "controls": {finding["control"]: finding["state"] for finding in given},
        "not_applicable": {},
        "findings": given,
    }


GIVEN = {
    **{"status": "drift", "problem": None, "controls": {}, "not_applicable": {}, "findings": []},
    **{"waivers": [], "left_out": [], "likely_causes": [], "ledger": None},
}


def report(*nodes, mode="audit", **farm):
    counts = {state: sum(f["state"] == state for n in nodes for f in n["findings"]) for state in map(str, State)}
    given = {"name": "intranet", "names": ["intranet", "www"], "verdict": "as it is", "nodes": list(nodes)}
    return {
        "run": "run-1",
        "mode": mode,
        "version": "1.2.3",
        "started": "2026-01-31T08:00:00+00:00",
        "seconds": 90,
        "nodes_read": len(nodes),
        "status": "drift",
        "farms": [{**GIVEN, "counts": counts, **given, **farm}],
        "not_looked_at": [{"what": "tickets", "do": "klist"}],
    }


def lines_of(*nodes, fixed=None, mode="audit", **farm):
    return [line.text for line in text(report(*nodes, mode=mode, **farm), fixed or {}, HOW)]


def under(lines, heading):
    """The lines of a part of the report, wrapped ones joined."""
    start = lines.index(f"{heading}:") + 1
    end = lines.index("", start) if "" in lines[start:] else len(lines)
    return lines[start:end]


def sentences(lines, heading):
    return " ".join(line.strip() for line in under(lines, heading))
