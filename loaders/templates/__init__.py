"""Blank Excel files that load without a recipe once they are filled in."""

from loaders.templates.declarations import KIND_NAMES, TEMPLATES
from loaders.templates.recognition import find_template, recognise_template
from loaders.templates.workbook import write_template

__all__ = ["KIND_NAMES", "TEMPLATES", "find_template", "recognise_template", "write_template"]
