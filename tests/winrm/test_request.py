"""Envelopes to operations."""

from __future__ import annotations

import base64

import pytest

from lab.winrm import namespaces as ns
from lab.winrm.request import CreateShell, DeleteShell, ReceiveOutput, RunCommand, SendInput, SignalCommand, parse
from lab.winrm.wsman_fault import EnvelopeTooSmall, MalformedMessage, UnknownAction


def envelope(action: str, body: str = "", header: str = "") -> bytes:
    return (
        f'<e:Envelope xmlns:e="{ns.SOAP}" xmlns:a="{ns.ADDRESSING}" xmlns:w="{ns.WSMAN}" xmlns:r="{ns.SHELL}">'
        f"<e:Header><a:Action>{action}</a:Action><a:MessageID>uuid:1</a:MessageID>{header}</e:Header>"
        f"<e:Body>{body}</e:Body></e:Envelope>"
    ).encode()


def options(**values: str) -> str:
    return (
        "<w:OptionSet>" + "".join(f'<w:Option Name="{k}">{v}</w:Option>' for k, v in values.items()) + "</w:OptionSet>"
    )


COMMAND = (
    "<r:CommandLine><r:Command>a b</r:Command><r:Arguments>c</r:Arguments><r:Arguments>ü</r:Arguments></r:CommandLine>"
)


def test_create_and_delete_have_no_content() -> None:
    assert parse(envelope(ns.CREATE)).operation == CreateShell()
    assert parse(envelope(ns.DELETE)).operation == DeleteShell()


def test_command_and_arguments_are_joined_by_blanks() -> None:
    assert parse(envelope(ns.COMMAND, COMMAND)).operation == RunCommand("a b c ü", piped_stdin=False, through_cmd=True)


def test_options_show_where_stdin_comes_from_and_who_starts_the_command() -> None:
    header = options(WINRS_CONSOLEMODE_STDIN="FALSE", WINRS_SKIP_CMD_SHELL="TRUE")
    operation = parse(envelope(ns.COMMAND, COMMAND, header)).operation
    assert operation == RunCommand("a b c ü", piped_stdin=True, through_cmd=False)


def test_send_joins_its_streams() -> None:
    first, second = base64.b64encode(b"one").decode(), base64.b64encode(b"\x00two").decode()
    body = (
        f'<r:Send><r:Stream Name="stdin" CommandId="C">{first}</r:Stream>'
        f'<r:Stream Name="stdin" CommandId="C" End="true">{second}</r:Stream></r:Send>'
    )
    assert parse(envelope(ns.SEND, body)).operation == SendInput("C", b"one\x00two", end=True)


def test_send_goes_on_where_the_client_does_not_end_it() -> None:
    body = '<r:Send><r:Stream Name="stdin" CommandId="C" End="false"/></r:Send>'
    assert parse(envelope(ns.SEND, body)).operation == SendInput("C", b"", end=False)


def test_receive_and_signal_name_their_command() -> None:
    receive = '<r:Receive><r:DesiredStream CommandId="C">stdout stderr</r:DesiredStream></r:Receive>'
    assert parse(envelope(ns.RECEIVE, receive)).operation == ReceiveOutput("C")
    assert parse(envelope(ns.SIGNAL, '<r:Signal CommandId="C"/>')).operation == SignalCommand("C")


@pytest.mark.parametrize("name", ["ShellId", "ShellID"])
def test_the_shell_is_a_selector(name: str) -> None:
    header = f'<w:SelectorSet><w:Selector Name="{name}">S</w:Selector></w:SelectorSet>'
    assert parse(envelope(ns.DELETE, header=header)).shell_id == "S"


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [("PT20S", 20.0), ("PT60.500S", 60.5), ("PT1M", 60.0), ("P1DT2H3M4S", 93784.0), ("", 60.0)],
)
def test_the_operation_timeout_is_a_duration(duration: str, seconds: float) -> None:
    header = f"<w:OperationTimeout>{duration}</w:OperationTimeout>"
    assert parse(envelope(ns.DELETE, header=header)).timeout == seconds


@pytest.mark.parametrize(
    "data",
    [
        b"not xml",
        envelope(ns.COMMAND),
        envelope(ns.SEND, "<r:Send/>"),
        envelope(ns.SEND, '<r:Send><r:Stream CommandId="C">*</r:Stream></r:Send>'),
        envelope(ns.RECEIVE, "<r:Receive/>"),
        envelope(ns.DELETE, header="<w:OperationTimeout>soon</w:OperationTimeout>"),
        envelope(ns.DELETE, header="<w:MaxEnvelopeSize>big</w:MaxEnvelopeSize>"),
    ],
)
def test_what_does_not_fit_the_schema_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedMessage):
        parse(data)


def test_other_actions_are_refused() -> None:
    with pytest.raises(UnknownAction):
        parse(envelope("http://schemas.xmlsoap.org/ws/2004/09/transfer/Put"))


def test_an_answer_must_be_allowed_8192_octets() -> None:
    assert parse(envelope(ns.DELETE, header="<w:MaxEnvelopeSize>8192</w:MaxEnvelopeSize>")).max_envelope == 8192
    with pytest.raises(EnvelopeTooSmall):
        parse(envelope(ns.DELETE, header="<w:MaxEnvelopeSize>8191</w:MaxEnvelopeSize>"))
