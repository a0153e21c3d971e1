"""The term bank: Chinese terms with their established English forms, other good ones, and bad ones seen in translations."""

from __future__ import annotations

from toolkit.terms.bank import Bank, Match, default_paths, open_bank
from toolkit.terms.check import check
from toolkit.terms.convert import Import, convert, read_glossary
from toolkit.terms.entries import COLUMNS, Term, read_terms, write_terms
from toolkit.terms.families import Family, Use, families
from toolkit.terms.forms import Form, Words, form_of
from toolkit.terms.places import Place, TermForms, places, term_forms

__all__ = [
    "COLUMNS",
    "Bank",
    "Family",
    "Form",
    "Import",
    "Match",
    "Place",
    "Term",
    "TermForms",
    "Use",
    "Words",
    "check",
    "convert",
    "default_paths",
    "families",
    "form_of",
    "open_bank",
    "places",
    "read_glossary",
    "read_terms",
    "term_forms",
    "write_terms",
]
