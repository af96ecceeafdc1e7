"""ansible-playbook without its start: Ansible is loaded once, the collection too, and a run is a fork of this process.

It reads a request a line, {arguments, cwd, environment, output, errors, limit}, and answers each with a line {code}:
the exit code, or null where the run took longer than limit seconds and was ended. A run is otherwise what the command
ansible-playbook would have been, with its own working folder, environment, temporary folder and output. Only what
Ansible takes from its environment as it is imported, such as its configuration, is that of this process.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from ansible.cli.playbook import PlaybookCLI  # isort: skip  # Ansible wants to be imported by its command first

import ansible.executor.task_executor  # noqa: F401
import requests_ntlm  # noqa: F401
from ansible import constants
from ansible.config.manager import cleanup_tmp_file
from ansible.plugins import loader

from tests.playbooks import one_process
from tests.playbooks.compiled_templates import CompiledTemplates
from tests.playbooks.failure import IN_ONE_PROCESS

ROOT = Path(__file__).parent.parent.parent
BUILTIN_ACTIONS = ("assert", "copy", "debug", "include_role", "set_fact", "validate_argument_spec")


def load_what_most_runs_use() -> None:
    warnings.filterwarnings("ignore", "AnsibleCollectionFinder has already been configured")  # each run does it again
    loader.init_plugin_loader()
    for plugins in (
        loader.inventory_loader,
        loader.connection_loader,
        loader.become_loader,
        loader.shell_loader,
        loader.callback_loader,
    ):
        list(plugins.all(class_only=True))
    for action in (*BUILTIN_ACTIONS, *(f"nlb.kerberos.{path.stem}" for path in ROOT.glob("plugins/action/*.py"))):
        loader.action_loader.get(action, class_only=True)
    loader.strategy_loader.get("linear", class_only=True)
    CompiledTemplates(Path(tempfile.mkdtemp(prefix="templates-", dir=constants.DEFAULT_LOCAL_TMP))).use()
    gc.freeze()  # what is never looked at again is never copied for a run either


def serve() -> list[str]:
    """Answers requests until there are none; in the fork for a run, returns the run's command line."""
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        run = os.fork()
        if run == 0:
            _become(request)
            return sys.argv
        print(json.dumps({"code": _exit_code(run, request["limit"])}), flush=True)
    sys.exit()


def _become(request: dict[str, Any]) -> None:
    """This process as the request wants it."""
    os.setsid()  # so that all of it can be ended
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["cwd"])
    if given := os.environ.get(IN_ONE_PROCESS):
        one_process.install(json.loads(given))
    sys.argv[:] = [shutil.which("ansible-playbook"), *request["arguments"]]
    for descriptor, path in enumerate((os.devnull, request["output"], request["errors"])):
        opened = os.open(path, os.O_RDWR)
        os.dup2(opened, descriptor)
        os.close(opened)
    # Made as Ansible was imported, for one run, and removed at its end.
    atexit.unregister(cleanup_tmp_file)
    constants.DEFAULT_LOCAL_TMP = tempfile.mkdtemp(prefix="run-", dir=constants.DEFAULT_LOCAL_TMP)
    atexit.register(cleanup_tmp_file, constants.DEFAULT_LOCAL_TMP, warn=True)


def _exit_code(run: int, limit: float) -> int | None:
    ended = os.pidfd_open(run)
    in_time, _, _ = select.select([ended], [], [], limit)
    if not in_time:
        os.killpg(run, signal.SIGKILL)
    os.close(ended)
    _, status = os.waitpid(run, 0)
    return os.waitstatus_to_exitcode(status) if in_time else None


if __name__ == "__main__":
    load_what_most_runs_use()
    PlaybookCLI.cli_executor(serve())
