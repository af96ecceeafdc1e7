"""Which files kerberos_reports asks for, and what is told where one cannot be written."""

import errno
import os
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.renderings import RENDERINGS, Rendering
from ansible_collections.nlb.kerberos.plugins.plugin_utils.report.written_reports import (
    WrittenFile,
    write_all,
    written_reports,
)

TWO = {
    "page": Rendering(lambda report, histories: {"": f"{report['run']} {sorted(histories)}"}, mode=0o640),
    "each": Rendering(lambda report, histories: {"a.xml": "A", "b.xml": "B"}, folder=True, mode=0o644),
}
REPORT, HISTORIES = {"run": "run-1"}, {"intranet": []}


def test_a_format_is_a_file_or_one_a_farm_in_a_folder():
    chosen = {"page": Path("/r/page.html"), "each": Path("/r/each")}
    assert list(written_reports(chosen, REPORT, HISTORIES, TWO)) == [
        WrittenFile("kerberos_reports.page", Path("/r/page.html"), "run-1 ['intranet']", 0o640),
        WrittenFile("kerberos_reports.each", Path("/r/each/a.xml"), "A", 0o644),
        WrittenFile("kerberos_reports.each", Path("/r/each/b.xml"), "B", 0o644),
    ]


def test_what_was_not_asked_for_is_not_made():
    def refuses(report, histories):
        pytest.fail("it was not asked for")

    assert list(written_reports({}, REPORT, HISTORIES, {"page": Rendering(refuses)})) == []


def test_a_service_with_a_user_of_its_own_may_read_the_metrics_only():
    assert [name for name, rendering in RENDERINGS.items() if rendering.mode & 0o004] == ["metrics"]


def test_each_file_has_its_content_and_its_mode(tmp_path):
    files = [WrittenFile("x", tmp_path / "one", "1\n", 0o640), WrittenFile("y", tmp_path / "two", "2\n", 0o600)]
    assert write_all(files) == []
    assert [(path.name, path.read_text()) for path in sorted(tmp_path.iterdir())] == [("one", "1\n"), ("two", "2\n")]
    assert (tmp_path / "two").stat().st_mode & 0o777 == 0o600


def test_one_that_cannot_be_written_is_named_once_a_variable_and_the_others_are_written(tmp_path):
    (tmp_path / "there").mkdir()
    nowhere = tmp_path / "nowhere"
    files = [
        WrittenFile("kerberos_reports.csv", tmp_path / "there", "x", 0o640),
        WrittenFile("kerberos_reports.hdf", nowhere / "a", "x", 0o640),
        WrittenFile("kerberos_reports.hdf", nowhere / "b", "x", 0o640),
        WrittenFile("kerberos_reports.html", tmp_path / "page.html", "page", 0o640),
    ]
    assert write_all(files) == [
        f"kerberos_reports.csv: {tmp_path}/there is no file; expected a file, or a name that is not used yet",
        f"kerberos_reports.hdf: {nowhere}/a cannot be written: No such file or directory",
    ]
    assert (tmp_path / "page.html").read_text() == "page"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "there"], "nothing is half written"


def test_the_former_report_stays_where_the_new_one_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "page.html").write_text("former")

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    found = write_all([WrittenFile("kerberos_reports.html", tmp_path / "page.html", "new", 0o640)])
    assert found == [f"kerberos_reports.html: {tmp_path}/page.html cannot be written: No space left on device"]
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("page.html", "former")]
