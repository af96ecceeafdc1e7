"""The password appears nowhere: not in what is shown, kept, sent, or seen of our processes."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from lab.faults import BY_NAME
from lab.winrm.endpoint import Account
from tests.playbooks.controller import Controller
from tests.playbooks.tapped import Tap
from tests.playbooks.wire import WiredLab

# Another one in every process of a parallel run, which all see each other in /proc.
CANARY = f"Kanarienvogel-{uuid4().hex}"

OTHERS = {
    f"kerberos_{account}_{name}": value
    for account in ("directory_writer", "probe")
    for name, value in (("user", r"EXAMPLE\nobody"), ("password", CANARY))
}


def forms(secret: str) -> list[bytes]:
    """The secret as it may be written: as text, in UTF-16 as NTLM has it, in base64 alone and as Basic has it."""
    texts = (secret.encode(), secret.encode("utf-16-le"), f"administrator:{secret}".encode())
    return [form for text in texts for form in (text, base64.b64encode(text).rstrip(b"="))]


class Watch:
    """What /proc shows of every process, again and again while a run lasts."""

    def __init__(self) -> None:
        self.seen: set[bytes] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.is_set():
            for process in Path("/proc").glob("[0-9]*"):
                for name in ("cmdline", "environ"):
                    try:
                        self.seen.add((process / name).read_bytes())
                    except OSError:  # it has ended meanwhile
                        continue
            time.sleep(0.02)


@pytest.fixture
def controller(wired: WiredLab, tmp_path: Path) -> Iterator[Controller]:
    account = wired.endpoint.account
    wired.reset()
    wired.endpoint.account = Account(account.user, CANARY)
    (wired.folder / "password").write_text(CANARY, encoding="utf-8")
    controller = Controller(wired.folder, tmp_path / "hosts.yml", tmp_path, nodes=1)
    for name in ("tmp", "journal", "readings"):
        (tmp_path / name).mkdir()
    controller.environment = {
        "TMPDIR": str(tmp_path / "tmp"),
        "ANSIBLE_LOCAL_TEMP": str(tmp_path / "tmp"),
        "ANSIBLE_KEEP_REMOTE_FILES": "1",
        "ANSIBLE_LOG_PATH": str(tmp_path / "log"),
    }
    yield controller
    (wired.folder / "password").write_text(account.password, encoding="utf-8")
    wired.endpoint.account = account


def breaks(controller: Controller) -> None:
    state = controller.states.read("web1")
    for fault in ("dns_registration/virtual-address-registered", "dns_registration/hosts-file-overrides"):
        BY_NAME[fault].inject(state, 1)
    controller.states.write("web1", state)


def assert_unheard(where: str, text: bytes) -> None:
    for form in forms(CANARY):
        at = text.find(form)
        assert at < 0, f"{where}: {text[max(0, at - 200) : at + 80]!r}"


@pytest.mark.parametrize("ntlm", [False, True], ids=["Basic over TLS", "NTLM with message encryption"])
@pytest.mark.parametrize("wrong", [False, True], ids=["right", "wrong password"])
def test_the_password_is_nowhere(
    ntlm: bool, wrong: bool, wired: WiredLab, controller: Controller, tmp_path_factory: pytest.TempPathFactory
) -> None:
    breaks(controller)
    if wrong:
        wired.endpoint.account = Account(wired.endpoint.account.user, "another one")
    wired.inventory(controller.inventory, ntlm=ntlm)
    port = 5985 if ntlm else 5986
    tap = Tap((wired.endpoint.address, port))
    text = controller.inventory.read_text(encoding="utf-8").replace(
        f"ansible_port: {port}", f"ansible_port: {tap.port}"
    )
    text = text.replace(f"ansible_host: {wired.endpoint.address}", "ansible_host: 127.0.0.1")
    controller.inventory.write_text(text, encoding="utf-8")
    options = ["-vvvvv", "--diff", "-e", f"kerberos_journal_copy={controller.work / 'journal'}"]
    options += ["-e", f"kerberos_readings={controller.work / 'readings'}"]
    # Of accounts that the domain does not have: what refuses them does not repeat their passwords either.
    others = tmp_path_factory.mktemp("vault") / "vault.json"
    others.write_text(json.dumps(OTHERS), encoding="utf-8")
    options += ["-e", f"@{others}"]
    options += ["-e", "ansible_winrm_server_cert_validation=ignore"]  # the tap has another address than the certificate

    with Watch() as watch:
        run = controller.play("fix-kerberos.yml", *options)
    tap.close()

    assert run.changed() == (0 if wrong else 1), run.output
    assert len(tap.heard) > 1000
    assert_unheard("the wire", bytes(tap.heard))
    assert_unheard("what was shown", run.output.encode())
    assert any(b"fix-kerberos.yml" in seen for seen in watch.seen)
    for seen in watch.seen:
        assert_unheard("a process", seen)
    kept = [path for folder in (controller.work, wired.folder) for path in folder.rglob("*") if path.is_file()]
    assert any(path.name == "web1.json" for path in kept)
    for path in kept:
        if path != wired.folder / "password":
            assert_unheard(str(path), path.read_bytes())


def test_a_password_that_is_shown_is_noticed() -> None:
    marker = uuid4().hex
    with Watch() as watch:
        subprocess.run(["sleep", "0.4"], check=True, env={**os.environ, "SEEN": marker})
    assert any(marker.encode() in seen for seen in watch.seen)
    for form in forms(CANARY):
        with pytest.raises(AssertionError):
            assert_unheard("here", b"before " + form + b" after")
