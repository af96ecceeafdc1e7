"""What assert shows where it fails: both sides, also in the checks that several tests share."""

import pytest

pytest.register_assert_rewrite("tests.decisions.checks")
