"""The option node: what is taken, and what is refused before anything is asked."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.node.connection_option import ARGUMENT_SPEC, ConnectionOption

GIVEN = {
    **{name: spec.get("default") for name, spec in ARGUMENT_SPEC.items()},
    "host": "web1.example.com",
    "user": "EXAMPLE\\admin",
    "password": "s3cret",
}


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({}, "https://web1.example.com:5986"),
        ({"scheme": "http"}, "http://web1.example.com:5985"),
        ({"port": 443}, "https://web1.example.com:443"),
        ({"host": "10.0.0.11"}, "https://10.0.0.11:5986"),
        ({"host": "2001:db8::1:1"}, "https://[2001:db8::1:1]:5986"),
    ],
)
def test_where_a_node_is(given, where):
    assert ConnectionOption.from_arguments({**GIVEN, **given}).where == where


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"host": "https://web1"}, "node.host: found 'https://web1', expected only a host name or an IP address"),
        ({"host": "web1/../x"}, "node.host: found 'web1/../x', expected only a host name or an IP address"),
        ({"password": None}, "node.password: is missing; ntlm needs one"),
        (
            {"transport": "basic", "scheme": "http"},
            "node.transport: basic over http would send the password unencrypted; use https or ntlm",
        ),
    ],
)
def test_what_cannot_work_is_refused(given, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        ConnectionOption.from_arguments({**GIVEN, **given})
    assert str(caught.value) == message


def test_kerberos_needs_no_password():
    assert ConnectionOption.from_arguments({**GIVEN, "transport": "kerberos", "password": None}).password is None


def test_the_password_does_not_show():
    assert "s3cret" not in repr(ConnectionOption.from_arguments(GIVEN))
