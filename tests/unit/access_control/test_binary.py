"""Security identifiers and descriptors in bytes."""

from __future__ import annotations

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import binary, sddl
from hypothesis import given
from hypothesis import strategies as st

WHOLE = "010500000000000515000000dcf4dc3b833d2b46828ba6284e040000"
SIDS = {
    "S-1-5-18": "010100000000000512000000",
    "S-1-5-32-544": "01020000000000052000000020020000",
    "S-1-1-0": "010100000000000100000000",
    "S-1-5-21-1004336348-1177238915-682003330-1102": WHOLE,
}
# O:SYD:(A;;0xf01ff;;;S-1-5-21-...-1161), as a domain controller stores msDS-GroupMSAMembership.
DESCRIPTOR = (
    "01000480140000000000000000000000200000000101000000000005120000000400"
    "2c000100000000002400ff010f00010500000000000515000000dcf4dc3b833d2b46828ba62889040000"
)


@pytest.mark.parametrize(("text", "data"), SIDS.items())
def test_a_sid_both_ways(text: str, data: str) -> None:
    assert binary.sid_text(bytes.fromhex(data)) == text
    assert binary.sid_bytes(text).hex() == data


@given(st.lists(st.integers(0, 2**32 - 1), max_size=15), st.integers(0, 2**48 - 1))
def test_every_sid_comes_back(parts: list[int], authority: int) -> None:
    text = "-".join(map(str, ["S-1", authority, *parts]))
    assert binary.sid_text(binary.sid_bytes(text)) == text


@pytest.mark.parametrize("data", ["", "01", WHOLE[:-2], WHOLE + "00", "02" + WHOLE[2:]])
def test_what_is_no_sid_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="no security identifier"):
        binary.sid_text(bytes.fromhex(data))


@pytest.mark.parametrize("text", ["", "S-1", "S-1-5-x", "S-1-5-4294967296", "S-2-5-18", "S-1-5-18)(cn=*"])
def test_what_is_no_sid_in_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no security identifier"):
        binary.sid_bytes(text)


def test_a_descriptor() -> None:
    found = binary.descriptor(bytes.fromhex(DESCRIPTOR))
    text = "O:S-1-5-18D:(A;;0xf01ff;;;S-1-5-21-1004336348-1177238915-682003330-1161)"
    assert sddl.parse(sddl.compose(found)) == sddl.parse(text)


@given(st.binary(max_size=120))
def test_bytes_that_are_none_are_refused_and_nothing_else_happens(data: bytes) -> None:
    try:
        binary.descriptor(data)
    except ValueError:
        return


@given(st.integers(0, len(DESCRIPTOR) // 2 - 1))
def test_a_descriptor_that_is_cut_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="no security"):
        binary.descriptor(bytes.fromhex(DESCRIPTOR)[:length])


@pytest.mark.parametrize(
    ("at", "value", "told"), [(40, 2, "the kind 2"), (40, 9, "the kind 9"), (41, 0x40, "the flag 0x40")]
)
def test_an_entry_that_may_mean_more_than_is_known_is_refused(at: int, value: int, told: str) -> None:
    """2: an audit entry. 9: a conditional one. 0x40: a flag of audit entries."""
    data = bytearray.fromhex(DESCRIPTOR)
    data[at] = value
    with pytest.raises(ValueError, match=told):
        binary.descriptor(bytes(data))
