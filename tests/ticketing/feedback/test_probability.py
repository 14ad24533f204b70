"""Exact tails, against direct sums."""

from __future__ import annotations

from math import comb, exp, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ticketing.feedback.probability import (
    beta_cdf,
    beta_quantile,
    binomial_interval,
    binomial_tail,
    binomial_test,
    gamma_cdf,
    poisson_interval,
    poisson_tail,
)


@given(st.integers(0, 60), st.integers(0, 61), st.floats(0.001, 0.999))
def test_the_binomial_tail_is_the_sum_of_its_terms(n: int, k: int, p: float) -> None:
    direct = sum(comb(n, x) * p**x * (1 - p) ** (n - x) for x in range(k, n + 1))

    assert direct == pytest.approx(binomial_tail(k, n, p), abs=1e-11)


@given(st.integers(0, 60), st.floats(0, 50))
def test_the_poisson_tail_is_the_sum_of_its_terms(k: int, mean: float) -> None:
    direct = 1.0 - sum(exp(-mean) * mean**x / factorial(x) for x in range(k))

    assert direct == pytest.approx(poisson_tail(k, mean), abs=1e-11)


@settings(deadline=None)
@given(st.floats(0.001, 0.999), st.floats(0.5, 500), st.floats(0.5, 500))
def test_the_quantile_undoes_the_distribution(p: float, a: float, b: float) -> None:
    assert p == pytest.approx(beta_cdf(beta_quantile(p, a, b), a, b), abs=1e-9)


def test_known_exact_intervals() -> None:
    assert tuple(round(end, 4) for end in binomial_interval(0, 10)) == (0.0, 0.3085)
    assert tuple(round(end, 4) for end in binomial_interval(5, 10)) == (0.1871, 0.8129)
    assert tuple(round(end, 4) for end in poisson_interval(10)) == (4.7954, 18.3904)
    assert tuple(round(end, 4) for end in poisson_interval(0)) == (0.0, 3.6889)


def test_equally_likely_outcomes_belong_together() -> None:
    assert pytest.approx(binomial_test(5, 10, 0.5)) == 1.0
    assert pytest.approx(binomial_test(1, 10, 0.5)) == 2 * 11 / 1024


def test_the_edges() -> None:
    assert (beta_cdf(-0.1, 2, 3), beta_cdf(1.1, 2, 3)) == (0.0, 1.0)
    assert (gamma_cdf(0.0, 2), gamma_cdf(float("inf"), 2)) == (0.0, 1.0)
    assert (binomial_tail(0, 5, 0.3), binomial_tail(6, 5, 0.3)) == (1.0, 0.0)
