"""What two faults at once make of a node: what is said, what hides what, and what a fix leaves.

Faults of different steps are told exactly as each of them alone. Those that meet in one setting may be told in other
words (an identity is named in what it cannot read), so there the controls are compared.
"""

from __future__ import annotations

from lab.faults import Fault

# Found only once the other one is mended: an address or a process that is not there has no setting.
HIDDEN = {
    ("7", "67"): "DNS-2",
    ("56", "59-inherited"): "ACL-4",
    ("56-folder-only", "59-inherited"): "ACL-4",
    ("57", "59-inherited"): "ACL-4",
    ("59-inherited", "64"): "ACL-4",
    ("34", "37"): "POOL-6",
    ("35", "37"): "POOL-6",
    ("37", "48-stopped"): "POOL-6",
    ("34", "32-application"): "AUTH-5",
    ("34", "38"): "AUTH-5",
    ("34", "32-folder"): "AUTH-5",
    ("32", "32-application"): "AUTH-5",
    ("32", "38"): "AUTH-5",
    ("32-application", "40"): "AUTH-5",
    ("38", "40"): "AUTH-5",
    ("32", "32-folder"): "AUTH-5",
    ("40", "32-folder"): "AUTH-5",
}
# Where an own address of the description is missing, what the node registers in DNS is left alone.
LEFT_ALONE = ("67", "DNS-")
APART = ("DNS-", "NLB-")  # controls that no other fault touches
Said = set[tuple[str, str]]


def wrong(one: Fault, other: Fault, said: Said, expected: Said) -> str:
    """What is said of a node with both, against what is expected of each alone, in words; empty where it fits."""
    hidden = HIDDEN.get((one.id, other.id))
    if is_apart(one, other):
        kept = {fact for fact in expected if fact[0] != hidden}
        return "" if kept <= said <= expected else f"said {sorted(said)}, expected {sorted(expected)}"
    if strange := {control for control, _ in said} - {control for control, _ in expected}:
        return f"said besides {sorted(strange)}"
    missing = [fault.id for fault in (one, other) if not {c for c, _ in fault.said} - {hidden} <= {c for c, _ in said}]
    return f"not said: {', '.join(missing)}" if missing else ""


def not_mended(number: int, one: Fault, other: Fault, said: Said, after: Said) -> str:
    """What is said of the node of this number after a fix, in words; empty where it is what no fix mends."""
    if new := {control for control, _ in after} - {control for control, _ in said} - {HIDDEN.get((one.id, other.id))}:
        return f"a fix brought {sorted(new)}"
    if one.mended and other.mended:
        return f"not mended: {sorted(after)}" if after else ""
    expected = _left(number, said, one, other)
    if is_apart(one, other) and after != expected:
        return f"after a fix said besides {sorted(after - expected)}, not said {sorted(expected - after)}"
    return ""


def is_apart(one: Fault, other: Fault) -> bool:
    kinds = [{control.startswith(APART) for control, _ in fault.said} for fault in (one, other)]
    return kinds[0] != kinds[1] or all(control.startswith("DNS-") for f in (one, other) for control, _ in f.said)


def _left(number: int, expected: Said, *faults: Fault) -> Said:
    named = {said for fault in faults if not fault.mended for said in fault.says(number, alone=True)}
    alone = any(fault.id == LEFT_ALONE[0] for fault in faults)
    return {said for said in expected if said in named or (alone and said[0].startswith(LEFT_ALONE[1]))}
