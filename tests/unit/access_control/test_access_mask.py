"""Access masks: their SDDL text, what generic rights mean for files, and words for people."""

import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import access_mask
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.access_mask import (
    READ_AND_EXECUTE,
    SYNCHRONIZE,
    words,
)
from hypothesis import given, settings
from hypothesis import strategies as st

always = settings(max_examples=500)


def cases(name):
    return json.loads((Path(__file__).with_suffix("") / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "mask", "composed"), cases("rights"))
def test_a_text_of_rights_is_a_mask_and_is_written_as_windows_does(text, mask, composed):
    assert access_mask.parse(text) == int(mask, 16)
    assert access_mask.compose(int(mask, 16)) == composed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ZZ", "ZZ is no right"),
        ("FAX", "X is no right"),
        ("fa", "fa is no right"),
        ("FA FR", " F is no right"),
        ("0x", "0x is no number"),
        ("017", "017 is no number"),
        ("-1", "-1 is no right"),
        ("0x1ffffffff", "0x1ffffffff is more than 32 bits"),
        ("4294967296", "4294967296 is more than 32 bits"),
    ],
)
def test_what_is_no_text_of_rights_is_refused(text, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        access_mask.parse(text)
    assert str(caught.value) == message


@always
@given(st.integers(0, 2**32 - 1))
def test_every_mask_comes_back_from_its_text(mask):
    assert access_mask.parse(access_mask.compose(mask)) == mask


@always
@given(st.integers(0, 2**32 - 1))
def test_mapping_leaves_no_generic_right_and_takes_nothing_else_away(mask):
    mapped = access_mask.mapped(mask)
    assert not mapped >> 28
    assert mapped & mask == mask & 0x0FFFFFFF
    assert access_mask.mapped(mapped) == mapped


@pytest.mark.parametrize(("mask", "expected"), cases("words"))
def test_a_mask_is_shown_by_its_name(mask, expected):
    assert words(int(mask, 16)) == expected


@pytest.mark.parametrize(
    ("mask", "expected"),
    [(0x1F01FF, "read and execute"), (0x120116, "read permissions"), (0x116, "nothing"), (0x12019F, "read")],
)
def test_the_part_of_a_mask_that_reads_and_executes_is_shown_by_its_name(mask, expected):
    assert words(mask & READ_AND_EXECUTE) == expected


def test_a_deny_entry_of_net_lacks_synchronize_and_is_shown_without_it():
    assert words(0x200A9 | SYNCHRONIZE) == "read and execute"


def test_no_two_masks_that_differ_in_reading_or_executing_have_the_same_words():
    # A finding that reads "read and execute, should be read and execute" helps no administrator.
    same = [mask for mask in range(READ_AND_EXECUTE) if mask & ~READ_AND_EXECUTE == 0]
    assert [mask for mask in same if words(mask) == words(READ_AND_EXECUTE)] == []
