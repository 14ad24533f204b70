"""How much each view of a model counts is proven on held-out texts."""

from __future__ import annotations

import numpy as np

from classifier.models.calibration import Views, fit_strengths


def test_a_bounded_prior_that_misleads_is_still_unlearnt() -> None:
    """The bound is where the search begins, not where it gets stuck: the loss has one lowest point."""
    chance = np.random.default_rng(0)
    truth = np.arange(300) % 5
    planes = chance.normal(size=(300, 5)).astype(np.float32)
    planes[np.arange(300), truth] += 2.0
    misleading = np.log(chance.dirichlet(np.ones(5), size=300) + 1e-3).astype(np.float32)

    strengths = fit_strengths(Views(planes, None, misleading), truth, most_prior=0.7)

    assert strengths.prior < 0.2
    assert strengths.planes > 1.0
    assert strengths.hidden == 0.0


def test_without_proof_the_usual_strengths_hold() -> None:
    nothing = np.zeros((0, 3), dtype=np.float32)

    strengths = fit_strengths(Views(nothing, nothing, nothing), np.zeros(0, dtype=np.intp), 0.8, 3.0, 1.0)

    assert np.allclose((strengths.planes, strengths.hidden, strengths.prior), (3.0, 1.0, 0.8), atol=1e-3)
