"""One logon at Samba's domain controller where the package gssapi is: with the system's Python, in Samba's namespace.

On stdin: JSON with user and password. It prints what came of it as JSON.
"""

import json
import sys

from ansible_collections.nlb.kerberos.plugins.module_utils.directory import opening
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.errors import DirectoryError
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.filters import Equal
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.ldap_session import LdapSession
from ansible_collections.nlb.kerberos.plugins.module_utils.directory.sessions import Sessions

used = []
plain = LdapSession.bind_sealed


def bind_sealed(self, logon, context):
    used.append(context.name)
    return plain(self, logon, context)


LdapSession.bind_sealed = bind_sealed
assert opening.library.is_installed("gssapi")
given = json.load(sys.stdin)
user, password = given["user"], given["password"]
answer = {}
with Sessions(user, password, domain="example.com", domain_controllers=["10.0.0.5"], seconds=5) as sessions:
    for _ in range(2):
        try:
            session = sessions.first(sessions.controllers("example.com"))
            found = session.search("DC=example,DC=com", Equal("servicePrincipalName", "HTTP/intranet"), ["cn"])
            answer["found"] = [one.dn for one in found]
        except DirectoryError as error:
            answer["error"] = str(error)
print(json.dumps({**answer, "used": used}))
