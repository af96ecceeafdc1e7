"""The examples in docs/compliance.md: each is YAML, and the one for Teams posts what it says, and shows no secret."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml

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


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_yaml(example: str) -> None:
    assert yaml.safe_load(example)


def test_teams_is_told_the_summary_as_it_is(listener: HTTPServer, tmp_path: Path) -> None:
    (example,) = [example for example in EXAMPLES if "teams_workflow_url" in example]
    (tmp_path / "kerberos.md").write_text(SUMMARY, encoding="utf-8")
    (tmp_path / "tell.yml").write_text(example.replace("/var/lib/nlb-kerberos", str(tmp_path)), encoding="utf-8")
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


def _with(folder: Path, given: str) -> Path:
    (folder / "given.json").write_text(given, encoding="utf-8")
    return folder
