"""From when on what logs have is evidence, and how that is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence.timeline import of_node
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.evidence.window import Window
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.events.events import Events
from ansible_collections.nlb.kerberos.plugins.module_utils.facts.last_fix.last_fix import LastFix

READ = datetime(2026, 1, 30, 8, tzinfo=UTC)
FIXED = READ + timedelta(hours=22)
UNREAD = "web2: not read in this run"


@pytest.mark.parametrize(
    ("fix", "words"),
    [
        (LastFix(), "since 2026-01-30 08:00 UTC"),
        (LastFix(FIXED), "since the last fix at 2026-01-31 06:00 UTC"),
        (LastFix(FIXED, undone=True), "since the last rollback at 2026-01-31 06:00 UTC"),
        (LastFix(READ - timedelta(days=9)), "since 2026-01-30 08:00 UTC"),
        (
            LastFix(problem=UNREAD),
            f"since 2026-01-30 08:00 UTC (when the last fix was is not known: {UNREAD})",
        ),
        (
            LastFix(FIXED, problem=UNREAD),
            f"since the last fix at 2026-01-31 06:00 UTC (whether there was a later fix is not known: {UNREAD})",
        ),
    ],
)
def test_since_when_is_told(fix: LastFix, words: str) -> None:
    assert Window(READ, fix).shown == words


def test_where_less_was_read_since_when_and_why_are_told() -> None:
    window = Window(READ, LastFix())
    assert window.covered(READ, "100 were read") == window.shown
    assert window.covered(FIXED, "100 were read") == "since 2026-01-31 06:00 UTC (100 were read)"


def test_the_last_fix_is_in_the_timeline_where_it_is_in_its_time() -> None:
    for fix, lines in (
        (LastFix(FIXED, "run-1"), ["run run-1 changed something on this node"]),
        (LastFix(FIXED, "run-2", undone=True), ["run run-2 rolled back on this node"]),
        (LastFix(READ - timedelta(seconds=1), "run-0"), []),
        (LastFix(), []),
    ):
        found = of_node(Events(READ, ()), Window(READ, fix), ["intranet"], [])
        assert [one["what"] for one in found] == lines
