"""The dynamic Bayesian network (Chapelle and Zhang, 2009): down the list, until satisfied or tired.

Position 1 is looked at. What is looked at is clicked with `attraction`; a click satisfies with `satisfaction` and ends
the search; otherwise the next position is looked at with probability `going_on`. Fitted by EM: up to the last click all
is known to be looked at, so what is hidden is only where the eyes stopped after it, and that is summed out exactly.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from weir_models.prepare.clicks.impressions import Impressions, summed
from weir_models.prepare.clicks.pbm import ClickModel
from weir_models.prepare.clicks.prior import Shrinkage

Numbers = NDArray[np.float64]
SMALL = 1e-12


@dataclass(frozen=True)
class _Hidden:
    """Expectations given the clicks, under the present parameters."""

    looked: Numbers
    """[lists, depth] that the position was looked at."""
    satisfied: Numbers
    """[lists] that the last click satisfied; 0 without one."""
    went_on: float
    could_go_on: float
    """How often somebody went on, and could have."""
    log_likelihood: float


def fit_dbn(seen: Impressions, shrinkage: Shrinkage, rounds: int = 100, tolerance: float = 1e-5) -> ClickModel:
    """Fit by EM.

    Args:
        seen: the log. A list ends at its first position where nothing is known to have been shown.
        shrinkage: of attraction and satisfaction, each towards its mean.
        rounds: of EM, at most.
        tolerance: change of the mean log likelihood of a list under which it stops.
    """
    whole = np.logical_and.accumulate(seen.pair >= 0, axis=1)
    whole = whole[:, : max(1, int(whole.sum(1).max(initial=1)))]
    keep = whole[:, 0]
    pair, click = seen.pair[keep, : whole.shape[1]], seen.click[keep, : whole.shape[1]]
    shown = whole[keep]
    click = click & shown
    pair = np.where(shown, pair, 0)
    count = len(seen.pairs)
    last = np.where(click.any(1), click.shape[1] - 1 - np.argmax(click[:, ::-1], axis=1), -1)
    at_last = last >= 0
    last_pair = pair[at_last, last[at_last]]
    clicks = np.bincount(pair[click], minlength=count).astype(float)
    attraction, satisfaction, going_on = np.full(count, 0.2), np.full(count, 0.5), 0.9
    curve: list[float] = []
    examined = np.zeros(count)
    for _ in range(rounds):
        hidden = _expected(attraction[pair], satisfaction[pair], going_on, click, shown, last)
        curve.append(hidden.log_likelihood)
        examined = summed(pair[shown], hidden.looked[shown], count)
        attraction = shrinkage.rates(clicks, examined)
        satisfaction = shrinkage.rates(summed(last_pair, hidden.satisfied[at_last], count), clicks)
        going_on = min(hidden.went_on / max(hidden.could_go_on, SMALL), 1 - 1e-6)
        if len(curve) > 1 and curve[-1] - curve[-2] < tolerance:
            break
    return ClickModel(
        attraction,
        satisfaction,
        _examination(attraction[pair], satisfaction[pair], going_on, shown, seen.depth),
        examined,
        curve,
    )


def _expected(
    attraction: Numbers,
    satisfaction: Numbers,
    going_on: float,
    click: NDArray[np.bool_],
    shown: NDArray[np.bool_],
    last: NDArray[np.int64],
) -> _Hidden:
    """Sum out the position where the eyes stopped: the last click (satisfied or not), or any behind it."""
    lists, depth = click.shape
    columns = np.arange(depth)
    end = shown.sum(1) - 1
    rows = np.arange(lists)
    anchor = np.maximum(last, 0)
    # Without a click the first position is looked at for certain, and was left.
    before = np.where(last >= 0, 1 - satisfaction[rows, anchor], 1 - attraction[rows, 0])
    behind = (columns > anchor[:, None]) & shown
    steps = np.where(behind, going_on * (1 - attraction), 1.0)
    # weight of stopping at m: the way to m, and not going on from there unless the list ends
    way = before[:, None] * np.cumprod(steps, axis=1)
    stops = np.where((columns >= anchor[:, None]) & shown, way, 0.0) * np.where(
        columns == end[:, None], 1, 1 - going_on
    )
    satisfied = np.where(last >= 0, satisfaction[rows, anchor], 0.0)
    total = np.maximum(stops.sum(1) + satisfied, SMALL)
    stops, satisfied = stops / total[:, None], satisfied / total
    # looked at m: stopped at m or behind it
    looked = np.cumsum(stops[:, ::-1], axis=1)[:, ::-1]
    looked = np.where(columns <= anchor[:, None], 1.0, looked) * shown
    went_on = looked[:, 1:].sum()
    unsatisfied = looked.sum() - satisfied.sum() - looked[rows, end].sum() + (satisfied * (last == end)).sum()
    return _Hidden(
        looked,
        satisfied,
        float(went_on),
        float(unsatisfied),
        _likelihood(
            attraction,
            satisfaction,
            going_on,
            click,
            last,
            total,
        ),
    )


def _likelihood(
    attraction: Numbers,
    satisfaction: Numbers,
    going_on: float,
    click: NDArray[np.bool_],
    last: NDArray[np.int64],
    behind: Numbers,
) -> float:
    """Mean over lists: what happened up to the last click, times what may have happened behind it."""
    columns = np.arange(click.shape[1])
    before = columns < last[:, None]
    logs = np.log(np.clip(np.where(click, attraction, 1 - attraction), SMALL, 1))
    logs += np.where(click, np.log(np.clip(1 - satisfaction, SMALL, 1)), 0) + np.log(going_on)
    rows = np.arange(len(click))
    at_last = np.where(last >= 0, np.log(np.clip(attraction[rows, np.maximum(last, 0)], SMALL, 1)), 0)
    return float(((logs * before).sum(1) + at_last + np.log(behind)).mean())


def _examination(
    attraction: Numbers, satisfaction: Numbers, going_on: float, shown: NDArray[np.bool_], depth: int
) -> Numbers:
    """[depth] that the position is looked at before anything is known of the clicks, on average over the lists."""
    steps = going_on * (1 - attraction * satisfaction)
    looked = np.cumprod(np.hstack([np.ones((len(steps), 1)), steps[:, :-1]]), axis=1)
    curve = np.full(depth, np.nan)
    curve[: looked.shape[1]] = (looked * shown).sum(0) / np.maximum(shown.sum(0), 1)
    return curve
