"""docs/windows-truth.md: what settles an assumption is a question or a read that there is, or no question at all."""

import re
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.optional_commands import OPTIONAL
from ansible_collections.nlb.kerberos.plugins.module_utils.preflight.questions import asked
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts

DOCS = Path(__file__).parents[3] / "docs"
ROWS = [line.strip("| ").split(" | ") for line in (DOCS / "windows-truth.md").read_text(encoding="utf-8").splitlines()]
ROWS = [row for row in ROWS if len(row) > 1 and row[0] != "assumption"]
QUESTIONS = {question.name for question in (*asked.QUESTIONS, *asked.ON_REQUEST)}
READS = {name for name in scripts() if name.startswith("read_")} - {f"read_{name}" for name in QUESTIONS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_what_settles_an_assumption_is_there(row):
    assert len(row) == 4
    settled = row[-1]
    if settled.startswith("no question: "):
        return
    named = set(re.findall(r"`(\w+)`", settled))
    assert named
    assert named <= QUESTIONS | READS


def test_preflights_page_has_a_row_for_each_question():
    page = (DOCS / "preflight.md").read_text(encoding="utf-8")
    table = page.partition("| question | what is asked")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == [
        question.name for question in (*asked.QUESTIONS, *asked.ON_REQUEST)
    ]


def test_preflights_page_has_a_row_for_each_command_that_is_optional():
    page = (DOCS / "preflight.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` | {cost} |" in page for name, cost in OPTIONAL.items())
