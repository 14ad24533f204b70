"""Reads call-centre logs of any common shape: encodings, layouts, dates and phone numbers, row by row.

Start at ``intake.hotline.log.open_log``; everything in this package up to there is pure (no database, no clock).
"""
