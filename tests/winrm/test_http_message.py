"""Heads of requests, and responses."""

from __future__ import annotations

import pytest

from lab.winrm.http_message import Head, HttpResponse, MalformedHeadError, objection, parse_head

HEAD = b"POST /wsman HTTP/1.1\r\nHost: node\r\nContent-Length: 12\r\nCONNECTION: Close\r\n\r\n"


def test_a_head_is_read_whatever_the_case_of_its_names() -> None:
    head = parse_head(HEAD)
    assert (head.method, head.path, head.header("host")) == ("POST", "/wsman", "node")
    assert head.content_length == 12
    assert not head.keeps_connection


@pytest.mark.parametrize(
    "data", [b"\r\n\r\n", b"POST /wsman\r\n\r\n", b"POST / HTTP/1.1\r\nno colon\r\n\r\n", HEAD.replace(b"12", b"-1")]
)
def test_what_is_no_head_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedHeadError):
        parse_head(data)


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (Head("POST", "/wsman", {"transfer-encoding": "chunked"}), 411),
        (Head("POST", "/other", {}), 404),
        (Head("GET", "/wsman", {}), 405),
    ],
)
def test_what_is_none_of_winrm_is_answered_at_once(head: Head, status: int) -> None:
    response = objection(head)
    assert response is not None
    assert response.status == status


@pytest.mark.parametrize("path", ["/wsman", "/WSMAN", "/wsman/", "/wsman?PSVersion=5.1"])
def test_nothing_is_wrong_with_a_request_of_winrm(path: str) -> None:
    assert objection(Head("POST", path, {})) is None


def test_a_response_states_its_length() -> None:
    response = HttpResponse(401, (("WWW-Authenticate", "Negotiate"),), b"no")
    assert response.to_bytes() == (
        b"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nContent-Length: 2\r\n\r\nno"
    )
