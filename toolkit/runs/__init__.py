"""Runs: all document pairs of a manifest, aligned and flagged in parts, by one machine or many, and read back."""

from toolkit.runs.reading import document_of_run, is_run, units_of_document, units_of_run
from toolkit.runs.running import Report, check, run
from toolkit.runs.status import Status, status
from toolkit.runs.work import AlignOptions

__all__ = [
    "AlignOptions", "Report", "Status", "check", "document_of_run", "is_run", "run", "status", "units_of_document", "units_of_run",
]  # fmt: skip
