"""Reads text and returns judgements.

Knows no ticket, no database and no web. Every judgement is a `Prediction` or an `Abstained` and
carries its reasons, so that a person can see why and correct it.
"""
