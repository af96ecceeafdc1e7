"""A request that takes too long ends, and an alarm that the task itself has set goes on."""

import signal
import time

import pytest
from ansible_collections.nlb.kerberos.plugins.plugin_utils.actions.time_limit import TimeLimitError, time_limit


def test_a_block_ends_after_its_time_and_no_exception_handler_takes_it():
    begun = time.monotonic()
    with pytest.raises(TimeLimitError), time_limit(1):
        _as_around_a_connection()
    assert time.monotonic() - begun < 10


def _as_around_a_connection():
    try:
        time.sleep(30)
    except Exception:
        pytest.fail("taken for a failure of the connection")


def test_a_block_that_ends_in_time_leaves_no_alarm_and_the_former_handler():
    former = signal.getsignal(signal.SIGALRM)
    with time_limit(60):
        pass
    assert (signal.alarm(0), signal.getsignal(signal.SIGALRM)) == (0, former)


def test_the_alarm_of_a_task_goes_on():
    signal.alarm(50)
    try:
        with time_limit(60):
            assert signal.alarm(60) > 50, "its own"
        assert 0 < signal.alarm(0) <= 50
    finally:
        signal.alarm(0)
