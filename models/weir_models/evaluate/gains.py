"""What a grade is worth, as `libs/evaluation/src/gains.ts` reads it."""

import re
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from weir_models.failure import Failure

Column = NDArray[np.float64]
Gain = Callable[[Column], Column]
"""Grades [n] to gains [n]."""

GAINS_HELP = "Worth of a grade: exponential (2^grade - 1), linear, or a table such as 3=1,2=.1,1=.01,0=0."


def parse_gains(text: str) -> Gain:
    """Read `exponential`, `linear` or a table such as `3=1,2=0.1,1=0.01,0=0`; 0 is worth 0 unless it is listed.

    Raises:
        Failure: the text is not read; later, from the gain itself, a grade that the table lacks.
    """
    if text == "exponential":
        return lambda grades: np.exp2(grades) - 1
    if text == "linear":
        return lambda grades: np.asarray(grades, np.float64)
    table = {0.0: 0.0}
    for pair in text.split(","):
        matched = re.fullmatch(r"\s*([\d.]+)\s*=\s*([\d.eE+-]+)\s*", pair)
        try:
            grade, worth = (float(value) for value in (matched.groups() if matched else ("", "")))
        except ValueError as error:
            raise Failure(
                f'gains "{text}" are not read: give exponential, linear, or grade=gain pairs such as 3=1,2=0.1,1=0.01.'
            ) from error
        table[grade] = worth
    return lambda grades: _looked_up(np.asarray(grades, np.float64), table)


def _looked_up(grades: Column, table: Mapping[float, float]) -> Column:
    known, inverse = np.unique(grades, return_inverse=True)
    missing = [f"{grade:g}" for grade in known if float(grade) not in table]
    if missing:
        raise Failure(f"there is no gain for grade {', '.join(missing)}: add it, or use exponential or linear gains.")
    return np.array([table[float(grade)] for grade in known])[inverse] if len(known) else grades
