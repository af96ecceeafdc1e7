"""What the report says of the lab's faults; one of these reports is the sample in its document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding import State
from ansible_collections.nlb.kerberos.plugins.module_utils.model.finding_text import REMEDIES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import (
    findings_text,
    fixes_text,
    path_text,
    shown_paths,
    waivers_text,
)
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report import text as report_text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.about_run import MODES
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.drawing import drawn
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.ledger_lines import LEDGERS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.lines import WIDTH, plain
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.shown_paths import WORST
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.table import CELLS
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.text import text
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.verdict import Part

from lab.fault import LATENT, Fault
from lab.faults import FAULTS
from tests.unit.plugin_utils.report.sample import HOW, lab_report

DOCUMENT = (Path(__file__).parents[4] / "docs" / "report.md").read_text(encoding="utf-8")
SAMPLE = {
    1: ["dns_registration/virtual-address-registered"],
    2: ["windows_authentication/machine-key"],
    3: ["dns_registration/own-addresses-missing"],
}
# Words in front of a line, or in brackets after it.
MARKS = ("fixed:", "NOT FIXED:", "rolled back:", "would be rolled back:", "NOT ROLLED BACK:", "LEFT DRAINED:",
         "resume:", "undo:", "would be fixed:", "follows:", "compared again",
         LEDGERS, "some of it later", "waits for", "not in this run", "could not be read", "not compared")  # fmt: skip


def test_the_samples_in_the_document_are_what_the_lab_gives() -> None:
    sample, path = re.findall(r"```text\n(.*?)\n```", DOCUMENT, re.DOTALL)
    report = lab_report(SAMPLE)
    assert plain(text(report, {}, HOW)).strip() == sample
    assert plain(drawn(report["farms"])) == path


def headings() -> list[str]:
    parts = (report_text, findings_text, fixes_text, path_text, shown_paths, waivers_text)
    words = [value for part in parts for name, value in vars(part).items() if name.isupper() and isinstance(value, str)]
    return [*words, *findings_text.HEADINGS.values(), *path_text.STEPS.values(), *(f"`{one}`" for one in WORST)]


@pytest.mark.parametrize(
    "word",
    [*map(str, State), *(f"`{cell}`" for cell in CELLS.values()), *REMEDIES, *REMEDIES.values(), *MODES.values(),
     *headings(), *MARKS],
)  # fmt: skip
def test_every_word_of_the_report_is_explained(word: str) -> None:
    assert word in DOCUMENT


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told_in_lines_that_fit_and_where_it_belongs(fault: Fault) -> None:
    full = lab_report({1: [fault.name]})
    lines = [line.text for line in text(full, {})]
    # What has no blank in it cannot be broken.
    assert all(len(line) <= WIDTH or " " not in line.strip() for line in lines)
    likely = {finding["step"] for node in full["farms"][0]["nodes"] for finding in node["findings"]
              if finding["state"] == "drift" and finding["step"] != LATENT}  # fmt: skip
    first = full["farms"][0]["path"]["causes"][:1]
    assert any(line.startswith((path_text.FIRST, path_text.PERHAPS)) for line in lines) is bool(likely)
    assert bool(first) is bool(likely)
    if fault.step == LATENT and fault.checked:
        assert not likely
    elif fault.checked and fault.read:
        assert first[0]["step"] == fault.step


def test_a_node_that_cannot_be_read_is_one_line_and_so_is_every_comparison_with_it() -> None:
    swapped = lab_report({2: ["dns_registration/own-addresses-missing"], 3: ["dns_registration/own-addresses-missing"]})
    lines = [line.text for line in text(swapped, {})]
    unread = lines[lines.index(f"{findings_text.HEADINGS[Part.UNKNOWN]}:") + 1 :]
    begun = [line for line in unread[: unread.index("")] if not line.startswith("    ")]
    assert [line.split(":")[0].strip() for line in begun] == ["web2", "web3", "web1"]
    assert all(node["problem"] for node in swapped["farms"][0]["nodes"][1:])
