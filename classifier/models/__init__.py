"""Classifiers that learn: trained, calibrated, corrected, evaluated, kept in a safe file."""
