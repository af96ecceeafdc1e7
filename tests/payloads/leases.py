"""What takes a node's lease, and gives it back."""

from tests.payloads.exchange import Call

FREE = {"run": None, "until": None, "drained": False}
OURS = {"run": "20260101T120000Z-a", "until": "2026-01-01 12:00:30", "drained": False}

TAKE = Call("write_lease", {**OURS, "expected": FREE})
RELEASE = Call("write_lease", {**FREE, "expected": OURS})
