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
        ([VALID], "answer: expected an object, found list"),
        ({**VALID, "name": None}, "answer.name: expected str, found null"),
        ({**VALID, "name": 7}, "answer.name: expected str, found int '7'"),
        ({**VALID, "number": True}, "answer.number: expected int or null, found bool 'True'"),
        ({**VALID, "number": 1.0}, "answer.number: expected int or null, found float '1.0'"),
        ({**VALID, "number": "1"}, "answer.number: expected int or null, found str '1'"),
        ({**VALID, "addresses": {}}, "answer.addresses: expected a list, found dict '{}'"),
        ({**VALID, "addresses": None}, "answer.addresses: expected a list, found null"),
        ({**VALID, "addresses": "10.0.0.11"}, "answer.addresses: expected a list, found str '10.0.0.11'"),
        (
            {**VALID, "addresses": [*VALID["addresses"], {"address": "x", "skip": 1}]},
            "answer.addresses[1].skip: expected bool, found int '1'",
        ),
        ({**VALID, "addresses": [{"address": "x"}]}, "answer.addresses[0]: has no skip"),
        ({**VALID, "value": []}, "answer: has value, which is not known"),
        ({"addresses": 1}, "answer: has no name"),
    ],
)
def test_the_first_mismatch_is_reported_with_its_path(value, expected):
    assert mismatch(value, NODE).startswith(expected)


def test_a_long_value_is_cut():
    found = mismatch({"name": "x" * 5000}, {"name": int}, "read_a")
    assert found == f"read_a.name: expected int, found str '{'x' * 40}'"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1, 2], None),
        ([], None),
        (None, None),
        ([1, None], "answer[1]: expected int, found null"),
        ("1, 2", "answer: expected list or null, found str '1, 2'"),
    ],
)
def test_a_list_may_be_null(value, expected):
    assert mismatch(value, ([int], None)) == expected
