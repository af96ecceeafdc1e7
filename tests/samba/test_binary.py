"""Security descriptors in bytes, as Samba packs them."""

import base64
from dataclasses import replace

from ansible_collections.nlb.kerberos.plugins.module_utils.access_control import binary
from hypothesis import given, settings

from tests.samba.test_sddl import KNOWN, without_names

# Flags of the directory's inheritance alone are kept in bytes, in the order of SDDL.
ORDER = ("P", "AR", "AI")


@settings(max_examples=300)
@given(descriptor=KNOWN)
def test_what_samba_has_packed_is_read_as_it_was(samba, descriptor):
    packed = base64.b64decode(samba({"sddl": without_names(descriptor)})["packed"])
    flags = tuple(flag for flag in ORDER if flag in descriptor.dacl_flags)
    assert binary.descriptor(packed) == replace(descriptor, sacl=None, sacl_flags=(), dacl_flags=flags)
