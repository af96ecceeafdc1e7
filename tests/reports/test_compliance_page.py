"""The examples in docs/compliance.md: each is YAML, and the one for Teams posts what it says, and shows no secret."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.paths import objection, written

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "compliance.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
SUMMARY = '# Drift\n{{ 7 * 7 }} <b>web1</b> "quoted"\n'


class Listener(BaseHTTPRequestHandler):
    """Takes what is posted, as a Workflow of Teams does."""

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.taken.append(json.loads(self.rfile.read(length)))  # type: ignore[attr-defined]
        self.send_response(202)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Listener)
    server.taken = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_is_yaml(text: str) -> None:
    assert yaml.safe_load(text)


def test_teams_is_told_the_summary_as_it_is(listener: HTTPServer, tmp_path: Path) -> None:
    task = example("yaml", "teams_workflow_url")
    (tmp_path / "kerberos.md").write_text(SUMMARY, encoding="utf-8")
    (tmp_path / "tell.yml").write_text(task.replace("/var/lib/nlb-kerberos", str(tmp_path)), encoding="utf-8")
    url = f"http://127.0.0.1:{listener.server_port}/secret-4711"
    given = json.dumps({"teams_workflow_url": url, "ansible_python_interpreter": sys.executable})
    done = subprocess.run(
        [
            "ansible-playbook",
            "-vvv",
            "-i",
            "localhost,",
            "-c",
            "local",
            str(tmp_path / "tell.yml"),
            "-e",
            "@given.json",
        ],
        cwd=_with(tmp_path, given),
        env={**os.environ, "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    (taken,) = listener.taken  # type: ignore[attr-defined]
    assert taken["attachments"][0]["content"]["body"][0]["text"] == SUMMARY.rstrip()
    assert "secret-4711" not in done.stdout + done.stderr


def example(language: str, word: str) -> str:
    """The one example in this language with this word."""
    found = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (text,) = [text for text in found if word in text]
    return str(text)


def test_the_script_of_a_pipeline_makes_each_folder_that_its_reports_name_and_starts_the_audit(tmp_path: Path) -> None:
    (tmp_path / "audit.sh").write_text(example("sh", "mkdir"), encoding="utf-8")
    (tmp_path / "bin").mkdir()
    (tmp_path / "reports" / "junit").mkdir(parents=True)
    (tmp_path / "reports" / "junit" / "TEST-former.xml").touch()
    program = tmp_path / "bin" / "kerberos-audit"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 100\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {**os.environ, "VAULT_PASSWORD_FILE": "/run/my vault"}
    done = subprocess.run(
        ["sh", "audit.sh"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    given = ["-i", "inventory/intranet", "--vault-password-file", "/run/my vault", "-e", "@secrets.yml"]
    assert (done.returncode, done.stdout.splitlines()) == (100, [*given, "-e", "@reports.yml"])
    assert list((tmp_path / "reports" / "junit").iterdir()) == []
    reports = yaml.safe_load(example("yaml", "reports/hdf"))
    paths = {"kerberos_audit_path": reports.pop("kerberos_audit_path"), "kerberos_reports": reports["kerberos_reports"]}
    for name, value in paths.items():
        for shown, path, is_folder in written(name, value):
            assert objection(shown, tmp_path / path, 1, is_folder) == ""


def test_each_part_for_a_service_starts_that_script_and_reads_what_it_writes() -> None:
    for language, word in (("yaml", "allow_failure"), ("groovy", "unstable"), ("yaml", "PublishTestResults"),
                           ("yaml", "GITHUB_STEP_SUMMARY")):  # fmt: skip
        assert "sh audit.sh" in example(language, word)
    for language, word in (("yaml", "allow_failure"), ("groovy", "unstable"), ("yaml", "PublishTestResults")):
        assert "reports/junit/*.xml" in example(language, word)


def test_the_head_of_a_ledger_the_sum_of_its_last_line_is_what_the_command_prints(tmp_path: Path) -> None:
    first = b'{"schema":1,"run":"first"}'
    last = b'{"schema":1,"run":"last"}'
    (tmp_path / "intranet.jsonl").write_bytes(first + b"\n" + last + b"\n")
    (command,) = re.findall(r"^tail .*$", PAGE, re.MULTILINE)
    done = subprocess.run(
        ["sh", "-c", command.replace("/var/lib/nlb-kerberos/history", str(tmp_path))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[0] == sha256(last).hexdigest()


def _with(folder: Path, given: str) -> Path:
    (folder / "given.json").write_text(given, encoding="utf-8")
    return folder
