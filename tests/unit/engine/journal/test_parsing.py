"""A file in the journal's folder that is no entry stops nothing and hides nothing."""

import json

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import entries as journal
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.journal import parsing
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import Finding, Remedy, State

KEY = ("adapters", "{4}", "addresses", "fe80::1%4", "skip_as_source")
DRIFT = [Finding("DNS-2", "SkipAsSource of fe80::1%4", State.DRIFT, True, False, KEY, Remedy.FIX, "because")]
RUN, TIME = "20260131T080000Z-000001", "2026-01-31T08:00:00+00:00"
ENTRY = journal.entry(RUN, TIME, "dns_registration", {"names": ["intranet"]}, DRIFT, who="jo on control1")
GIVEN = json.loads(ENTRY.text())
CHANGE = GIVEN["changes"][0]


def without(name):
    return json.dumps({field: value for field, value in GIVEN.items() if field != name})


def with_change(**different):
    return json.dumps({**GIVEN, "changes": [{**CHANGE, **different}]})


def examined(text):
    return parsing.examine({"entries": [{"id": f"{RUN}-an-entry", "text": text}, {"id": "x", "text": ENTRY.text()}]})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("\0" * 600, "it is empty"),
        ("{", "it is cut off, or is not JSON"),
        (ENTRY.text()[:-1], "it is cut off, or is not JSON"),
        ("[" * 100_000, "it is cut off, or is not JSON"),
        ("null", "it is not a JSON object"),
        ("[]", "it is not a JSON object"),
        ('"text"', "it is not a JSON object"),
        *((without(name), f"{name} is missing") for name in GIVEN if name != "schema"),
        (without("schema"), "its schema is None, expected 1 to 2: another version has written it"),
        (json.dumps({**GIVEN, "schema": 3}), "its schema is 3, expected 1 to 2: another version has written it"),
        (json.dumps({**GIVEN, "schema": True}), "its schema is True, expected 1 to 2: another version has written it"),
        (json.dumps({**GIVEN, "password": "x"}), "password is not known"),
        (json.dumps({**GIVEN, "run": "../.."}), "run is not the name of a run"),
        (json.dumps({**GIVEN, "run": 7}), "run is not the name of a run"),
        (json.dumps({**GIVEN, "undoes": ["x"]}), "undoes is not the name of a run"),
        (json.dumps({**GIVEN, "time": "soon"}), "time is not a time"),
        (json.dumps({**GIVEN, "time": None}), "time is not a time"),
        (json.dumps({**GIVEN, "concern": 1}), "concern or who is not text"),
        (json.dumps({**GIVEN, "who": None}), "concern or who is not text"),
        (json.dumps({**GIVEN, "arguments": []}), "arguments or done has another type"),
        (json.dumps({**GIVEN, "done": 1}), "arguments or done has another type"),
        (json.dumps({**GIVEN, "left": "x"}), "left is not a list of texts"),
        (json.dumps({**GIVEN, "changes": None}), "changes is not a list"),
        (json.dumps({**GIVEN, "changes": ["x"]}), "changes[0]: expected an object"),
        (json.dumps({**GIVEN, "changes": [{"control": "DNS-1"}]}), "changes[0]: after is missing"),
        (with_change(further=1), "changes[0]: further is not known"),
        (with_change(subject=1), "changes[0]: control, subject or irreversible is not text"),
        (with_change(key=[]), "changes[0]: key does not name a setting"),
        (with_change(key=[None]), "changes[0]: key does not name a setting"),
    ],
)
def test_what_is_no_entry_is_named_and_the_others_are_read(text, reason):
    found = examined(text)
    assert found.entries == (ENTRY,)
    (file,) = found.unreadable
    assert str(file) == (
        rf"%ProgramData%\nlb.kerberos\journal\{RUN}-an-entry.json is no valid entry ({reason}): examine it on the node"
    )
    assert file.may_be_of(RUN)
    assert not file.may_be_of(RUN[:-1])


def test_an_entry_of_the_first_schema_is_read():
    first = {name: value for name, value in GIVEN.items() if name not in ("who", "done", "left")}
    (entry,) = parsing.parse({"entries": [{"id": "x", "text": json.dumps({**first, "schema": 1})}]})
    assert (entry.changes, entry.who, entry.done, entry.schema) == (ENTRY.changes, "", False, 1)


def test_a_note_that_a_run_is_done_is_read_as_it_was_written():
    note = journal.done(RUN, TIME, "jo on control1", "20260130T080000Z-000001", ["DNS-3 x: not changed"])
    assert parsing.parse({"entries": [{"id": note.id, "text": note.text()}]}) == [note]
    assert note.id.startswith(f"{RUN}-done-")


def test_times_with_and_without_a_zone_are_sorted():
    one, two = (journal.done(RUN, time) for time in ("2026-01-31T08:00:00", "2026-01-31T08:30:00+01:00"))
    found = parsing.parse({"entries": [{"id": entry.id, "text": entry.text()} for entry in (one, two)]})
    assert found == [two, one]
