"""Findings as pages that people read, print and forward; never reads a store."""

from visualisations.edition import Edition, Link
from visualisations.quality import QualityReport, render_quality
from visualisations.report import Report, render_report
from visualisations.source import Source

__all__ = ["Edition", "Link", "QualityReport", "Report", "Source", "render_quality", "render_report"]
