"""The examples in docs/formats.md are what the formats write of the report with every state."""

import json
import re
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS

from tests.reports.sample_report import every_state, histories

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
LANGUAGES = {"csv": "csv", "hdf": "json", "junit": "xml", "metrics": "", "summary": "markdown"}


def without_blanks(text):
    """Examples are wrapped, and some formats are one line."""
    return re.sub(r"\s", "", text)


def part_of(name):
    [part] = [part for part in re.split(r"\n## (?=.*, for |What)", PAGE) if f"`{name}: F" in part]
    return part


def examples(name):
    found = re.findall(rf"^```{LANGUAGES[name]}\n(.*?)^```", part_of(name), re.MULTILINE | re.DOTALL)
    return [text for text in found if "nlb-kerberos" not in text]  # commands


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_an_example_is_what_is_written(name):
    written = without_blanks("".join(RENDERINGS[name].render(every_state(), histories()).values()))
    [example] = examples(name)
    for line in re.split(r"\.\.\.|\n(?=nlb_|\.\.\.)", example):
        assert without_blanks(line) in written, line


def test_every_format_is_in_the_table_with_its_kind_of_path():
    rows = dict(re.findall(r"^\| \[`(\w+)`\]\([^)]*\) \| (\w+) \|", PAGE, re.MULTILINE))
    assert rows == {name: "folder" if rendering.folder else "file" for name, rendering in RENDERINGS.items()}


def test_the_releases_of_tools_are_those_that_are_installed():
    pinned = json.loads((ROOT / "tests" / "reports" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    for name, release in pinned.items():
        assert f"{name} {release}" in PAGE
