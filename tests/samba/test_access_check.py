"""What a token may do, against Samba's access check, right by right, for generated descriptors and tokens."""

from dataclasses import replace
from itertools import chain, combinations

from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import sddl
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.access_check import bounds, granted
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.access_mask import FULL_CONTROL, mapped
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.sids import OWNER_RIGHTS
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.access_control.descriptors import SIDS, TOKENS, aces, descriptors

often = settings(max_examples=1500)

DESCRIPTORS = descriptors(st.lists(aces(), max_size=8).map(tuple), st.just(()))


def question(descriptor, tokens):
    """Samba 4.17 does not map generic rights, takes FA for other rights and does not read NO_ACCESS_CONTROL."""
    dacl = tuple(replace(ace, mask=mapped(ace.mask)) for ace in descriptor.dacl or ())
    text = sddl.compose(replace(descriptor, dacl=dacl, dacl_flags=(), sacl=None, sacl_flags=()))
    return {
        "sddl": text.replace(";FA;", ";0x1f01ff;"),
        "no_list": descriptor.dacl is None,
        "tokens": [sorted(token) for token in tokens],
    }


@often
@given(descriptor=DESCRIPTORS, tokens=st.lists(TOKENS, min_size=1, max_size=6))
def test_the_rights_are_those_that_samba_grants(samba, descriptor, tokens):
    expected = samba(question(descriptor, tokens))
    assert [hex(granted(descriptor, token)) for token in tokens] == [hex(mask) for mask in expected]


@settings(often, max_examples=500)
@given(descriptor=DESCRIPTORS, token=TOKENS, maybe=st.frozensets(st.sampled_from(SIDS), max_size=3))
def test_the_bounds_are_what_samba_grants_at_least_and_at_most_to_tokens_that_may_be(samba, descriptor, token, maybe):
    maybe -= {OWNER_RIGHTS}
    subsets = chain.from_iterable(combinations(sorted(maybe), count) for count in range(len(maybe) + 1))
    at_least, at_most = FULL_CONTROL, 0
    for rights in samba(question(descriptor, [token | frozenset(subset) for subset in subsets])):
        at_least, at_most = at_least & rights, at_most | rights
    assert bounds(descriptor, token, maybe.__contains__) == (at_least, at_most)
