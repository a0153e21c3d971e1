"""Sample documents in the file formats that users have: txt, html, docx, pdf."""

from __future__ import annotations


class MissingTool(Exception):
    """What writes a format is not installed; the message says how to install it."""
