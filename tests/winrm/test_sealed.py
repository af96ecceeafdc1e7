"""The framing of encrypted messages, byte by byte."""

from __future__ import annotations

import pytest

from lab.winrm.sealed import CONTENT_TYPE, MalformedSealError, Sealed, is_sealed, pack, unpack

# What pywinrm 0.5.0 sends for <soap/> with a signature of 16 bytes.
FROM_PYWINRM = (
    b"--Encrypted Boundary\r\n"
    b"\tContent-Type: application/HTTP-SPNEGO-session-encrypted\r\n"
    b"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=7\r\n"
    b"--Encrypted Boundary\r\n"
    b"\tContent-Type: application/octet-stream\r\n"
    b"\x10\x00\x00\x000123456789abcdefCIPHERS"
    b"--Encrypted Boundary--\r\n"
)
SEALED = Sealed(b"0123456789abcdef", b"CIPHERS", 7)


def test_a_message_of_pywinrm_is_unpacked() -> None:
    assert unpack(FROM_PYWINRM) == SEALED


def test_an_answer_has_the_form_pywinrm_takes_apart() -> None:
    assert pack(SEALED) == FROM_PYWINRM


@pytest.mark.parametrize("hostile", [b"--Encrypted Boundary\r\n", b"--Encrypted Boundary--\r\n", b"\r\n\r\n", b""])
def test_ciphertext_may_hold_any_bytes(hostile: bytes) -> None:
    sealed = Sealed(b"s" * 16, hostile + b"x" + hostile, 1)
    assert unpack(pack(sealed)) == sealed


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<soap/>",
        FROM_PYWINRM[:-4],
        FROM_PYWINRM.replace(b"\x10\x00\x00\x00", b"\x10\x00\x00\x7f"),
        FROM_PYWINRM.replace(b"Length=7", b"Length=x"),
        FROM_PYWINRM.replace(b"\x10\x00\x00\x000123456789abcdefCIPHERS", b"\x10"),
    ],
)
def test_what_is_no_encrypted_message_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedSealError):
        unpack(body)


def test_the_content_type_marks_an_encrypted_message() -> None:
    assert is_sealed(CONTENT_TYPE)
    assert not is_sealed("application/soap+xml;charset=UTF-8")
