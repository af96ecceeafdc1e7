"""Values that a task would refuse late are refused at the start."""

import re

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.start.values import check, objection


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kerberos_concerns": "", "kerberos_timeout": ""},
        {"kerberos_concerns": "site_acl, app_pool", "kerberos_timeout": "600", "kerberos_recordings_masked": "no"},
        {"kerberos_concerns": ["site_acl"], "kerberos_fails_on": ["drift", "could not check"]},
        {"kerberos_reports": {"html": "page.html", "junit": "~/junit"}},
        {"kerberos_reports": {}},
        {"kerberos_fails_on": "drift,pending", "kerberos_drain_timeout": 3600, "kerberos_preflight_requests": True},
    ],
)
def test_what_tasks_take(values):
    check(values)
    assert objection(values) == ""


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("kerberos_concerns", ["acl"], "kerberos_concerns: found 'acl', expected some of dns_registration"),
        ("kerberos_fails_on", "drifft", "kerberos_fails_on: found 'drifft'; did you mean 'drift'?"),
        ("kerberos_fails_on", ["x"], "expected some of 'drift'"),
        (
            "kerberos_reports",
            {"csv": "x", "htm": "y"},
            "kerberos_reports: found 'htm'; did you mean 'html'?",
        ),
        (
            "kerberos_reports",
            {"xlsx": "x"},
            "kerberos_reports: found 'xlsx'; expected a dictionary of a format and its path, with some of csv, hdf",
        ),
        ("kerberos_reports", {1: "x"}, "kerberos_reports: found 1; expected a dictionary"),
        ("kerberos_reports", ["html"], "kerberos_reports: found ['html'], expected a dictionary of a format"),
        ("kerberos_reports", "html=x", "kerberos_reports: found 'html=x', expected a dictionary of a format"),
        ("kerberos_reports", {"html": ""}, "kerberos_reports.html: found '', expected the path of a file on the"),
        ("kerberos_reports", {"html": None}, "kerberos_reports.html: found None, expected the path of a file on the"),
        ("kerberos_reports", {"junit": " "}, "kerberos_reports.junit: found ' ', expected the path of a folder on"),
        ("kerberos_reports", {"hdf": ["x"]}, "kerberos_reports.hdf: found ['x'], expected the path of a folder on the"),
        ("kerberos_timeout", "soon", "kerberos_timeout: found 'soon', expected a whole number from 1 to 86400"),
        ("kerberos_timeout", 0, "expected a whole number from 1"),
        (
            "kerberos_overdue_days",
            "soon",
            "found 'soon', expected a whole number from 1 to 10000",
        ),
        (
            "kerberos_drain_timeout",
            "4000",
            "kerberos_drain_timeout: found 4000, expected a whole number from 1 to 3600",
        ),
        (
            "kerberos_recordings_masked",
            "perhaps",
            "kerberos_recordings_masked: found 'perhaps', expected true or false",
        ),
    ],
)
def test_what_they_do_not_take(name, value, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        check({name: value})
    assert sentence in objection({name: value})
