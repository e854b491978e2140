"""Findings as pages that people read, print and forward; never reads a store."""

from visualisations.report import Report, Source, render_report

__all__ = ["Report", "Source", "render_report"]
