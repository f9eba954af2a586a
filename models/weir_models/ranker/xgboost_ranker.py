"""`rank:ndcg` by XGBoost, saved as the JSON that `libs/trees` reads."""

from pathlib import Path

import numpy as np
import xgboost as xgb

from weir_models.failure import Failure
from weir_models.ranker.boosting import RankerFormat, Shape
from weir_models.ranker.lightgbm_ranker import MOST_BINS
from weir_models.ranker.pooled import Column, Matrix, Pooled


class XgboostLearner:
    """Bins the rows once. Labels are the gains themselves, so any gains do.

    Raises:
        Failure: the rows are clicks with positions or propensities, which XGBoost has no weights for.
    """

    def __init__(self, pooled: Pooled, gains: Column, directions: list[int], threads: int) -> None:
        if pooled.row_weights is not None:
            raise Failure("XGBoost weighs lists, not rows: debias clicks with --algorithm lightgbm.")
        self._lists = len(pooled.sizes)
        self._fixed: dict[str, object] = {
            "objective": "rank:ndcg",
            "ndcg_exp_gain": False,
            "lambdarank_pair_method": "topk",
            "disable_default_eval_metric": True,
            "tree_method": "hist",
            "max_bin": MOST_BINS,
            "grow_policy": "lossguide",
            "max_depth": 0,
            "monotone_constraints": tuple(directions),
            "nthread": threads,
        }
        self._set = xgb.QuantileDMatrix(
            pooled.values.astype(np.float32),
            label=gains,
            max_bin=MOST_BINS,
            group=pooled.sizes,
            weight=pooled.weights,
            feature_names=pooled.features,
            nthread=threads,
        )

    def start(self, shape: Shape, seed: int) -> "XgboostEnsemble":
        shaped = {
            "eta": shape.rate,
            "max_leaves": shape.leaves,
            # Of the second derivatives. A list's are normalised, so that their sum stands for the lists.
            "min_child_weight": shape.leaf_share * self._lists,
            "lambda": shape.l2,
            "colsample_bytree": shape.columns,
            "subsample": shape.queries,
            "lambdarank_num_pair_per_sample": shape.truncation,
            "seed": seed,
        }
        return XgboostEnsemble(xgb.Booster({**self._fixed, **shaped}, [self._set]), self._set)


class XgboostEnsemble:
    def __init__(self, booster: xgb.Booster, rows: xgb.QuantileDMatrix) -> None:
        self._booster, self._rows, self._trees = booster, rows, 0
        self._features = rows.feature_names or []

    def grow(self) -> None:
        self._booster.update(self._rows, self._trees)
        self._trees += 1

    def scores(self, values: Matrix, first: int, count: int) -> Column:
        scored = self._booster.inplace_predict(
            values.astype(np.float32),
            iteration_range=(first, first + count),
            predict_type="margin",
            validate_features=False,
        )
        return np.asarray(scored, np.float64)

    def gain(self, trees: int) -> Column:
        by_name = self._booster[:trees].get_score(importance_type="total_gain")
        gains = np.array([float(np.sum(by_name.get(name, 0.0))) for name in self._features])
        return gains / max(gains.sum(), 1e-12)

    def save(self, folder: Path, trees: int) -> tuple[str, RankerFormat]:
        self._booster[:trees].save_model(folder / "model.json")
        return "model.json", "xgboost-json"
