"""LambdaRANK by LightGBM (Burges, From RankNet to LambdaRank to LambdaMART, 2010)."""

from pathlib import Path

import lightgbm as lgb
import numpy as np

from weir_models.ranker.boosting import RankerFormat, Shape
from weir_models.ranker.pooled import Column, Matrix, Pooled

MOST_BINS = 63
"""Thresholds that a feature is tried at: enough for ranks and shares; fewer are faster and overfit less."""


class LightGbmLearner:
    """Bins the rows once.

    Any gains do, since grades are numbered and LightGBM is told what each is worth. With positions it estimates along
    with the trees how a place biases clicks (as unbiased LambdaMART does, Hu et al., WWW 2019); inverse propensities
    weigh rows.
    """

    def __init__(self, pooled: Pooled, gains: Column, directions: list[int], threads: int) -> None:
        worth, label = np.unique(gains, return_inverse=True)
        weights = np.repeat(pooled.weights, pooled.sizes)
        self._rows, self._threads = len(label), threads
        self._fixed: dict[str, object] = {
            "objective": "lambdarank",
            "metric": "None",
            "label_gain": worth.tolist(),
            "monotone_constraints": directions,
            "bagging_freq": 1,
            "bagging_by_query": True,
            "num_threads": threads,
            "deterministic": True,
            "force_row_wise": True,
            "feature_pre_filter": False,
            "max_bin": MOST_BINS,
            "verbosity": -1,
        }
        self._set = lgb.Dataset(
            pooled.values,
            label=label,
            weight=weights if pooled.row_weights is None else weights * pooled.row_weights,
            group=pooled.sizes,
            position=pooled.positions if pooled.positions is not None and pooled.positions.any() else None,
            feature_name=pooled.features,
            params=self._fixed,
        )

    def start(self, shape: Shape, seed: int) -> "LightGbmEnsemble":
        # On several, LightGBM 4.7 draws other queries in each run, `deterministic` or not, where there are thousands.
        threads = 1 if shape.queries < 1 else self._threads
        shaped = {
            "learning_rate": shape.rate,
            "num_leaves": shape.leaves,
            "min_data_in_leaf": max(1, round(shape.leaf_share * self._rows)),
            "lambda_l2": shape.l2,
            "feature_fraction": shape.columns,
            "bagging_fraction": shape.queries,
            "lambdarank_truncation_level": shape.truncation,
            "num_threads": threads,
            "seed": seed,
        }
        return LightGbmEnsemble(lgb.Booster({**self._fixed, **shaped}, self._set), threads)


class LightGbmEnsemble:
    def __init__(self, booster: lgb.Booster, threads: int) -> None:
        self._booster, self._threads = booster, threads

    def grow(self) -> None:
        self._booster.update()

    def scores(self, values: Matrix, first: int, count: int) -> Column:
        # What is told of threads here holds for the trees that are grown next, too.
        scored = self._booster.predict(
            values, raw_score=True, start_iteration=first, num_iteration=count, num_threads=self._threads
        )
        return np.asarray(scored, np.float64)

    def gain(self, trees: int) -> Column:
        gains = self._booster.feature_importance("gain", iteration=trees)
        return gains / max(gains.sum(), 1e-12)

    def save(self, folder: Path, trees: int) -> tuple[str, RankerFormat]:
        self._booster.save_model(str(folder / "model.txt"), num_iteration=trees)
        return "model.txt", "lightgbm"
