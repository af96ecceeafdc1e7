"""read_journal and write_journal in the engine: the journal as files in the folder that write_lease makes."""

from lab.windows.worker import Engine
from tests.changes import changed
from tests.payloads import cases
from tests.payloads.exchange import Call, ask
from tests.payloads.leases import RELEASE, TAKE

FIRST = {"id": "20260101T120000-a", "text": '{"before": "für <Müller> & Söhne"}'}
SECOND = {"id": "20260102T120000-b", "text": '{"before": null}'}
FOREIGN_FOLDER = "$null = New-Item -Path C:\\ProgramData\\nlb.kerberos\\journal -ItemType Directory -Force\n@{}"


def test_a_node_without_a_journal_has_no_entries(engine: Engine) -> None:
    assert ask(engine, cases.node(), Call("read_journal")).data == {"entries": []}


def test_what_is_written_is_read_in_the_next_request(engine: Engine) -> None:
    written = ask(engine, cases.node(), TAKE, RELEASE, Call("write_journal", {"entries": [FIRST]}))
    assert written.answers[-1]["data"] == {}
    assert written.state == changed(cases.node(), {"journal.entries": [FIRST]})
    assert ask(engine, written.state, Call("read_journal")).data == {"entries": [FIRST]}


def test_entries_are_added_and_read_oldest_first(engine: Engine) -> None:
    state = changed(cases.node(), {"journal.entries": [SECOND]})
    answer = ask(engine, state, Call("write_journal", {"entries": [FIRST]}), Call("read_journal"))
    assert answer.answers[1]["data"] == {"entries": [FIRST, SECOND]}


def test_an_entry_is_replaced_by_one_of_the_same_id(engine: Engine) -> None:
    state = changed(cases.node(), {"journal.entries": [FIRST]})
    again = {**FIRST, "text": "{}"}
    answer = ask(engine, state, Call("write_journal", {"entries": [again]}))
    assert answer.state["journal"] == {"entries": [again]}


def test_a_journal_in_a_folder_of_another_owner_is_not_read(engine: Engine) -> None:
    answer = ask(engine, cases.node(), Call("prepare", script=FOREIGN_FOLDER), Call("read_journal"))
    expected = "C:\\ProgramData\\nlb.kerberos does not belong to the Administrators but to O:S-1-5-21-1-2-3-1105: "
    assert answer.answers[1]["error"]["message"] == expected + "look at it, then remove it"
