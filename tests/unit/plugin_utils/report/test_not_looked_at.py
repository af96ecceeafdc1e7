"""What was not looked at may still be the cause."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import (
    CONCERNS,
    EVERY_CONCERN,
    NAMES,
    farm_of,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.not_looked_at import SUBJECTS, left_out, not_looked_at

from lab import intranet


def farm(**changed):
    given = {**intranet.without_directory(2), **changed}
    return farm_of({field: value for field, value in given.items() if value is not None})


def test_a_subject_is_named_until_a_control_covers_it():
    for subject in SUBJECTS:
        named = [left["what"] for left in not_looked_at([farm()], CONCERNS, [])]
        assert subject.what in named
        covered = [left["what"] for left in not_looked_at([farm()], CONCERNS, [subject.key])]
        assert [what for what in named if what not in covered] == [subject.what]


def test_how_to_look_at_it_by_hand_has_the_farms_own_words():
    (dns,) = [left["do"] for left in not_looked_at([farm()], EVERY_CONCERN, []) if left["what"] == "DNS records"]
    assert "Resolve-DnsName intranet.example.com" in dns
    assert dns.endswith("only 10.0.0.50, 2001:db8::50")


def test_of_several_farms_it_is_one_list():
    found = not_looked_at([farm(), farm(name="other")], EVERY_CONCERN, [])
    assert len(found) == len(SUBJECTS)
    assert not any("intranet.example.com" in left["do"] for left in found)


def test_concerns_that_the_run_left_out_are_named():
    assert not_looked_at([farm()], CONCERNS[:1], [])[0]["what"] == ", ".join(NAMES[1:])


@pytest.mark.parametrize("field", ["service_account", "readers", "spn_holder", "password_changed"])
def test_a_field_that_the_description_leaves_out_is_named(field):
    assert [left["field"] for left in left_out(farm(**{field: None}))] == [field]
    assert left_out(farm()) == []


def test_without_a_site_nothing_else_of_iis_is_named():
    assert [left["field"] for left in left_out(farm(site=None, readers=None))] == ["site"]
