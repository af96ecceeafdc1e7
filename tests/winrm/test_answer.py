"""Answers as envelopes."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from lab.winrm import answer
from lab.winrm import namespaces as ns
from lab.winrm.answer import Piece
from lab.winrm.request import ReceiveOutput, Request
from lab.winrm.wsman_fault import OperationTimedOut, ShellNotFound, TooManyShells

REQUEST = Request(ns.RECEIVE, "uuid:1<&>", "S", 20.0, 153600, ReceiveOutput("C"))
IN = {"s": ns.SOAP, "a": ns.ADDRESSING, "r": ns.SHELL, "f": ns.WSMAN_FAULT, "e": ns.WMI_ERROR}


def test_an_answer_relates_to_its_request() -> None:
    root = ElementTree.fromstring(answer.signalled(REQUEST))
    assert root.findtext("s:Header/a:RelatesTo", namespaces=IN) == "uuid:1<&>"
    assert root.findtext("s:Header/a:Action", namespaces=IN) == f"{ns.RECEIVE}Response"


def test_output_is_done_with_its_exit_code() -> None:
    root = ElementTree.fromstring(answer.output(REQUEST, "C", Piece(b"out", b"", 3)))
    assert [stream.attrib["Name"] for stream in root.iterfind(".//r:Stream", IN)] == ["stdout"]
    assert root.findtext(".//r:ExitCode", namespaces=IN) == "3"


def test_a_piece_that_is_not_the_last_is_running() -> None:
    root = ElementTree.fromstring(answer.output(REQUEST, "C", Piece(b"out", b"err", None)))
    state = root.find(".//r:CommandState", IN)
    assert state is not None
    assert state.attrib["State"] == ns.COMMAND_RUNNING
    assert root.find(".//r:ExitCode", IN) is None


@pytest.mark.parametrize("size", [8192, 153600, 512000])
def test_output_that_fills_its_room_fits_the_envelope(size: int) -> None:
    half = answer.output_room(size) // 2
    piece = Piece(b"o" * half, b"e" * half, 4294967295)
    command_id = "00000000-0000-0000-0000-000000000000"
    assert len(answer.output(REQUEST, command_id, piece)) <= size


def test_a_fault_names_who_is_to_blame_and_why() -> None:
    root = ElementTree.fromstring(answer.fault(ShellNotFound("<S>"), "uuid:1"))
    error = root.find(".//f:WSManFault", IN)
    assert error is not None
    assert error.attrib["Code"] == "2150858843"
    assert "ShellId <S> failed" in (root.findtext(".//s:Text", namespaces=IN) or "")
    assert root.findtext(".//s:Code/s:Value", namespaces=IN) == "s:Sender"
    timed_out = ElementTree.fromstring(answer.fault(OperationTimedOut(), "uuid:1"))
    assert timed_out.findtext(".//s:Code/s:Value", namespaces=IN) == "s:Receiver"


def test_a_quota_is_a_wmi_error() -> None:
    root = ElementTree.fromstring(answer.fault(TooManyShells(30), "uuid:1"))
    assert root.findtext(".//e:error_Code", namespaces=IN) == "2150859173"
    assert root.find(".//f:WSManFault", IN) is None
