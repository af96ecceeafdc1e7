"""The smallest change of a DACL, and when two DACLs have the same explicit entries."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import access_check, acl_edit, sddl
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.acl_edit import same
from hypothesis import given, settings
from hypothesis import strategies as st

always = settings(max_examples=300)
SIDS = ["S-1-5-18", "S-1-5-32-544", "S-1-5-21-1-2-3-1201", "S-1-1-0"]

entries = st.builds(
    sddl.Ace,
    st.sampled_from(["A", "D"]),
    st.frozensets(st.sampled_from(["OI", "CI", "NP", "IO"])),
    st.sampled_from([0x1F01FF, 0x1200A9, 0x120089, 0x2]),
    st.sampled_from(SIDS),
)


def canonical(explicit, inherited):
    taken_over = [sddl.Ace(ace.kind, ace.flags | {"ID"}, ace.mask, ace.sid) for ace in inherited]
    return sddl.Descriptor(None, None, (*sorted(explicit, key=lambda ace: ace.kind == "A"), *taken_over), ("AI",))


lists = st.builds(canonical, st.lists(entries, max_size=5), st.lists(entries, max_size=3))


@always
@given(lists, st.sampled_from(SIDS), st.booleans())
def test_an_entry_more_leaves_everything_else_where_it_is(before, sid, container):
    more = acl_edit.entry(sid, container)
    after = acl_edit.changed(before, [more], [])
    assert access_check.is_canonical(after.dacl)
    position = len([ace for ace in before.dacl if not ace.inherited])
    assert after.dacl == (*before.dacl[:position], more, *before.dacl[position:])
    assert after.dacl_flags == before.dacl_flags


@always
@given(lists, st.data())
def test_entries_less_and_nothing_else(before, data):
    less = data.draw(st.lists(st.sampled_from(before.dacl), max_size=2)) if before.dacl else []
    after = acl_edit.changed(before, [], less)
    assert list(after.dacl) == [ace for ace in before.dacl if ace not in less]
    assert access_check.is_canonical(after.dacl)


@always
@given(lists)
def test_a_dacl_means_the_same_however_it_is_sorted_and_merged(descriptor):
    text = acl_edit.text(descriptor)
    reordered = sddl.Descriptor(None, None, tuple(reversed(descriptor.dacl)), descriptor.dacl_flags)
    assert same(text, acl_edit.text(reordered))


@always
@given(lists, lists)
def test_lists_that_mean_the_same_let_everybody_do_the_same(one, other):
    if same(acl_edit.text(one), acl_edit.text(other)):
        own = [
            sddl.Descriptor(None, None, tuple(ace for ace in each.dacl if not ace.inherited)) for each in (one, other)
        ]
        for sid in SIDS:
            token = frozenset({sid})
            assert access_check.granted(own[0], token) == access_check.granted(own[1], token)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("D:(A;OICI;FR;;;BA)(A;;FX;;;BA)", "D:(A;;0x1200a9;;;BA)(A;OICIIO;FR;;;BA)", True),
        ("D:(A;OI;FA;;;BA)(A;CI;FA;;;BA)", "D:(A;OICI;FA;;;BA)", True),
        ("D:AI(A;;FA;;;BA)(A;ID;FA;;;SY)", "D:(A;;FA;;;BA)", True),
        ("D:P(A;;FA;;;BA)", "D:(A;;FA;;;BA)", False),
        ("D:(A;OICI;FA;;;BA)", "D:(A;OICINP;FA;;;BA)", False),
        ("D:(A;;FA;;;BA)", "D:(D;;FA;;;BA)", False),
        ("D:NO_ACCESS_CONTROL", "D:", False),
        ("D:NO_ACCESS_CONTROL", "D:NO_ACCESS_CONTROL", True),
        ("D:(A;;FA;;;BA)", "nothing", False),
        ("D:(A;;FA;;;XY)", "D:(A;;FA;;;BA)", False),
    ],
)
def test_which_dacls_have_the_same_explicit_entries(one, other, expected):
    assert same(one, other) is expected
