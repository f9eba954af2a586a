import numpy as np

from weir_models.cross_encoder.score_teachers import mined
from weir_models.prepare.lexical import Bm25


def test_bm25_ranks_the_text_with_the_rarer_word_first_and_gives_zero_without_one():
    scores = Bm25(["red lamp", "blue lamp", "blue lamp shade", "garden hose"]).scores("red lamps")
    assert np.argmax(scores) == 0
    assert scores[1] > 0
    assert scores[3] == 0


def test_mined_candidates_are_distinct_and_hold_best_lexical_and_far_ones():
    blend, lexical = -np.arange(2000, dtype=np.float32), np.zeros(2000, np.float32)
    lexical[500:600] = 1
    picked = mined(blend, lexical, 12, np.random.default_rng(0))
    assert len(set(picked)) == 12
    assert sum(row < 10 for row in picked) >= 4
    assert any(500 <= row < 600 for row in picked)
    assert max(picked) >= 100
