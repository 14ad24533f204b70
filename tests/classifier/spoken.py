"""Labelled sentences to teach a test's classifier: the plain ones that open the table of seeds, quickly learnt."""

from __future__ import annotations

from classifier.keywords import seed_examples

SEEDS = seed_examples()[:500]
