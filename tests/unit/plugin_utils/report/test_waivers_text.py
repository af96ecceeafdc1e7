"""The waivers that are to be looked at, as an administrator reads them."""

from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.waivers_text import WAIVERS

from tests.unit.plugin_utils.report.told import lines_of, node, under


def test_a_waiver_that_does_nothing_any_more_or_soon_is_told_with_its_owner_and_ticket():
    waiver = {
        **{"control": "DNS-6", "subject": "*", "nodes": [], "reason": "tests itself", "owner": "J. Doe"},
        **{"ticket": "CHG-4711", "until": "2026-01-30", "state": "in force", "covers": 1},
    }
    waivers = [
        waiver,
        {**waiver, "covers": None},
        {**waiver, "state": "expired", "covers": 0},
        {**waiver, "state": "ends soon", "ticket": None},
        {**waiver, "subject": "hosts*", "nodes": ["web1"], "covers": 0},
    ]
    assert under(lines_of(node("web1"), waivers=waivers), WAIVERS) == [
        "  DNS-6, of J. Doe, CHG-4711 (tests itself): ended on 2026-01-30, and covers nothing any more",
        "  DNS-6, of J. Doe (tests itself): ends on 2026-01-30",
        "  DNS-6 for hosts* on web1, of J. Doe, CHG-4711 (tests itself): covers nothing that was found;",
        "    remove it, or correct its subject",
    ]
