"""What the tests of reports use of others is there where it was installed; where not, it is asked for by name."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.reports import tools

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", ["chromium", "xmllint", "promtool", "prometheus-node-exporter", "systemd-analyze"])
def test_a_program_runs(name: str) -> None:
    done = subprocess.run([tools.tool(name), "--version"], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["axe-core", "html-validate", "inspecjs"])
def test_a_package_of_npm_is_the_pinned_release(name: str) -> None:
    pinned = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"][name]
    assert json.loads((tools.node_module(name) / "package.json").read_text(encoding="utf-8"))["version"] == pinned


def test_the_schema_of_rulebooks_is_a_schema() -> None:
    assert "$schema" in json.loads(tools.rulebook_schema().read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["ant-junit.xsd", "jenkins-junit-10.xsd"])
def test_a_schema_of_junit_is_there(name: str) -> None:
    assert "schema" in tools.schema(name).read_text(encoding="utf-8")


def test_what_is_missing_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match="no-such-tool on PATH: make reports"):
        tools.tool("no-such-tool")
    monkeypatch.setenv("NLB_KERBEROS_SCHEMAS", str(tmp_path))
    with pytest.raises(
        pytest.skip.Exception, match=re.escape(f"no ant-junit.xsd in the folder in NLB_KERBEROS_SCHEMAS, {tmp_path}")
    ):
        tools.schema("ant-junit.xsd")
    monkeypatch.delenv("NLB_KERBEROS_SCHEMAS")
    with pytest.raises(pytest.skip.Exception, match="NLB_KERBEROS_SCHEMAS"):
        tools.schema("ant-junit.xsd")


def test_packages_of_npm_are_pinned_by_their_hashes_and_by_no_address() -> None:
    locked = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    packages = [package for name, package in locked.items() if name]
    assert packages
    for package in packages:
        assert package["integrity"].startswith("sha512-"), package
        assert "resolved" not in package
