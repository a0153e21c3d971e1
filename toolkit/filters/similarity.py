"""How close the meanings of the texts are, by the vectors of an encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import BadParameter
from toolkit.filters import Filter, Score
from toolkit.filters._bounds import check_threshold
from toolkit.units import Unit

if TYPE_CHECKING:
    from toolkit.encoders import Encoder


def make(encoder: Encoder | None = None, min: float = 0.3) -> Filter:
    """Accepts units whose texts have vectors with a cosine of at least `min`.

    Args:
        encoder: gives the vectors. In a file of filters it is the name of one.

    Raises:
        BadParameter: there is no encoder.
    """
    if encoder is None:
        raise BadParameter('the filter similarity needs an encoder, as in encoder = "use"')
    check_threshold(min)
    return _Similarity(encoder, min)


@dataclass(frozen=True)
class _Similarity:
    encoder: Encoder
    lowest: float

    def score(self, units: Sequence[Unit]) -> list[Score]:
        """The cosine of each unit."""
        src = self.encoder.encode([unit.src for unit in units])
        tgt = self.encoder.encode([unit.tgt for unit in units])
        return [(round(float(cosine), 4),) for cosine in (src * tgt).sum(axis=1)]

    def accept(self, score: Score) -> bool:
        """Whether the texts are close enough."""
        return score[0] >= self.lowest
