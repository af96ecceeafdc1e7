"""SDDL: nothing that stands in a text is lost, and nothing is read that does not stand there."""

import json
import re
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import sddl
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.sddl import NO_ACCESS_CONTROL, Ace, Descriptor
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.sids import ALIASES
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.access_control.descriptors import descriptors

always = settings(max_examples=300)


def cases(name):
    return json.loads((Path(__file__).with_suffix("") / f"{name}.json").read_text(encoding="utf-8"))


RECORDED = cases("recorded")
DOCUMENTED = cases("documented")
MALFORMED = cases("malformed")


def spelt_out(text):
    """The text with its SIDs in full, by other means than the parser's."""
    return re.sub(r"(?<=[OG]:)[A-Z]{2}(?=[OGDS]:)|(?<=;;;)[A-Z]{2}(?=[;)])", lambda found: ALIASES[found[0]], text)


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["what"])
def test_what_windows_wrote_is_written_the_same_again(case):
    assert sddl.compose(sddl.parse(case["sddl"])) == spelt_out(case["sddl"])


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["what"])
def test_short_names_and_sids_in_full_mean_the_same(case):
    assert sddl.parse(spelt_out(case["sddl"])) == sddl.parse(case["sddl"])


def aces(entries):
    if entries is None:
        return None
    return tuple(
        Ace(**{**entry, "flags": frozenset(entry["flags"]), "mask": int(entry["mask"], 16)}) for entry in entries
    )


@pytest.mark.parametrize("case", DOCUMENTED, ids=lambda case: case["sddl"])
def test_a_text_of_the_documents_means_what_they_say(case):
    found = sddl.parse(case["sddl"], case["aliases"])
    assert (found.owner, found.group) == (case["owner"], case["group"])
    assert found.dacl == aces(case["dacl"])
    assert found.sacl == aces(case["sacl"])
    assert sddl.parse(sddl.compose(found)) == found


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case["sddl"])
def test_what_is_no_sddl_is_refused_with_what_and_where(case):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        sddl.parse(case["sddl"])
    assert str(caught.value) == case["message"]


@always
@given(descriptors())
def test_every_descriptor_comes_back_from_its_text(descriptor):
    assert sddl.parse(sddl.compose(descriptor)) == descriptor


def read(text):
    """The descriptor, or None where the text is refused as it should be."""
    try:
        return sddl.parse(text)
    except ValueError as error:
        if not str(error).startswith("not SDDL: "):
            raise
        return None


@always
@given(descriptors(), st.data())
def test_a_text_that_is_cut_off_is_never_read_as_something_else(descriptor, data):
    text = sddl.compose(descriptor)
    cut = text[: data.draw(st.integers(0, len(text) - 1))]
    # What is left may be whole in itself: a list without its last entries, a SID without its last digits.
    if found := read(cut):
        assert sddl.compose(found) == cut


@always
@given(st.text(st.sampled_from('OGDSPAIRBUXYW:;()"-0123456789x '), max_size=40))
def test_any_text_is_read_or_refused_with_a_message(text):
    if found := read(text):
        assert sddl.parse(sddl.compose(found)) == found


def test_further_short_names_can_be_given_but_not_those_that_mean_the_same_everywhere():
    users = "S-1-5-21-1-2-3-513"
    (ace,) = sddl.parse("D:(A;;FR;;;DU)", {"DU": users}).dacl
    assert ace.sid == users
    (ace,) = sddl.parse("D:(A;;FR;;;BU)", {"BU": users}).dacl
    assert ace.sid == ALIASES["BU"]


def test_an_empty_dacl_a_null_dacl_and_no_dacl_are_distinguished():
    assert sddl.parse("D:").dacl == ()
    assert sddl.parse("D:PNO_ACCESS_CONTROL") == Descriptor(None, None, None, ("P", NO_ACCESS_CONTROL))
    assert sddl.parse("O:BA") == Descriptor(ALIASES["BA"], None, None)
    for text in ("D:", "D:P", "D:AI", "D:PARAI", "D:NO_ACCESS_CONTROL", "D:PNO_ACCESS_CONTROL", "S:", "D:S:"):
        assert sddl.compose(sddl.parse(text)) == text


def test_a_sid_has_one_spelling():
    for text in ("O:S-1-5-32-544", "O:S-1-05-032-00544", "O:S-1-0x5-32-544", "O:S-1-0x000000000005-32-544"):
        assert sddl.parse(text).owner == "S-1-5-32-544"
    assert sddl.parse("O:S-1-0x10000000000-1").owner == "S-1-0x010000000000-1"
    assert sddl.parse("O:S-1-1099511627776-1").owner == "S-1-0x010000000000-1"


def test_what_a_descriptor_says_of_itself():
    descriptor = sddl.parse("D:PAI(D;;FW;;;BU)(A;OICIIO;GA;;;CO)(A;OICIID;FA;;;BA)")
    assert descriptor.protected
    assert not sddl.parse("D:AI").protected
    assert [ace.kind for ace in descriptor.explicit] == ["D", "A"]
    assert [ace.inherited for ace in descriptor.dacl] == [False, False, True]
    assert [ace.inherit_only for ace in descriptor.dacl] == [False, True, False]
    assert sddl.parse("D:NO_ACCESS_CONTROL").explicit == ()
