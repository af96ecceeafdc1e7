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
from bench.farm import folder, network
from bench.shape import Shape
from lab import intranet, simulation


@dataclass(frozen=True)
class Pool:
    """Of one farm. lab: the folder of its lab."""

    farm: int
    lab: Path
    https: int
    password: str
    scripts: Mapping[str, str]

    def ask(self, number: int, calls: list[Call]) -> None:
        """Raises where the answer is not a whole one."""
        own = intranet.own_addresses(number)
        stdin = exchange.request(calls, own, self.scripts, stop=False)
        exchange.reply(*self._answered(simulation.address(network(self.farm), number), stdin), calls, False, own)

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
    parser.add_argument("--lab", type=Path, required=True, help="the labs' folder")
    parser.add_argument("--shape", type=Shape.parse, required=True)
    parser.add_argument("--https", type=int, nargs="+", required=True, help="the ports, farm by farm")
    options = parser.parse_args()
    shape: Shape = options.shape
    farm = farm_of(intranet.without_directory(shape.nodes))
    pools = [_pool(number, folder(options.lab, number), port) for number, port in enumerate(options.https, 1)]
    with ThreadPoolExecutor(shape.forks) as threads:
        answers = [
            threads.submit(pool.ask, number, asked.of_node(farm, number))
            for pool in pools
            for number in range(1, shape.nodes + 1)
        ]
        for answer in answers:
            answer.result()


def _pool(farm: int, lab: Path, port: int) -> Pool:
    return Pool(farm, lab, port, (lab / "password").read_text(encoding="utf-8"), scripts())


if __name__ == "__main__":
    main()
