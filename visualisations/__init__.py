"""Findings as pages that people read, print and forward; never reads a store."""

from visualisations.quality import QualityReport, render_quality
from visualisations.report import Report, Source, render_report

__all__ = ["QualityReport", "Report", "Source", "render_quality", "render_report"]
