"""What a waiver covers, and until when."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import IDENTIFIERS
from ansible_collections.nlb.kerberos.plugins.module_utils.model import waivers
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.waivers import Waiver

TODAY = date(2026, 1, 31)


def drift(subject="SkipAsSource of 10.0.0.50", control="DNS-2", state=State.DRIFT):
    return Finding(control, subject, state, False, True, reason="why it matters")


def waiver(**given):
    return Waiver.from_arguments(
        {"control": "DNS-2", "reason": "ticket 4711", "owner": "J. Doe", **given}, "waivers[0]"
    )


def state_with(finding, *given, today=TODAY):
    return waivers.apply([finding], given, today)[0].state


def test_waived_drift_keeps_what_was_found_and_shows_who_accepted_it():
    (found,) = waivers.apply([drift()], [waiver(until="2026-02-28")], TODAY)
    assert found.state is State.WAIVED
    assert found.reason == "waived by J. Doe until 2026-02-28: ticket 4711"
    assert (found.found, found.wanted) == (False, True)


def test_a_waiver_without_an_end_shows_no_day():
    assert waivers.apply([drift()], [waiver()], TODAY)[0].reason == "waived by J. Doe: ticket 4711"


@pytest.mark.parametrize("until", ["2026-01-31", date(2026, 1, 31)])
def test_until_is_the_last_day(until):
    assert state_with(drift(), waiver(until=until)) is State.WAIVED
    assert state_with(drift(), waiver(until=until), today=date(2026, 2, 1)) is State.DRIFT


def test_another_waiver_goes_on_where_one_has_ended():
    (found,) = waivers.apply([drift()], [waiver(until="2026-01-30"), waiver(reason="ticket 4712")], TODAY)
    assert found.reason == "waived by J. Doe: ticket 4712"


@pytest.mark.parametrize(
    ("pattern", "subject", "covered"),
    [
        ("*", "anything", True),
        ("", "anything", True),
        (None, "anything", True),
        ("SkipAsSource of 10.0.0.50", "SkipAsSource of 10.0.0.50", True),
        ("SKIPASSOURCE OF *", "SkipAsSource of 10.0.0.50", True),
        ("skipassource of 10.0.0.5?", "SkipAsSource of 10.0.0.50", True),
        ("SkipAsSource of 10.0.0.5?", "SkipAsSource of 10.0.0.5", False),
        ("SkipAsSource", "SkipAsSource of 10.0.0.50", False),
        ("10.0.0.50", "SkipAsSource of 10.0.0.50", False),
        ("* adapter LAN", "registration of adapter LAN 2", False),
        ("registration of adapter LAN [1]", "registration of adapter LAN [1]", True),
        ("registration of adapter LAN [1]", "registration of adapter LAN 1", False),
    ],
)
def test_a_subject_is_matched_by_wildcards_without_case(pattern, subject, covered):
    assert (state_with(drift(subject), waiver(subject=pattern)) is State.WAIVED) is covered


def test_a_module_with_one_concern_takes_waivers_of_controls_that_it_does_not_know():
    assert waiver(control="SPN-9").control == "SPN-9"


@pytest.mark.parametrize(
    ("control", "words"), [("DNS", "'DNS'"), ("dns-2", "'dns-2'"), ("DNS-2 ", "'DNS-2 '"), (2, "2"), (None, "nothing")]
)
def test_and_not_of_what_can_be_no_control(control, words):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        waiver(control=control)
    assert str(caught.value) == f"waivers[0].control: found {words}, expected a control such as DNS-1"


def test_a_waiver_without_a_subject_is_for_every_subject():
    assert state_with(drift(), waiver()) is State.WAIVED


@pytest.mark.parametrize("subject", ["SkipAsSource of 10.0.0.50", "skipassource*"])
def test_what_could_not_be_checked_is_waived_for_a_subject_that_is_named_and_never_compliant(subject):
    unknown = replace(drift(state=State.UNKNOWN), cause="no groups are known")
    (found,) = waivers.apply([unknown], [waiver(subject=subject, until="2026-02-28")], TODAY)
    assert found.state is State.WAIVED_UNKNOWN
    assert found.reason == "could not check, waived by J. Doe until 2026-02-28: ticket 4711; why it matters"
    assert found.cause == ""


@pytest.mark.parametrize("given", [{}, {"subject": "*"}], ids=["no subject", "every subject"])
def test_a_waiver_for_a_whole_control_does_not_cover_what_could_not_be_checked(given):
    assert state_with(drift(state=State.UNKNOWN), waiver(**given)) is State.UNKNOWN


def test_no_waiver_covers_a_node_that_could_not_be_read():
    assert state_with(drift("everything", state=State.UNKNOWN), waiver(subject="every*")) is State.UNKNOWN


def test_a_subject_that_is_a_number_in_yaml_is_taken_as_text():
    assert state_with(drift("4711"), waiver(subject=4711)) is State.WAIVED


def test_a_waiver_is_for_its_control_only():
    assert state_with(drift(control="DNS-1"), waiver()) is State.DRIFT


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRIFT])
def test_only_drift_is_waived(state):
    finding = drift(state=state)
    assert waivers.apply([finding], [waiver()], TODAY) == [finding]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"control": "DNS-4711"},
            "waivers[0].control: found 'DNS-4711', expected one of " + ", ".join(IDENTIFIERS),
        ),
        (
            {"control": "dns-2"},
            "waivers[0].control: found 'dns-2', expected one of " + ", ".join(IDENTIFIERS),
        ),
        (
            {"reason": " \t"},
            "waivers[0].reason: is empty; give the reason why this drift is accepted",
        ),
        (
            {"until": "31.01.2026"},
            "waivers[0].until: found '31.01.2026', expected a day such as 2027-01-31",
        ),
        (
            {"until": "2026-02-30"},
            "waivers[0].until: found '2026-02-30', expected a day such as 2027-01-31",
        ),
        ({"until": 2026}, "waivers[0].until: found 2026, expected a day such as 2027-01-31"),
        (
            {"until": datetime(2026, 1, 31, 8)},
            'waivers[0].until: found "2026-01-31 08:00:00", expected a day such as 2027-01-31',
        ),
    ],
)
def test_a_bad_waiver_is_refused_with_a_message_to_show(given, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        Waiver.from_arguments(
            {"control": "DNS-2", "reason": "ticket 4711", "owner": "J. Doe", **given}, "waivers[0]", IDENTIFIERS
        )
    assert str(caught.value) == message


@pytest.mark.parametrize("owner", [None, "", "  "])
def test_a_waiver_has_an_owner(owner):
    with pytest.raises(ValueError, match="owner") as caught:
        Waiver.from_arguments({"control": "DNS-2", "reason": "x", "owner": owner}, "waivers[0]", IDENTIFIERS)
    message = "waivers[0].owner: is empty; give the person or the team that answers for this waiver"
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (None, "in force"),
        ("2026-03-03", "in force"),
        ("2026-03-02", "ends soon"),
        ("2026-01-31", "ends soon"),
        ("2026-01-30", "expired"),
    ],
)
def test_a_waiver_ends_soon_in_its_last_thirty_days(until, state):
    assert waiver(until=until).in_force(date(2026, 1, 31)) == state


def test_drift_whose_waiver_has_ended_is_drift_again_and_says_whose_it_was():
    ended = [waiver(until="2025-10-31"), waiver(until="2026-01-30", ticket="CHG-4711")]
    (found,) = waivers.apply([drift()], ended, TODAY)
    assert found.state is State.DRIFT
    assert found.reason.endswith("the waiver of J. Doe (CHG-4711) ended on 2026-01-30")
    (other,) = waivers.apply([drift(control="DNS-1")], ended, TODAY)
    assert "ended" not in other.reason
