"""Review a flagged translation: the store of decisions, a session in it, and what comes of them.

`Review` is the notebook widget and needs the extra `review`; the rest needs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.review.reviewed import reviewed
from toolkit.review.session import Session

if TYPE_CHECKING:
    from toolkit.review.widget import Review

__all__ = ["Review", "Session", "reviewed"]


def __getattr__(name: str) -> object:
    # The widget needs a package that is not always there.
    if name == "Review":
        from toolkit.review.widget import Review

        return Review
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
