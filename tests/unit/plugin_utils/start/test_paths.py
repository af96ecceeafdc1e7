"""A path that cannot be written to is known before anything is changed."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.paths import (
    WRITTEN,
    check,
    expanded,
    objection,
    twice,
    written,
)


def test_what_can_be_written(tmp_path):
    (tmp_path / "there.json").touch()
    assert objection("kerberos_audit_path", tmp_path / "there.json", 3, is_folder=False) == ""
    assert objection("kerberos_audit_path", tmp_path / "new.json", 3, is_folder=False) == ""
    assert objection("kerberos_readings", tmp_path, 3, is_folder=True) == ""
    assert [path.name for path in tmp_path.iterdir()] == ["there.json"], "nothing is left behind"


def test_what_cannot(tmp_path):
    nowhere = tmp_path / "nowhere"
    assert objection("kerberos_audit_path", nowhere / "x.json", 3, is_folder=False) == (
        f"kerberos_audit_path: found {nowhere}/x.json, but {nowhere} is not a folder on the controller; create it, or "
        "correct the path"
    )
    assert f"but {nowhere} is not a folder" in objection("kerberos_journal_copy", nowhere, 3, is_folder=True)
    assert "but that is a folder; expected the path of a file" in objection(
        "kerberos_change_record", tmp_path, 3, is_folder=False
    )


def test_the_first_of_several_that_cannot(tmp_path):
    fine = {"kerberos_audit_path": str(tmp_path / "new.json"), "kerberos_reports": None, "kerberos_status_path": None}
    check(fine, nodes=3)
    with pytest.raises(ValueError, match=r"kerberos_reports\.junit: found .*/no, but .*/no is not a folder"):
        check({**fine, "kerberos_reports": {"junit": str(tmp_path / "no")}}, nodes=3)


def test_a_folder_that_takes_no_file():
    assert "nothing can be written to /proc" in objection("kerberos_readings", expanded("/proc"), 3, is_folder=True)


@pytest.mark.parametrize("nodes", [3, 300])
def test_a_disk_without_room(tmp_path, monkeypatch, nodes):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=2_600_000))
    assert ("2,600,000 bytes free" in objection("kerberos_readings", tmp_path, nodes, is_folder=True)) is (nodes == 300)


def test_a_path_is_expanded_as_ansible_does(monkeypatch):
    monkeypatch.setenv("HOME", "/home/admin")
    assert str(expanded("~/x")) == str(expanded("$HOME/x")) == "/home/admin/x"


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("value", [None, "", {}])
def test_what_is_not_set_is_not_written(name, value):
    assert list(written(name, value)) == []


def test_a_variable_with_one_path(monkeypatch):
    monkeypatch.setenv("HOME", "/home/admin")
    assert list(written("kerberos_audit_path", "~/x")) == [("kerberos_audit_path", Path("/home/admin/x"), False)]
    assert list(written("kerberos_history", "/h")) == [("kerberos_history", Path("/h"), True)]


def test_each_format_has_a_path_of_its_own():
    assert list(written("kerberos_reports", {"html": "/x.html", "junit": "/j"})) == [
        ("kerberos_reports.html", Path("/x.html"), False),
        ("kerberos_reports.junit", Path("/j"), True),
    ]


def test_two_files_with_one_path_would_overwrite_each_other():
    files = [("kerberos_audit_path", Path("/r/x"), False), ("kerberos_reports.csv", Path("/r/y/../x"), False)]
    assert twice(files) == (
        "kerberos_reports.csv: found /r/y/../x, which is the path of kerberos_audit_path too; expected one of its own"
    )
    assert twice([files[0], ("kerberos_reports.csv", Path("/r/y"), False)]) == ""


def test_several_formats_may_share_a_folder():
    assert twice([("kerberos_reports.junit", Path("/r"), True), ("kerberos_reports.metrics", Path("/r"), True)]) == ""


def test_a_fleet_too_has_a_path_for_each_file(tmp_path):
    given = {"kerberos_audit_path": f"{tmp_path}/x", "kerberos_reports": {"csv": f"{tmp_path}/x"}}
    with pytest.raises(
        ValueError, match=r"kerberos_reports\.csv: found .*, which is the path of kerberos_audit_path too"
    ):
        check(given, nodes=0)
