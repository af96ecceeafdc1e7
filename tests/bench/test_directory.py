"""What the directory and DNS are asked for a farm: as much with many accounts as with few."""

from __future__ import annotations

from bench.directory import cost

ACCOUNTS = 200
MOST_QUESTIONS, MOST_BYTES = 60, 64 * 1024  # of LDAP and DNS together, for a farm of three


def test_the_number_of_accounts_changes_nothing_that_is_asked_or_answered() -> None:
    few, many = (cost(accounts, nodes=3, repeats=1).counts for accounts in (0, ACCOUNTS))
    assert (many.connections, many.ldap, many.dns) == (few.connections, few.ldap, few.dns)
    assert abs(many.up - few.up) + abs(many.down - few.down) < 500  # times, nonces and ports have other lengths


def test_a_farm_costs_a_few_dozen_questions() -> None:
    counts = cost(0, nodes=3, repeats=1).counts
    assert 0 < counts.ldap <= MOST_QUESTIONS
    assert 0 < counts.dns <= MOST_QUESTIONS
    assert max(counts.up, counts.down) <= MOST_BYTES
