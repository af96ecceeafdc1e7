# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A module's own connection to a node, by pywinrm: one shell and one PowerShell process a request."""

from __future__ import annotations

import base64
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any
from xml.etree.ElementTree import ParseError

from ..model.bounds import ANSWER
from ..model.call import Call
from . import exchange
from .ask import Ask
from .connection_option import ConnectionOption
from .errors import NodeError
from .secret_forms import Hide, hider
from .winrm_errors import MAYBE_CHANGED, OPTIONS, explain, is_refusal

MISSING: str | None = None  # why pywinrm cannot be used here
try:
    from winrm.exceptions import InvalidCredentialsError, WinRMError, WinRMOperationTimeoutError, WinRMTransportError
    from winrm.protocol import Protocol
except ImportError:
    MISSING = traceback.format_exc()
else:
    # OSError: of sockets, of files, and of requests. ParseError: an answer that is no XML. The others: one that is XML,
    # and does not have what pywinrm looks for in it.
    PROBLEMS = (
        *(WinRMError, WinRMTransportError, WinRMOperationTimeoutError, OSError, ParseError),
        *(ValueError, LookupError, TypeError, AttributeError, StopIteration),
    )

POWERSHELL = "PowerShell -NoProfile -NonInteractive -ExecutionPolicy Unrestricted -EncodedCommand "  # as Ansible does
PIECE = 100_000  # bytes of stdin a message; with base64 and envelope less than every Windows accepts (150 KB)
UTF8 = 65001


class NotSentError(Exception):
    """Nothing of a request has reached the node."""


class ConnectionLostError(Exception):
    """The connection broke after the node had begun to answer. refused: it refuses the password now."""

    refused = False


def ask_of(node: ConnectionOption, addresses: Sequence[str], scripts: Mapping[str, str]) -> Ask:
    """An ask for the node that has one of these addresses; any other refuses. scripts: payload -> text."""
    line = command_line(scripts["bootstrap"])
    written = False  # by an earlier request
    sent = {node.password or ""}  # secrets, in this request and those before

    def ask(calls: Sequence[Call], stop: bool = False) -> exchange.Reply:
        nonlocal written
        stdin = exchange.request(calls, addresses, scripts, stop)
        reads = all(call.payload.startswith("read_") for call in calls)
        sent.update(exchange.secrets_of(calls))
        hide = hider(sent)
        try:
            stdout, stderr = _answered(node, line, stdin, reads, hide)
        except (NotSentError, ConnectionLostError) as error:
            maybe_changed = written or (isinstance(error, ConnectionLostError) and not reads)
            raise NodeError(f"{error}. {MAYBE_CHANGED}" if maybe_changed else str(error)) from None
        written = written or not reads
        return exchange.reply(stdout, stderr, calls, stop, addresses, hide)

    return ask


def command_line(bootstrap: str) -> str:
    """The command line that Ansible's winrm connection sends for the same script."""
    return POWERSHELL + base64.b64encode(exchange.command(bootstrap).encode("utf-16-le")).decode()


def _answered(node: ConnectionOption, line: str, stdin: bytes, reads: bool, hide: Hide) -> tuple[bytes, bytes]:
    """stdout and stderr. A request that only reads is sent once more where the connection is lost."""
    try:
        return _run(node, line, stdin, hide)
    except ConnectionLostError as error:
        if error.refused or not reads:
            raise
    return _run(node, line, stdin, hide)


def _run(node: ConnectionOption, line: str, stdin: bytes, hide: Hide) -> tuple[bytes, bytes]:
    """Raises NotSentError where nothing has happened yet, ConnectionLostError where that is not known."""
    protocol = _protocol(node)
    shell = _opened(protocol, node, hide)
    command = None
    try:
        command = protocol.run_command(shell, line, console_mode_stdin=False, skip_cmd_shell=False)
        for piece, last in _pieces(stdin):
            protocol.send_command_input(shell, command, piece, end=last)
        stdout, stderr, code = _output(protocol, shell, command)
    except PROBLEMS as error:
        lost = ConnectionLostError(_explained(error, node, hide))
        lost.refused = is_refusal(str(error))
        if lost.refused:
            protocol.transport.close_session()  # each further message would be another refused logon
        else:
            # On a new connection pywinrm would repeat what it had encrypted for the lost one.
            _end(_protocol(node), shell, command)
        raise lost from None
    _end(protocol, shell, command)
    if code and not stdout.strip():
        raise exchange.not_started(code, stderr, hide)
    return stdout, stderr


def _output(protocol: Any, shell: str, command: str) -> tuple[bytes, bytes, int]:
    """stdout, stderr and the exit code. Stops where the node has sent more than an answer may have."""
    stdout, stderr = bytearray(), bytearray()
    code, done = 0, False
    while not done and len(stdout) <= ANSWER and len(stderr) <= ANSWER:
        with suppress(WinRMOperationTimeoutError):  # of a command that has printed nothing for a while
            out, err, code, done = protocol.get_command_output_raw(shell, command)
            stdout += out
            stderr += err
    return bytes(stdout), bytes(stderr), code


def _protocol(node: ConnectionOption) -> Any:
    return Protocol(
        f"{node.where}/wsman",
        node.transport,
        node.user,
        node.password,
        ca_trust_path=node.ca or "legacy_requests",  # the latter: what the environment or certifi name
        server_cert_validation="validate" if node.validate_certificates else "ignore",
        message_encryption="always" if node.scheme == "http" else "auto",
        proxy=None,
    )


def _opened(protocol: Any, node: ConnectionOption, hide: Hide) -> str:
    try:
        return str(protocol.open_shell(codepage=UTF8))
    except PROBLEMS as error:
        protocol.transport.close_session()
        raise NotSentError(_explained(error, node, hide)) from None


def _pieces(stdin: bytes) -> Iterator[tuple[bytes, bool]]:
    """Each piece, and whether it is the last."""
    for start in range(0, len(stdin), PIECE):
        yield stdin[start : start + PIECE], start + PIECE >= len(stdin)


def _end(protocol: Any, shell: str, command: str | None) -> None:
    """A failure here does not discard the answer: Windows ends an abandoned shell by itself (IdleTimeout)."""
    with suppress(*PROBLEMS):
        if command:
            protocol.cleanup_command(shell, command)
        protocol.close_shell(shell)
    protocol.transport.close_session()


def _explained(error: BaseException, node: ConnectionOption, hide: Hide) -> str:
    kind = node.transport if isinstance(error, InvalidCredentialsError) else type(error).__name__
    return explain(hide(f"{kind}: {error}"), node.where, OPTIONS)
