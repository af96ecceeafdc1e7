"""What tokens say without a key: recorded ones of MIT Kerberos, and what is none."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.directory import der
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.channel_bindings import end_point
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.kerberos_tokens import error_in, is_ntlm, ticket_in
from hypothesis import given
from hypothesis import strategies as st

from lab.site import kerberos_error

NTLM_CHOSEN = bytes.fromhex("a1153013a0030a0101a10c060a2b06010401823702020a")


@pytest.mark.parametrize("code", [7, 31, 37, 41, 44, 68, 200])
def test_the_number_of_an_error_is_found(code: int) -> None:
    token = kerberos_error.token(code, "HTTP/intranet", "EXAMPLE.COM")
    assert (error_in(token), ticket_in(token), is_ntlm(token)) == (code, None, False)


@pytest.mark.parametrize("token", [NTLM_CHOSEN, b"NTLMSSP\0\x02\0\0\0"])
def test_ntlm_is_told_apart(token: bytes) -> None:
    assert (is_ntlm(token), error_in(token)) == (True, None)


@given(st.binary(max_size=60))
def test_whatever_comes_is_read_without_an_error(token: bytes) -> None:
    error_in(token)
    ticket_in(token)
    is_ntlm(token)
    end_point(token)


@given(st.integers(0, 300))
def test_a_token_that_is_cut_has_nothing_that_it_does_not_have_whole(at: int) -> None:
    token = kerberos_error.token(41, "HTTP/intranet", "EXAMPLE.COM")
    assert error_in(token[:at]) == (41 if at >= len(token) else None)


@pytest.mark.parametrize("data", [b"\x30\x80\x00\x00", b"\x30\x85\x01\x01\x01\x01\x01", b"\x30"])
def test_a_length_that_is_none_ends_the_data(data: bytes) -> None:
    assert list(der.elements(data)) == []


@pytest.mark.parametrize(
    ("algorithm", "octets"),
    [
        ("2a864886f70d01010b", 32),  # SHA-256 with RSA
        ("2a864886f70d010105", 32),  # SHA-1 with RSA, in whose place SHA-256 is taken
        ("2a864886f70d01010c", 48),
        ("2a8648ce3d040304", 64),
    ],
)
def test_a_channel_is_bound_by_the_hash_of_the_certificates_signature(algorithm: str, octets: int) -> None:
    identifier = bytes.fromhex(algorithm)
    signed = bytes([0x30, len(identifier) + 2, 0x06, len(identifier)]) + identifier
    certificate = bytes([0x30, len(signed) + 2, 0x30, 0x00]) + signed
    assert len(end_point(certificate)) == len(b"tls-server-end-point:") + octets
