"""A request of WinRS, read from its SOAP envelope: bytes in, one of six operations out."""

from __future__ import annotations

import base64
import binascii
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass

from . import namespaces as ns
from .wsman_fault import EnvelopeTooSmall, MalformedMessage, UnknownAction

DEFAULT_TIMEOUT = 60.0
"""Seconds, where a request names no OperationTimeout (MaxTimeoutms, [MS-WSMV] 2.2.4.10)."""
DEFAULT_ENVELOPE = 153600
SMALLEST_ENVELOPE = 8192

_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


@dataclass(frozen=True)
class CreateShell:
    pass


@dataclass(frozen=True)
class RunCommand:
    """`piped_stdin`: the client will send stdin and end it. `through_cmd`: cmd.exe starts it, and limits its length."""

    line: str
    piped_stdin: bool
    through_cmd: bool


@dataclass(frozen=True)
class SendInput:
    command_id: str
    data: bytes
    end: bool


@dataclass(frozen=True)
class ReceiveOutput:
    command_id: str


@dataclass(frozen=True)
class SignalCommand:
    """Every signal ends the command here: terminate as well as ctrl_c and ctrl_break."""

    command_id: str


@dataclass(frozen=True)
class DeleteShell:
    pass


Operation = CreateShell | RunCommand | SendInput | ReceiveOutput | SignalCommand | DeleteShell


@dataclass(frozen=True)
class Request:
    """`timeout` in seconds; `max_envelope` in bytes, of the answer; `shell_id` is empty where none was named."""

    action: str
    message_id: str
    shell_id: str
    timeout: float
    max_envelope: int
    operation: Operation


def parse(envelope: bytes) -> Request:
    """Raises MalformedMessage, UnknownAction or EnvelopeTooSmall."""
    try:
        root = ElementTree.fromstring(envelope)
    except ElementTree.ParseError as error:
        raise MalformedMessage(str(error)) from error
    action = _text(root, "Header", ns.ADDRESSING, "Action")
    read = _READERS.get(action)
    if read is None:
        raise UnknownAction(action)
    return Request(
        action=action,
        message_id=_text(root, "Header", ns.ADDRESSING, "MessageID"),
        shell_id=_named(root, "Selector").get("shellid", ""),
        timeout=_seconds(_text(root, "Header", ns.WSMAN, "OperationTimeout")),
        max_envelope=_envelope_size(_text(root, "Header", ns.WSMAN, "MaxEnvelopeSize")),
        operation=read(root),
    )


def _run_command(root: ElementTree.Element) -> RunCommand:
    line = _body(root, "CommandLine")
    words = [line.findtext(f"{{{ns.SHELL}}}Command") or ""]
    words += [argument.text or "" for argument in line.findall(f"{{{ns.SHELL}}}Arguments")]
    options = _named(root, "Option")
    return RunCommand(
        line=" ".join(words),
        # Console is the mode of a client that names none: stdin is then a console without input.
        piped_stdin=options.get("winrs_consolemode_stdin", "TRUE").upper() == "FALSE",
        through_cmd=options.get("winrs_skip_cmd_shell", "FALSE").upper() != "TRUE",
    )


def _send_input(root: ElementTree.Element) -> SendInput:
    streams = _body(root, "Send").findall(f"{{{ns.SHELL}}}Stream")
    if not streams:
        raise MalformedMessage("Send has no Stream")
    try:
        data = b"".join(base64.b64decode(stream.text or "", validate=True) for stream in streams)
    except binascii.Error as error:
        raise MalformedMessage(f"a Stream is not base64: {error}") from error
    end = any(stream.get("End", "").lower() in ("true", "1") for stream in streams)
    return SendInput(streams[0].get("CommandId", ""), data, end)


def _receive_output(root: ElementTree.Element) -> ReceiveOutput:
    desired = _body(root, "Receive").find(f"{{{ns.SHELL}}}DesiredStream")
    if desired is None:
        raise MalformedMessage("Receive has no DesiredStream")
    return ReceiveOutput(desired.get("CommandId", ""))


def _signal_command(root: ElementTree.Element) -> SignalCommand:
    return SignalCommand(_body(root, "Signal").get("CommandId", ""))


_READERS: dict[str, Callable[[ElementTree.Element], Operation]] = {
    ns.CREATE: lambda root: CreateShell(),
    ns.COMMAND: _run_command,
    ns.SEND: _send_input,
    ns.RECEIVE: _receive_output,
    ns.SIGNAL: _signal_command,
    ns.DELETE: lambda root: DeleteShell(),
}


def _body(root: ElementTree.Element, name: str) -> ElementTree.Element:
    element = root.find(f"{{{ns.SOAP}}}Body/{{{ns.SHELL}}}{name}")
    if element is None:
        raise MalformedMessage(f"the Body has no {name}")
    return element


def _text(root: ElementTree.Element, part: str, namespace: str, name: str) -> str:
    return (root.findtext(f"{{{ns.SOAP}}}{part}/{{{namespace}}}{name}") or "").strip()


def _named(root: ElementTree.Element, name: str) -> dict[str, str]:
    """Selectors or options by name, in lower case: clients write ShellId and ShellID."""
    elements = root.iterfind(f"{{{ns.SOAP}}}Header/*/{{{ns.WSMAN}}}{name}")
    return {element.get("Name", "").lower(): (element.text or "").strip() for element in elements}


def _seconds(duration: str) -> float:
    if not duration:
        return DEFAULT_TIMEOUT
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise MalformedMessage(f"OperationTimeout {duration!r} is not a duration")
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def _envelope_size(size: str) -> int:
    if not size:
        return DEFAULT_ENVELOPE
    if not size.isdecimal():
        raise MalformedMessage(f"MaxEnvelopeSize {size!r} is not a number")
    if int(size) < SMALLEST_ENVELOPE:
        raise EnvelopeTooSmall
    return int(size)
