"""The first value where a payload's answer is not what was expected, in words."""

import pytest
from ansible_collections.nlb.kerberos.plugins.module_utils.model.answer_shape import mismatch

NODE = {"name": str, "addresses": [{"address": str, "skip": bool}], "number": (int, None)}
VALID = {"name": "web1", "addresses": [{"address": "10.0.0.11", "skip": False}], "number": None}


@pytest.mark.parametrize("value", [VALID, {**VALID, "addresses": []}, {**VALID, "number": 0}])
def test_a_value_of_the_shape_has_no_mismatch(value):
    assert mismatch(value, NODE) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "answer: expected an object, found null"),
        ([VALID], "answer: expected an object, found a list"),
        ({**VALID, "name": None}, "answer.name: expected a text, found null"),
        ({**VALID, "name": 7}, "answer.name: expected a text, found a whole number (7)"),
        ({**VALID, "number": True}, "answer.number: expected a whole number or null, found true"),
        ({**VALID, "number": 1.0}, "answer.number: expected a whole number or null, found a number (1.0)"),
        ({**VALID, "number": "1"}, "answer.number: expected a whole number or null, found a text"),
        ({**VALID, "addresses": {}}, "answer.addresses: expected a list, found an object"),
        ({**VALID, "addresses": None}, "answer.addresses: expected a list, found null"),
        ({**VALID, "addresses": "10.0.0.11"}, "answer.addresses: expected a list, found a text"),
        (
            {**VALID, "addresses": [*VALID["addresses"], {"address": "x", "skip": 1}]},
            "answer.addresses[1].skip: expected true or false, found a whole number (1)",
        ),
        ({**VALID, "addresses": [{"address": "x"}]}, "answer.addresses[0]: has no skip"),
        ({**VALID, "value": []}, "answer: has value, which is not known"),
        ({"addresses": 1}, "answer: has no name"),
    ],
)
def test_the_first_mismatch_is_reported_with_its_path(value, expected):
    assert mismatch(value, NODE).startswith(expected)


def test_a_text_is_not_quoted_which_may_be_of_any_length_or_a_secret():
    found = mismatch({"name": "x" * 5000}, {"name": int}, "read_a")
    assert found == "read_a.name: expected a whole number, found a text"


@pytest.mark.parametrize("number", [-(2**63) - 1, 2**64, 10**400])
def test_a_number_that_windows_does_not_have_is_not_taken(number):
    found = mismatch({"at": number}, {"at": int}, "read_a")
    assert found == "read_a.at: expected a whole number of at most 64 bits, found a larger one"


@pytest.mark.parametrize("number", [-(2**63), 2**64 - 1])
def test_the_largest_numbers_of_windows_are_taken(number):
    assert mismatch(number, int) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, 2], None),
        ([], None),
        (None, None),
        ([1, None], "answer[1]: expected a whole number, found null"),
        ("1, 2", "answer: expected a list or null, found a text"),
    ],
)
def test_a_list_may_be_null(value, expected):
    assert mismatch(value, ([int], None)) == expected
