"""Each case: a security descriptor, the SIDs of a token, and its rights."""

import json
from itertools import chain, combinations
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import access_mask, sddl
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.access_check import (
    bounds,
    deciding,
    granted,
    is_canonical,
)
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.access_mask import FULL_CONTROL, mapped
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.sids import ALIASES
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.access_control.descriptors import SIDS, TOKENS, aces, descriptors

CASES = sorted(Path(__file__).with_suffix("").glob("*.json"))
always = settings(max_examples=300)

SETS = st.lists(aces(), max_size=8).map(tuple)


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def sids(names):
    return frozenset(ALIASES[name] for name in names)


def test_a_token_has_these_rights_at_least_and_at_most(case):
    possible = sids(case["possible"])
    found = bounds(sddl.parse(case["sddl"]), sids(case["token"]), lambda sid: sid in possible)
    assert [hex(mask) for mask in found] == [hex(access_mask.parse(case[name])) for name in ("at_least", "at_most")]


def test_these_deny_entries_decide(case):
    found = deciding(sddl.parse(case["sddl"]), sids(case["token"]), access_mask.parse(case["wanted"]))
    assert found == sddl.parse(f"D:{''.join(case['deciding'])}").dacl


def test_the_order_is_what_net_demands(case):
    assert is_canonical(sddl.parse(case["sddl"]).dacl) is case["canonical"]


@always
@given(descriptors(), TOKENS, TOKENS)
def test_what_is_there_at_least_is_there_at_most_and_both_are_rights_of_files(descriptor, token, maybe):
    at_least, at_most = bounds(descriptor, token, maybe.__contains__)
    assert at_least & ~at_most == 0
    assert at_most & ~FULL_CONTROL == 0


@always
@given(descriptors(SETS), TOKENS, st.frozensets(st.sampled_from(SIDS), max_size=4))
def test_the_bounds_are_reached_by_tokens_that_may_be(descriptor, token, maybe):
    """Without conditional entries: of every right, some token has it that may be, or none; so for having it not."""
    subsets = chain.from_iterable(combinations(sorted(maybe), count) for count in range(len(maybe) + 1))
    rights = [granted(descriptor, token | frozenset(subset)) for subset in subsets]
    at_least, at_most = FULL_CONTROL, 0
    for one in rights:
        at_least, at_most = at_least & one, at_most | one
    assert bounds(descriptor, token, maybe.__contains__) == (at_least, at_most)


@always
@given(descriptors(SETS), TOKENS, st.integers(0, FULL_CONTROL))
def test_without_the_deciding_entries_nothing_that_was_wanted_is_denied(descriptor, token, wanted):
    decided = deciding(descriptor, token, wanted)
    assert all(ace.kind == "D" and not ace.inherit_only and mapped(ace.mask) & wanted for ace in decided)
    if not decided:
        allows = [ace for ace in descriptor.dacl or () if ace.kind == "A"]
        without = sddl.Descriptor(descriptor.owner, None, None if descriptor.dacl is None else tuple(allows))
        # An entry for owner rights has an effect by existing, so both DACLs must have one or none.
        if not any(ace.kind == "D" and ace.sid == ALIASES["OW"] for ace in descriptor.dacl or ()):
            assert granted(descriptor, token) & wanted == granted(without, token) & wanted


@always
@given(SETS)
def test_a_dacl_that_is_sorted_is_canonical(dacl):
    order = sorted(dacl, key=lambda ace: (ace.inherited, not ace.inherited and ace.kind == "A"))
    assert is_canonical(order)
    explicit = [ace for ace in order if not ace.inherited]
    if {ace.kind for ace in explicit} == {"A", "D"}:
        assert not is_canonical([*reversed(explicit), *(ace for ace in order if ace.inherited)])


def test_a_null_dacl_is_canonical():
    assert is_canonical(None)
    assert is_canonical(())
