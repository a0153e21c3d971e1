"""The review as a notebook widget: what is seen is in `web`, what is decided goes to the session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from toolkit.errors import MissingExtra, ToolkitError
from toolkit.reading import Source
from toolkit.review.session import Session

try:
    import anywidget
except ImportError as error:
    raise MissingExtra("the review in a notebook", "anywidget", "review") from error

_WEB = Path(__file__).parent / "web"
# A notebook takes one module, so the parts are put together, each after what it builds on.
_PARTS = ("text", "desk", "list", "detail", "plots", "fields", "splitting", "keys", "bench", "widget")


class Review(anywidget.AnyWidget):
    """An aligned and flagged pair as two columns to go through by keyboard; press ? in it for the keys.

    Works in JupyterLab, Notebook 7 and VS Code, and needs no network. Every decision is in the store before its effect is
    shown.

    Args:
        pair: the TSV that `bitext align` wrote.
        flags: a file that `bitext flag` wrote; without it the pair is flagged now.
        decisions: the store; without it `pair.review.sqlite` beside the TSV.
        reviewer: whose decisions these are.
        blind: whether the verdicts of others are hidden.

    Raises:
        DataError: a file cannot be read, or the store is that of another document.
        MissingExtra: anywidget is not installed.
    """

    _esm = "\n".join((_WEB / f"{part}.js").read_text("utf-8") for part in _PARTS)
    _css = (_WEB / "review.css").read_text("utf-8")

    def __init__(
        self,
        pair: Source,
        flags: Source | None = None,
        *,
        decisions: Source | None = None,
        reviewer: str | None = None,
        blind: bool = False,
    ) -> None:
        super().__init__()
        self.session = Session.open(pair, flags, decisions=decisions, reviewer=reviewer, blind=blind)
        self.on_msg(self._answer)

    def _answer(self, _: object, action: dict[str, Any], __: object) -> None:
        """Answer one message of the browser, whatever happens: it waits for the answer before it goes on."""
        number = action.pop("number", None)
        try:
            content = self._do(action)
        except ToolkitError as error:
            content = {"error": str(error)}
        except Exception as error:
            self.send({"number": number, "error": f"{type(error).__name__}: {error}"})
            raise
        self.send({"number": number, "do": action.get("do"), **content})

    def _do(self, action: dict[str, Any]) -> dict[str, Any]:
        if action.get("do") == "view":
            self.session.find_risks()  # so that the first poll has them
            return {"view": self.session.view()}
        patch = self.session.poll() if action.get("do") == "poll" else self.session.act(action)
        return {} if patch is None else {"patch": patch}
