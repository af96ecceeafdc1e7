"""A guard that is switched off in a copy of the project."""

import pytest

from tests.mutation import checkout
from tests.mutation.checkout import Checkout
from tests.mutation.guards import MODULE_UTILS, every_guard, in_text

FILE = "node/connection_option.py"
GUARD = next(guard for guard in every_guard() if guard.file == FILE)
TESTS = ("tests/unit/node/test_connection_option.py",)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return Checkout(tmp_path_factory.mktemp("checkout"), set())


def test_the_tests_that_mirror_it_notice_a_guard(copy):
    assert copy.caught(GUARD)
    assert copy.sound == {TESTS}


def test_what_no_test_notices_is_not_caught(copy, monkeypatch):
    monkeypatch.setattr(checkout, "mirrors", lambda file: [("tests/mutation/test_table.py",)])
    assert not copy.caught(GUARD)


def test_tests_that_fail_with_every_guard_on_show_nothing(copy, monkeypatch):
    monkeypatch.setattr(checkout, "mirrors", lambda file: [("tests/no_such_test.py",)])
    with pytest.raises(RuntimeError, match=r"tests/no_such_test.py fails with every guard on"):
        copy.caught(GUARD)


def test_the_copy_is_whole_again(copy):
    text = (copy.folder / "plugins" / "module_utils" / FILE).read_text(encoding="utf-8")
    assert text == (MODULE_UTILS / FILE).read_text(encoding="utf-8")
    assert GUARD in in_text(FILE, text)
