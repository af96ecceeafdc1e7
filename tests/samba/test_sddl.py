"""SDDL against Samba's, which was written by others: both read the same in a text, and each reads what the other wrote.

Samba 4.17 knows neither conditional entries nor attributes nor NO_ACCESS_CONTROL, takes FA for other rights, and cannot
read an empty list that another one follows.
"""

from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import sddl
from ansible_collections.nlb.kerberos.plugins.module_utils.access_control.sddl import NO_ACCESS_CONTROL
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.access_control.descriptors import FLAGS, OBJECT, aces, descriptors

often = settings(max_examples=600)

KINDS = {"A": 0, "D": 1, "AU": 2, "OA": 5, "OD": 6}
BITS = {"OI": 0x1, "CI": 0x2, "NP": 0x4, "IO": 0x8, "ID": 0x10, "SA": 0x40, "FA": 0x80}
# An entry with an object type has one in Samba's answer too, so those without are left to plain entries.
DACLS = st.lists(aces() | OBJECT.filter(lambda ace: ace.object_type or ace.inherited_object_type)).map(tuple)
SACLS = st.lists(aces(("AU",), FLAGS.map(lambda flags: flags | {"SA"}))).map(tuple)
KNOWN = descriptors(DACLS, SACLS).filter(
    lambda one: NO_ACCESS_CONTROL not in one.dacl_flags + one.sacl_flags and (one.sacl is None or one.dacl != ())
)


def without_names(descriptor):
    """The text with its rights as numbers."""
    return sddl.compose(descriptor).replace(";FA;", ";0x1f01ff;")


def fields(acl):
    if acl is None:
        return None
    return [[KINDS[ace.kind], sum(BITS[flag] for flag in ace.flags), ace.mask, ace.sid] for ace in acl]


@often
@given(descriptor=KNOWN)
def test_samba_reads_what_we_wrote_and_we_what_samba_wrote(samba, descriptor):
    read = samba({"sddl": without_names(descriptor)})
    assert (read["owner"], read["group"]) == (descriptor.owner, descriptor.group)
    assert (read["dacl"], read["sacl"]) == (fields(descriptor.dacl), fields(descriptor.sacl))
    assert sddl.parse(read["sddl"]) == descriptor
