"""A file name that would forge lines, turn text around or control a terminal does nothing wherever it is shown."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from lab.access_control import changes
from lab.access_control.tree import Tree
from lab.concerns.site_acl.faults import ADMINISTRATORS_ONLY, DOCS, IIS_IUSRS
from lab.facts.site_content import OWNER
from tests.playbooks.controller import Controller

# Windows allows all of these in a name: a control sequence of one byte, marks that turn text around, an end of line.
NAME = "a\u009b2J\u202egpj.exe\u2028web9 ok\u2066"
SHOWN = "a<U+009B>2J<U+202E>gpj.exe<U+2028>web9 ok<U+2066>"
HIDDEN = ("Cc", "Cf", "Zl", "Zp")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")  # Ansible's own


@pytest.fixture
def controller(powershell: Controller) -> Controller:
    return powershell


def test_a_hostile_file_name_is_shown_by_the_numbers_of_its_characters(controller: Controller) -> None:
    state = controller.states.read("web1")
    path = rf"{DOCS}\{NAME}"
    changes.move_here(Tree.of(state), path, f"{OWNER}{ADMINISTRATORS_ONLY}(A;;0x1200a9;;;{IIS_IUSRS})")
    controller.states.write("web1", state)
    controller.environment = {"ANSIBLE_LOG_PATH": str(controller.work / "log")}
    for folder in ("readings", "journal"):
        (controller.work / folder).mkdir()
    record = controller.work / "record.md"
    options = ["-v", "--diff", "-e", "kerberos_concerns=site_acl", "-e", '{"kerberos_on_request": ["ACL-4"]}']
    options += ["-e", f"kerberos_readings={controller.work / 'readings'}"]

    audit = controller.play("playbooks/audit.yml", *options)
    kept = ["-e", f"kerberos_journal_copy={controller.work / 'journal'}", "-e", f"kerberos_change_record={record}"]
    fix = controller.play("fix-kerberos.yml", *options, *kept)

    log = (controller.work / "log").read_text(encoding="utf-8")
    for text in (audit.output, fix.output, log, record.read_text(encoding="utf-8")):
        assert _hidden(text) == set()
    for text in (audit.output, fix.output, log):
        assert SHOWN in text
    assert any(SHOWN in subject for _, subject in audit.reported()["web1"])
    files = [*controller.work.glob("*.json"), *controller.work.glob("*/*.json")]
    assert all(file.read_text(encoding="utf-8").isascii() for file in files)
    reading = json.loads((controller.work / "readings" / "web1.json").read_text(encoding="utf-8"))
    assert NAME in json.dumps(reading, ensure_ascii=False), "a reading has what the node has"


def _hidden(text: str) -> set[str]:
    """Ends of lines are Ansible's and ours: those of the name would be another line."""
    text = COLOUR.sub("", text).replace("\n", "").replace("\r", "").replace("\t", "")
    return {character for character in text if unicodedata.category(character) in HIDDEN}
