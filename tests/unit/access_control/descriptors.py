"""Random security descriptors, for tests of properties that every one of them has."""

from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.sddl import NO_ACCESS_CONTROL, Ace, Descriptor
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.sids import ALIASES, pool_sid
from hypothesis import strategies as st

USER, GROUP, OTHER = (f"S-1-5-21-1004336348-1177238915-682003330-{number}" for number in (1104, 1105, 1106))
# Few, so that entries and tokens meet.
SIDS = [*(ALIASES[name] for name in ("WD", "BU", "BA", "OW", "CO")), pool_sid("intranet"), USER, GROUP, OTHER]
# No token has OWNER RIGHTS: that SID stands for the owner of an object.
TOKENS = st.frozensets(st.sampled_from([sid for sid in SIDS if sid != ALIASES["OW"]]))

MASKS = st.one_of(
    st.sampled_from([0x1F01FF, 0x1301BF, 0x1200A9, 0x120089, 0x1200A0, 0x120116, 0x116, 0x20000, 0x40000]),
    st.integers(0, 15).map(lambda generic: generic << 28).filter(bool),
    st.integers(0, 20).map(lambda bit: 1 << bit),
    st.integers(1, 2**32 - 1),
)
FLAGS = st.frozensets(st.sampled_from(["OI", "CI", "NP", "IO", "ID"]))
GUIDS = st.uuids().map(str)

_WORDS = st.text(st.sampled_from('abcXYZ019 _@.:/=<>!&|#{},;"()äß☃'), max_size=12).filter(lambda text: '"' not in text)
_PLAIN = _WORDS.filter(lambda text: not set(text) & set("()"))


def _around(inner):
    return st.lists(_PLAIN | _WORDS.map('"{}"'.format) | inner, min_size=1, max_size=4).map("".join).map("({})".format)


CONDITIONS = st.recursive(_PLAIN.map("({})".format), _around, max_leaves=5)


def aces(kinds=("A", "D"), flags=FLAGS, sids=SIDS):
    return st.builds(Ace, st.sampled_from(kinds), flags, MASKS, st.sampled_from(sids))


CONDITIONAL = st.builds(
    Ace, st.sampled_from(["XA", "XD"]), FLAGS, MASKS, st.sampled_from(SIDS), st.just(""), st.just(""), CONDITIONS
)
OBJECT = st.builds(
    Ace, st.sampled_from(["OA", "OD"]), FLAGS, MASKS, st.sampled_from(SIDS), GUIDS | st.just(""), GUIDS | st.just("")
)
CONDITIONAL_OBJECT = st.builds(
    Ace, st.just("ZA"), FLAGS, MASKS, st.sampled_from(SIDS), GUIDS | st.just(""), GUIDS | st.just(""), CONDITIONS
)
AUDIT = aces(("AU", "ML", "SP"), st.frozensets(st.sampled_from(["OI", "CI", "ID", "SA", "FA"])))
ATTRIBUTE = st.builds(
    Ace, st.just("RA"), FLAGS, st.just(0), st.sampled_from(SIDS), st.just(""), st.just(""), CONDITIONS
)

ANY_DACL = st.lists(aces() | CONDITIONAL | OBJECT | CONDITIONAL_OBJECT, max_size=6).map(tuple)
ANY_SACL = st.lists(AUDIT | ATTRIBUTE, max_size=3).map(tuple)


@st.composite
def flagged(draw, lists):
    """A list and its flags: any list, none at all where that is stated, or no such part."""
    flags = tuple(flag for flag in ("P", "AR", "AI") if draw(st.booleans()))
    if draw(st.integers(0, 7)):
        return draw(lists), flags
    return None, draw(st.sampled_from([(*flags, NO_ACCESS_CONTROL), ()]))


@st.composite
def descriptors(draw, dacls=ANY_DACL, sacls=ANY_SACL):
    sids = st.none() | st.sampled_from(SIDS)
    (dacl, dacl_flags), (sacl, sacl_flags) = draw(flagged(dacls)), draw(flagged(sacls))
    owner, group = draw(sids), draw(sids)
    # A text has at least one part.
    if (owner, group, dacl, sacl, *dacl_flags, *sacl_flags) == (None, None, None, None):
        owner = USER
    return Descriptor(owner, group, dacl, dacl_flags, sacl, sacl_flags)
