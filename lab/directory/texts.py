r"""What Active Directory says of a request that it refuses. Each text ends with a zero octet, as it sends it."""

from __future__ import annotations

RELEASE = "v4563"  # Windows Server 2019; a number for each release stands here


def _text(number: str, place: str, comment: str, data: str = "0") -> str:
    return f"{number}: LdapErr: DSID-{place}, comment: {comment}, data {data}, {RELEASE}\0"


INTEGRITY = _text(
    "00002028",
    "0C090259",
    r"The server requires binds to turn on integrity checking if SSL\TLS are not already active on the connection",
)
NOT_BOUND = _text(
    "000004DC",
    "0C090A5C",
    "In order to perform this operation a successful bind must be completed on the connection.",
)
NO_SEALING_IN_TLS = _text("00002029", "0C09075A", "Cannot start kerberos signing/sealing when using TLS/SSL")
NO_MECHANISM = _text("00002027", "0C090593", "SASL mechanism not supported")
NO_EXTENSION = _text("0000203D", "0C090C7D", "Unknown extended request OID")
BAD_FILTER = _text("00000057", "0C0909D7", "Error processing filter")
BAD_CONTROL = _text("00000057", "0C090A66", "Error processing control")
NOT_OF_MANY = "00002120: SvcErr: DSID-03140293, problem 5012 (DIR_ERROR), data 0\n\0"

NO_RIGHT = "00002098: SecErr: DSID-031514A0, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0\n\0"


def _of_value(number: str, place: str, problem: str) -> str:
    of = f"{number}: {place}, problem {problem}, data 0, Att 90303 (servicePrincipalName)"
    return f"{number}: AtrErr: {place}, #1:\n\t0: {of}\n\0"


VALUE_EXISTS = _of_value("00002083", "DSID-031519F7", "1006 (ATT_OR_VALUE_EXISTS)")
NO_VALUE = _of_value("00002085", "DSID-03152D2C", "1001 (NO_ATTRIBUTE_OR_VAL)")
NAME_NOT_UNIQUE = _of_value("000021C7", "DSID-03200E97", "1005 (CONSTRAINT_ATT_TYPE)")
ONLY_READ = "00002035: LdapErr: DSID-0C090E16, comment: Operation not allowed through GC port, data 0, v4563\0"
NOT_IN_THE_LAB = _text("00002077", "0C090000", "The lab takes changes of servicePrincipalName alone")
NO_TIME = "000020D9: SvcErr: DSID-03210B6F, problem 5001 (BUSY), data 0\n\0"


def no_object(best: str) -> str:
    """best: the part of the name that there is."""
    return f"0000208D: NameErr: DSID-0310028D, problem 2001 (NO_OBJECT), data 0, best match of:\n\t'{best}'\n\0"


def bad_name(name: str) -> str:
    return f"0000208F: NameErr: DSID-03100233, problem 2006 (BAD_NAME), data 8350, best match of:\n\t'{name}'\n\0"


def referral(host: str) -> str:
    return f"0000202B: RefErr: DSID-0310082F, data 0, 1 access points\n\tref 1: '{host}'\n\0"


def refused(data: str, simple: bool) -> str:
    """A logon that failed. A simple bind and a SASL bind have numbers of their own."""
    number, place = ("80090308", "0C0903D0") if simple else ("8009030C", "0C0906B8")
    return _text(number, place, "AcceptSecurityContext error", data)
