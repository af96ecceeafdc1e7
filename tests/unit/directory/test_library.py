"""What is said where a package is missing."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import library
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError

GSSAPI = "apt/dnf install python3-gssapi, or pip install gssapi (needs gcc and libkrb5-dev or krb5-devel)"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gssapi", f"gssapi is not installed for {{}}: {GSSAPI}"),
        ("sansldap", "sansldap is not installed for {}: pip install sansldap"),
        ("spnego", "pyspnego is not installed for {}: pip install pyspnego"),
        ("dns", "dnspython is not installed for {}: pip install dnspython"),
    ],
)
def test_the_error_says_what_to_install_and_for_which_python(
    name: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    assert not library.is_installed(name)
    with pytest.raises(DirectoryError) as caught:
        library.module(name)
    assert str(caught.value) == "the Python package " + words.format(sys.executable)
    assert caught.value.__cause__ is None


def test_a_package_that_does_not_load_is_told_from_one_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def import_module(name: str) -> ModuleType:
        raise ImportError("libkrb5.so.3: cannot open shared object file")

    monkeypatch.setattr(library.importlib, "import_module", import_module)
    with pytest.raises(DirectoryError, match=r"gssapi cannot be used by .* \(libkrb5.*install it again"):
        library.module("gssapi")


def test_a_part_of_a_package_is_that_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dns", None)
    monkeypatch.delitem(sys.modules, "dns.resolver", raising=False)
    with pytest.raises(DirectoryError, match="dnspython is not installed"):
        library.module("dns.resolver")
