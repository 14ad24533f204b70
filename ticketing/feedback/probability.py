"""Exact tails and intervals of the binomial and the Poisson distribution, from the standard library's `math`.

Incomplete beta and gamma functions by series and continued fraction (modified Lentz), as in DLMF §8.17 and §8.9.
"""

from __future__ import annotations

from math import exp, inf, isinf, lgamma, log, log1p

_TINY = 1e-300
_ENOUGH = 1e-15
_MOST_TERMS = 10_000


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b) for a, b > 0 and x in 0..1."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _beta_fraction(x, a, b) / a
    return 1.0 - front * _beta_fraction(1.0 - x, b, a) / b


def beta_quantile(p: float, a: float, b: float) -> float:
    """The x in 0..1 with `beta_cdf(x, a, b) == p`, by bisection to the last bit."""
    return _bisect(lambda x: beta_cdf(x, a, b) < p, 0.0, 1.0)


def binomial_tail(k: int, n: int, p: float) -> float:
    """P(X >= k) for X ~ Bin(n, p)."""
    if k <= 0:
        return 1.0
    return 0.0 if k > n else beta_cdf(p, k, n - k + 1)


def binomial_test(k: int, n: int, p: float) -> float:
    """The exact two-sided p-value of k in n at p: all outcomes that are no likelier than k, summed."""
    observed = _log_binomial(k, n, p)
    limit = observed + 1e-7  # equally likely outcomes must not be lost to rounding
    return min(1.0, sum(exp(w) for x in range(n + 1) if (w := _log_binomial(x, n, p)) <= limit))


def binomial_interval(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """The exact (Clopper–Pearson) interval of a share: k in n, 0 <= k <= n, n > 0."""
    half = (1.0 - level) / 2.0
    low = 0.0 if k == 0 else beta_quantile(half, k, n - k + 1)
    high = 1.0 if k == n else beta_quantile(1.0 - half, k + 1, n - k)
    return low, high


def gamma_cdf(x: float, a: float) -> float:
    """The regularised lower incomplete gamma function P(a, x) for a > 0 and x >= 0."""
    if x <= 0.0:
        return 0.0
    if isinf(x):
        return 1.0
    front = exp(a * log(x) - x - lgamma(a))
    if x < a + 1.0:
        return front * _gamma_series(x, a)
    return 1.0 - front * _gamma_fraction(x, a)


def poisson_tail(k: int, mean: float) -> float:
    """P(X >= k) for X ~ Poisson(mean)."""
    return 1.0 if k <= 0 else gamma_cdf(mean, k)


def poisson_interval(k: int, level: float = 0.95) -> tuple[float, float]:
    """The exact (Garwood) interval of a Poisson mean of which k events were seen."""
    half = (1.0 - level) / 2.0
    top = k + 10.0 * (k + 4.0) ** 0.5 + 20.0
    low = 0.0 if k == 0 else _bisect(lambda mean: poisson_tail(k, mean) < half, 0.0, top)
    high = _bisect(lambda mean: 1.0 - poisson_tail(k + 1, mean) > half, 0.0, top)
    return low, high


def _log_binomial(k: int, n: int, p: float) -> float:
    if p <= 0.0 or p >= 1.0:
        return 0.0 if k == (0 if p <= 0.0 else n) else -inf
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log1p(-p)


def _bisect(too_low, low: float, high: float) -> float:
    """The border between the x for which `too_low(x)` holds and those above."""
    for _ in range(200):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        low, high = (middle, high) if too_low(middle) else (low, middle)
    return (low + high) / 2.0


def _beta_fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1.0 / _apart(1.0 - (a + b) * x / (a + 1.0))
    result = d
    for m in range(1, _MOST_TERMS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _apart(1.0 + term * d)
            c = _apart(1.0 + term / c)
            result *= c * d
        if abs(c * d - 1.0) < _ENOUGH:
            break
    return result


def _gamma_series(x: float, a: float) -> float:
    term = total = 1.0 / a
    for n in range(1, _MOST_TERMS):
        term *= x / (a + n)
        total += term
        if term < total * _ENOUGH:
            break
    return total


def _gamma_fraction(x: float, a: float) -> float:
    b = x + 1.0 - a
    c, d = 1.0 / _TINY, 1.0 / _apart(b)
    result = d
    for n in range(1, _MOST_TERMS):
        step = -n * (n - a)
        b += 2.0
        d = 1.0 / _apart(step * d + b)
        c = _apart(b + step / c)
        result *= c * d
        if abs(c * d - 1.0) < _ENOUGH:
            break
    return result


def _apart(value: float) -> float:
    """Lentz's guard: never divide by nothing."""
    return value if abs(value) > _TINY else _TINY
