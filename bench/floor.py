"""As little as a request can cost here: a pool of threads, pywinrm, and the bytes that our audit sends. No Ansible.

python -m bench.floor. What comes back is read and held against what was asked, but nothing is found in it.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.nlb.kerberos.plugins.module_utils.concerns.registry import farm_of
from ansible_collections.nlb.kerberos.plugins.module_utils.model.call import Call
from ansible_collections.nlb.kerberos.plugins.module_utils.node import exchange
from ansible_collections.nlb.kerberos.plugins.module_utils.node.own_connection import UTF8, command_line
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.payloads import scripts
from winrm.protocol import Protocol

from bench import asked
from bench.farm import NETWORK
from lab import intranet, simulation


@dataclass(frozen=True)
class Pool:
    lab: Path
    https: int
    password: str
    scripts: Mapping[str, str]

    def ask(self, number: int, calls: list[Call]) -> None:
        """Raises where the answer is not a whole one."""
        stdin = exchange.request(calls, intranet.own_addresses(number), self.scripts, stop=False)
        exchange.reply(*self._answered(simulation.address(NETWORK, number), stdin), calls, stop=False)

    def _answered(self, address: str, stdin: bytes) -> tuple[bytes, bytes]:
        protocol: Any = Protocol(
            f"https://{address}:{self.https}/wsman",
            "basic",
            simulation.USER,
            self.password,
            ca_trust_path=str(self.lab / "ca.pem"),
        )
        shell = protocol.open_shell(codepage=UTF8)
        program, *arguments = command_line(self.scripts["bootstrap"]).split(" ")
        command = protocol.run_command(shell, program, arguments, console_mode_stdin=False)
        protocol.send_command_input(shell, command, stdin, end=True)
        stdout, stderr, _ = protocol.get_command_output(shell, command)
        protocol.cleanup_command(shell, command)
        protocol.close_shell(shell)
        protocol.transport.close_session()
        return stdout, stderr


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.floor", description=__doc__)
    parser.add_argument("--lab", type=Path, required=True, help="the lab's folder")
    for name in ("nodes", "https", "threads"):
        parser.add_argument(f"--{name}", type=int, required=True)
    options = parser.parse_args()
    pool = Pool(options.lab, options.https, (options.lab / "password").read_text(encoding="utf-8"), scripts())
    farm = farm_of(intranet.description(options.nodes))
    with ThreadPoolExecutor(options.threads) as threads:
        answers = [
            threads.submit(pool.ask, number, asked.of_node(farm, number)) for number in range(1, options.nodes + 1)
        ]
        for answer in answers:
            answer.result()


if __name__ == "__main__":
    main()
