"""Payloads as they are sent: with the heads that they use, and with the line numbers of their files."""

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions import payloads

USING = [name for name, path in payloads.paths().items() if payloads.USES in path.read_text(encoding="utf-8")]


def test_a_payload_is_named_after_its_verb_and_its_folder():
    assert payloads.paths()["read_iis"].as_posix().endswith("module_utils/facts/iis/read.ps1")


def test_two_folders_never_give_one_name():
    files = [path for verb in payloads.VERBS for path in payloads.MODULE_UTILS.rglob(f"{verb}.ps1")]
    assert len(payloads.paths()) == len(files) + 1, "the bootstrap besides"


@pytest.mark.parametrize("name", USING)
def test_a_head_takes_the_line_that_names_it(name):
    file = payloads.paths()[name].read_text(encoding="utf-8").splitlines()
    travels = payloads.scripts()[name].splitlines()
    assert len(travels) == len(file)
    for number, line in enumerate(file):
        if line.startswith(payloads.USES):
            assert travels[number] == payloads._head(line.removeprefix(payloads.USES)) != ""
        else:
            assert travels[number] == line


def test_every_head_is_used():
    heads = {path.relative_to(payloads.MODULE_UTILS).as_posix() for path in payloads.MODULE_UTILS.rglob("*.ps1")}
    heads -= {path.relative_to(payloads.MODULE_UTILS).as_posix() for path in payloads.paths().values()}
    lines = [line for path in payloads.paths().values() for line in path.read_text(encoding="utf-8").splitlines()]
    assert {line.removeprefix(payloads.USES) for line in lines if line.startswith(payloads.USES)} == heads
