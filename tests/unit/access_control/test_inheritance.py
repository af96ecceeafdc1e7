"""Each case: entries of a folder, and what a file and a folder in it get from them."""

import json
from pathlib import Path

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import sddl
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.access_mask import mapped
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.inheritance import inherited
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.sids import ALIASES, NAMES
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.access_control.descriptors import ANY_DACL, GROUP, USER

FOLDER = Path(__file__).with_suffix("")
always = settings(max_examples=300)

RIGHTS = {0x1F01FF: "F", 0x10000000: "F", 0x1200A9: "RX", 0xA0000000: "GR,GE"}


def as_icacls(ace):
    flags = [flag for flag in ("I", "OI", "CI", "IO") if {"I": "ID"}.get(flag, flag) in ace.flags]
    return f"{NAMES[ace.sid]}:{''.join(map('({})'.format, [*flags, RIGHTS[ace.mask]]))}"


@pytest.fixture(params=sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def case(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


@pytest.mark.parametrize("child", ["file", "folder"])
def test_a_child_gets_these_entries(case, child):
    found = inherited(sddl.parse(case["parent"]).dacl, child == "folder", case["owner"], case["group"])
    assert found == sddl.parse(case[child]).dacl


def test_wwwroot_inherits_what_windows_makes_of_the_dacl_of_inetpub():
    recorded = json.loads((FOLDER / "recorded" / "wwwroot.json").read_text(encoding="utf-8"))
    found = inherited(sddl.parse(recorded["parent"]).dacl, True, recorded["owner"], recorded["owner"])
    assert [as_icacls(ace) for ace in found] == recorded["child"]


@always
@given(ANY_DACL, st.booleans())
def test_everything_inherited_says_so_and_what_takes_effect_is_specific(parent, container):
    for ace in inherited(parent, container, USER, GROUP):
        assert ace.inherited
        if not container:
            assert ace.flags <= {"ID", "SA", "FA"}
        if not ace.inherit_only:
            assert ace.mask == mapped(ace.mask)
            assert ace.sid not in (ALIASES["CO"], ALIASES["CG"])


@always
@given(ANY_DACL)
def test_a_file_gets_the_same_in_a_folder_further_below(parent):
    """A way down is no shorter or longer than another, where nothing stops at the first child."""
    parent = tuple(ace for ace in parent if "NP" not in ace.flags)
    below = inherited(parent, True, USER, GROUP)
    here, there = (set(inherited(folder, False, USER, GROUP)) for folder in (parent, below))
    assert here == there


@always
@given(ANY_DACL, st.booleans())
def test_nothing_is_written_twice(parent, container):
    found = inherited(parent, container, USER, GROUP)
    assert len(set(found)) == len(found)
