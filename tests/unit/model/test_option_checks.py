"""What was found in an option is shown as it may be typed."""

from datetime import date

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.option_checks import found


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (None, "nothing"),
        (True, "true"),
        (10, "10"),
        (r"EXAMPLE\svc", r"'EXAMPLE\svc'"),
        ("a\nb", r'"a\nb"'),
        ("caf\u00e9", "'caf\u00e9'"),
        ([r"EXAMPLE\svc", None], r'["EXAMPLE\\svc", null]'),
        ({"until": date(2027, 1, 31), date(2027, 1, 31): ("x",)}, '{"until": "2027-01-31", "2027-01-31": ["x"]}'),
    ],
)
def test_nothing_is_shown_as_python_writes_it(given, words):
    assert found(given) == words
