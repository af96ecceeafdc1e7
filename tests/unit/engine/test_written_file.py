"""Files on the machine that connects: whole, private, and in the folder that they belong to."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.engine.written_file import (
    PRIVATE,
    READ_BY_OTHERS,
    SHARED,
    write_file,
)


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.parametrize("mode", [PRIVATE, SHARED, READ_BY_OTHERS], ids=oct)
@pytest.mark.parametrize("before", [None, "older and longer"])
def test_it_has_its_text_and_its_mode(tmp_path: Path, mode: int, before: str | None) -> None:
    path = tmp_path / "report.json"
    if before:
        path.write_text(before, encoding="utf-8")
    write_file(path, "ä\n", mode)
    assert path.read_text(encoding="utf-8") == "ä\n"
    assert path.stat().st_mode & 0o777 == mode
    assert [*tmp_path.iterdir()] == [path]


def test_only_what_others_must_read_has_a_mode_that_the_umask_does_not_take(tmp_path: Path) -> None:
    """The service that audits by a timer has the umask 0027, and node_exporter another user."""
    os.umask(0o027)
    for mode in (PRIVATE, SHARED, READ_BY_OTHERS):
        write_file(tmp_path / oct(mode), "x", mode)
        assert (tmp_path / oct(mode)).stat().st_mode & 0o777 == mode
    os.umask(0o077)
    write_file(tmp_path / "report.json", "x", SHARED)
    assert (tmp_path / "report.json").stat().st_mode & 0o777 == 0o600


def test_a_symbolic_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    other, path = tmp_path / "other", tmp_path / "report.json"
    other.write_text("of somebody else", encoding="utf-8")
    path.symlink_to(other)
    write_file(path, "new", SHARED)
    assert other.read_text(encoding="utf-8") == "of somebody else"
    assert not path.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"


def test_what_is_no_file_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(tmp_path / "socket"))
        for name in ("pipe", "folder", "socket"):
            with pytest.raises(ValueError, match=rf"^{tmp_path / name} is no file; expected a file, or a name"):
                write_file(tmp_path / name, "x", SHARED)
    assert len([*tmp_path.iterdir()]) == 3


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "report.json"
    with pytest.raises(ValueError, match=rf"^{path} cannot be written: No such file or directory$"):
        write_file(path, "x", SHARED)


def test_a_full_disk_leaves_the_older_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.json"
    path.write_text("older", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ValueError, match=r"report\.json cannot be written: No space left on device$"):
        write_file(path, "newer", SHARED)
    assert path.read_text(encoding="utf-8") == "older"
    assert [*tmp_path.iterdir()] == [path]


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "report.json", "newer", SHARED)
    assert not [*tmp_path.iterdir()]
