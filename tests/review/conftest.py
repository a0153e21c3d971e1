"""What the tests of the review share."""

from __future__ import annotations

import pytest

from toolkit.review import showing


@pytest.fixture
def quick_risks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Risks that take no model: a hundredth for each character of the translation."""
    monkeypatch.setattr(showing, "risk", lambda pairs, flags: [len(pair.tgt) / 100 for pair in pairs])
