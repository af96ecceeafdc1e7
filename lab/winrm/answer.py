"""The SOAP envelopes a WinRM server answers with, in the form Windows gives them."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from . import namespaces as ns
from .request import Request
from .wsman_fault import TooManyShells, WsmanFaultError

OVERHEAD = 2048
"""Bytes that are enough for everything in an answer but its output."""


@dataclass(frozen=True)
class Piece:
    """The part of a command's output that one answer carries; `exit_code` comes with the last."""

    stdout: bytes
    stderr: bytes
    exit_code: int | None


def output_room(max_envelope: int) -> int:
    """Bytes of output that fit into an envelope of that size: base64 makes four of three."""
    return (max_envelope - OVERHEAD) // 4 * 3


def shell_created(request: Request, shell_id: str) -> bytes:
    return _response(
        request,
        f"<x:ResourceCreated><a:Address>{ns.ANONYMOUS}</a:Address><a:ReferenceParameters>"
        f"<w:ResourceURI>{ns.COMMAND_SHELL}</w:ResourceURI>"
        f'<w:SelectorSet><w:Selector Name="ShellId">{shell_id}</w:Selector></w:SelectorSet>'
        "</a:ReferenceParameters></x:ResourceCreated>"
        f"<rsp:Shell><rsp:ShellId>{shell_id}</rsp:ShellId><rsp:ResourceUri>{ns.COMMAND_SHELL}</rsp:ResourceUri>"
        "<rsp:InputStreams>stdin</rsp:InputStreams><rsp:OutputStreams>stdout stderr</rsp:OutputStreams></rsp:Shell>",
    )


def command_started(request: Request, command_id: str) -> bytes:
    return _response(request, f"<rsp:CommandResponse><rsp:CommandId>{command_id}</rsp:CommandId></rsp:CommandResponse>")


def input_taken(request: Request) -> bytes:
    return _response(request, "<rsp:SendResponse/>")


def output(request: Request, command_id: str, piece: Piece) -> bytes:
    streams = _stream("stdout", command_id, piece.stdout) + _stream("stderr", command_id, piece.stderr)
    return _response(request, f"<rsp:ReceiveResponse>{streams}{_state(command_id, piece)}</rsp:ReceiveResponse>")


def signalled(request: Request) -> bytes:
    return _response(request, "<rsp:SignalResponse/>")


def shell_deleted(request: Request) -> bytes:
    return _response(request, "")


def fault(refusal: WsmanFaultError, relates_to: str) -> bytes:
    value = "s:Sender" if refusal.by_sender else "s:Receiver"
    reason = escape(refusal.reason)
    # Windows 8 and Server 2012 moved the quotas' faults into a WMI error; pywinrm reads its code apart.
    detail = _wmi_error(refusal) if isinstance(refusal, TooManyShells) else _wsman_error(refusal)
    return _envelope(
        ns.FAULT,
        relates_to,
        f"<s:Fault><s:Code><s:Value>{value}</s:Value>"
        f"<s:Subcode><s:Value>{refusal.subcode}</s:Value></s:Subcode></s:Code>"
        f'<s:Reason><s:Text xml:lang="en-US">{reason}</s:Text></s:Reason>'
        f"<s:Detail>{detail}</s:Detail></s:Fault>",
    )


def _stream(name: str, command_id: str, data: bytes) -> str:
    if not data:
        return ""
    content = base64.b64encode(data).decode("ascii")
    return f'<rsp:Stream Name="{name}" CommandId="{command_id}">{content}</rsp:Stream>'


def _state(command_id: str, piece: Piece) -> str:
    if piece.exit_code is None:
        return f'<rsp:CommandState CommandId="{command_id}" State="{ns.COMMAND_RUNNING}"/>'
    return (
        f'<rsp:CommandState CommandId="{command_id}" State="{ns.COMMAND_DONE}">'
        f"<rsp:ExitCode>{piece.exit_code}</rsp:ExitCode></rsp:CommandState>"
    )


def _wsman_error(refusal: WsmanFaultError) -> str:
    return (
        f'<f:WSManFault xmlns:f="{ns.WSMAN_FAULT}" Code="{refusal.code}" Machine="lab">'
        f"<f:Message>{escape(refusal.reason)}</f:Message></f:WSManFault>"
    )


def _wmi_error(refusal: WsmanFaultError) -> str:
    return (
        f'<e:MSFT_WmiError xmlns:e="{ns.WMI_ERROR}"><e:Message>{escape(refusal.reason)}</e:Message>'
        f"<e:MessageID>HRESULT 0x{refusal.code:08x}</e:MessageID><e:error_Category>30</e:error_Category>"
        f"<e:error_Code>{refusal.code}</e:error_Code><e:error_Type>HRESULT</e:error_Type></e:MSFT_WmiError>"
    )


def _response(request: Request, body: str) -> bytes:
    return _envelope(f"{request.action}Response", request.message_id, body)


def _envelope(action: str, relates_to: str, body: str) -> bytes:
    namespaces = {"s": ns.SOAP, "a": ns.ADDRESSING, "x": ns.TRANSFER, "w": ns.WSMAN, "rsp": ns.SHELL}
    declared = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in namespaces.items())
    message_id = str(uuid.uuid4()).upper()
    return (
        f'<s:Envelope xml:lang="en-US" {declared}><s:Header><a:Action>{action}</a:Action>'
        f"<a:MessageID>uuid:{message_id}</a:MessageID><a:To>{ns.ANONYMOUS}</a:To>"
        f"<a:RelatesTo>{escape(relates_to)}</a:RelatesTo></s:Header><s:Body>{body}</s:Body></s:Envelope>"
    ).encode()
