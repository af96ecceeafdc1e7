"""Words of a command of PowerShell."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.command_text import quoted


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("HTTP/intranet:80", "HTTP/intranet:80"),
        ("WEB1$", "WEB1$"),
        ("a b", "'a b'"),
        ("-D", "'-D'"),
        ("$x", "'$x'"),
        ("it's", "'it''s'"),
        ("a\u2019; evil", "'a\u2019\u2019; evil'"),  # which PowerShell takes for the end of the text as well
        ("\u2018\u201a\u201b", "'\u2018\u2018\u201a\u201a\u201b\u201b'"),
    ],
)
def test_whatever_is_in_it_is_one_word(text, word):
    assert quoted(text) == word
