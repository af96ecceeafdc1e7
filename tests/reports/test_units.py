"""The role scheduled_audit writes units that systemd takes, refuses what it would not, and changes nothing twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.playbooks import ansible_playbook
from tests.reports.tools import tool

ROOT = Path(__file__).parents[2]
NAMES = ("nlb-kerberos-audit.service", "nlb-kerberos-audit.timer", "nlb-kerberos-audit-failed.service")
EXPOSURE = "20"  # of 100, as systemd-analyze counts; a service without any setting has 96

# Knows the units in the folder, and writes down what it is told.
SYSTEMCTL = """#!/bin/sh
echo "$*" >> {folder}/told
case "$1" in
show) if [ -e {folder}/"$2" ]; then echo LoadState=loaded; else echo LoadState=not-found; fi
    if [ -e {folder}/started ]; then echo ActiveState=active; else echo ActiveState=inactive; fi;;
is-enabled) if [ -e {folder}/enabled ]; then echo enabled; else echo disabled; exit 1; fi;;
enable) touch {folder}/enabled;;
start) touch {folder}/started;;
esac
"""


def applied(folder: Path, *options: str, **variables: Any) -> tuple[int, str]:
    """The role on this machine, with the units in this folder, and systemd not told."""
    given = {
        "ansible_become": False,
        "ansible_python_interpreter": sys.executable,
        "scheduled_audit_folder": str(folder),
        "scheduled_audit_start": False,
        "scheduled_audit_create_user": False,
        **{f"scheduled_audit_{name}": value for name, value in variables.items()},
    }
    arguments = ["-i", "localhost,", "-c", "local", "playbooks/schedule.yml", "-e", json.dumps(given), *options]
    ended = ansible_playbook.run(arguments, ROOT, {})
    return ended.code, ended.output


def verified(folder: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        [str(tool("systemd-analyze")), *(command or ("verify",)), *(str(folder / name) for name in NAMES)],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{folder}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> str:
    """systemd wants to see what a unit starts."""
    path = tmp_path_factory.mktemp("checkout") / "bin" / "kerberos-audit"
    path.parent.mkdir()
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory, program: str) -> Path:
    folder = tmp_path_factory.mktemp("units")
    code, said = applied(folder, command=program)
    assert code == 0, said
    return folder


def test_each_option_has_the_default_that_is_documented() -> None:
    role = ROOT / "roles" / "scheduled_audit"
    documented = yaml.safe_load((role / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    options = documented["argument_specs"]["main"]["options"]
    defaults = yaml.safe_load((role / "defaults" / "main.yml").read_text(encoding="utf-8"))
    assert {name: option["default"] for name, option in options.items()} == defaults


def test_systemd_takes_the_units(units: Path) -> None:
    assert {path.name for path in units.iterdir()} == set(NAMES)
    assert verified(units) == (0, "")


def test_systemd_would_not_take_another_time(units: Path, tmp_path: Path) -> None:
    for name in NAMES:
        text = (units / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("*-*-* 02:15:00", "every night"), encoding="utf-8")
    code, said = verified(tmp_path)
    assert code != 0
    assert "every night" in said


def test_the_service_may_do_little(units: Path) -> None:
    command = [str(tool("systemd-analyze")), "security", "--offline=true", f"--threshold={EXPOSURE}"]
    done = subprocess.run([*command, str(units / NAMES[0])], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_changes_nothing_twice(units: Path, program: str) -> None:
    code, said = applied(units, command=program)
    assert (code, "changed=0" in said) == (0, True), said


def test_check_mode_writes_nothing_and_tells_what_would_change(units: Path, program: str, tmp_path: Path) -> None:
    code, said = applied(tmp_path, "--check", command=program)
    assert (code, "changed=1" in said, list(tmp_path.iterdir())) == (0, True, []), said
    code, said = applied(units, "--check", command=program)
    assert (code, "changed=0" in said) == (0, True), said


def test_the_timer_is_enabled_and_started_once(
    program: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path_factory.mktemp("programs")
    (programs / "systemctl").write_text(SYSTEMCTL.format(folder=tmp_path), encoding="utf-8")
    (programs / "systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    told = tmp_path / "told"

    code, said = applied(tmp_path, "--check", command=program, start=True)
    assert (code, list(tmp_path.glob("nlb-*"))) == (0, []), said
    assert not any((tmp_path / name).exists() for name in ("enabled", "started"))
    told.unlink(missing_ok=True)

    code, said = applied(tmp_path, command=program, start=True)
    assert code == 0, said
    changes = [
        line for line in told.read_text(encoding="utf-8").splitlines() if line.split()[0] not in ("show", "is-enabled")
    ]
    assert changes == ["daemon-reload", "enable nlb-kerberos-audit.timer", "start nlb-kerberos-audit.timer"]

    code, said = applied(tmp_path, command=program, start=True)
    assert (code, "changed=0" in said) == (0, True), said


def test_drift_is_a_failure_unless_asked(units: Path, program: str, tmp_path: Path) -> None:
    service = (units / NAMES[0]).read_text(encoding="utf-8")
    assert "SuccessExitStatus" not in service
    assert "OnFailure=nlb-kerberos-audit-failed.service" in service
    writes = ["/var/lib/prometheus/node-exporter"]
    times = ["Mon..Fri 02:15", "Sun 04:00"]
    failed = ["/bin/echo", "it's ${MONITOR_EXIT_STATUS}"]
    options = {"drift_is_success": True, "writes": writes, "on_calendar": times, "on_failure": failed}
    code, said = applied(tmp_path, command=program, vault_password="", **options)
    assert code == 0, said
    assert verified(tmp_path) == (0, "")
    service = (tmp_path / NAMES[0]).read_text(encoding="utf-8")
    assert "\nSuccessExitStatus=100\n" in service
    assert f"\nReadWritePaths={writes[0]}\n" in service
    assert "vault" not in service
    assert (tmp_path / NAMES[1]).read_text(encoding="utf-8").count("OnCalendar=") == 2
    assert '"/bin/echo" "it\'s ${MONITOR_EXIT_STATUS}"' in (tmp_path / NAMES[2]).read_text(encoding="utf-8")


def test_an_installed_collection_is_found_and_its_ansible_cfg_is_not_used(tmp_path: Path) -> None:
    command = "/opt/collections/ansible_collections/nlb/kerberos/bin/kerberos-audit"
    code, said = applied(tmp_path, command=command)
    assert code == 0, said
    service = (tmp_path / NAMES[0]).read_text(encoding="utf-8").splitlines()
    assert "Environment=ANSIBLE_COLLECTIONS_PATH=/opt/collections" in service
    assert "WorkingDirectory=/var/lib/nlb-kerberos" in service


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("on_calendar", ["every night"]),
        ("on_calendar", []),
        ("on_calendar", ["daily\nOnBootSec=1"]),
        ("time_limit", "an hour"),
        ("user", "root\nUser=0"),
        ("user", "nlb kerberos"),
        ("state", "../etc"),
        ("inventory", "inventory"),
        ("command", "/opt/nlb kerberos/bin/kerberos-audit"),
        ("variables", ["/etc/a.yml", "/etc/%i.yml"]),
        ("writes", ["/"]),
        ("on_failure", []),
        ("on_failure", ["/bin/echo", 'a"; b']),
        ("vault_password", "vault-password\n"),
    ],
)
def test_what_would_be_another_unit_is_refused_by_name(option: str, value: Any, tmp_path: Path) -> None:
    code, said = applied(tmp_path, **{option: value})
    assert code == 2, said
    assert f"scheduled_audit_{option}: " in said
    assert "expected" in said
    assert list(tmp_path.iterdir()) == []
