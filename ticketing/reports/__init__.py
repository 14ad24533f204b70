"""Figures for people who steer: key figures, intervals, control charts, exports."""
