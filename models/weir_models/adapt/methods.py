"""The ways to fine-tune that are compared, as the command line names them.

| name       | strength       | what it does                                                                        |
| ---------- | -------------- | ----------------------------------------------------------------------------------- |
| `naive`    | none           | fine-tunes on the domain's lists                                                    |
| `replay`   | share of lists | mixes in general judged lists (rehearsal; Robins, 1995)                             |
| `low-rate` | factor of rate | a lower rate, lower still a layer further down (ULMFiT; Howard and Ruder, 2018)     |
| `l2-sp`    | weight         | pulls every weight back to where it started (Li, Grandvalet and Davoine, ICML 2018) |
| `ewc`      | weight         | the same, by how much general lists depend on it (Kirkpatrick et al., PNAS 2017)    |
| `lwf`      | share of lists | mixes in general lists scored by the old model (Li and Hoiem, ECCV 2016)            |

Several at once are joined by `+`: `replay=0.3+l2-sp=1`. WiSE-FT needs no training and is not among them
(`interpolation.py`).
"""

import re
from dataclasses import dataclass

from weir_models.failure import Failure

DEFAULT_STRENGTH = {"naive": 0.0, "replay": 0.5, "low-rate": 0.2, "l2-sp": 1.0, "ewc": 1.0, "lwf": 0.5}
SHARES = ("replay", "lwf")


@dataclass(frozen=True)
class Method:
    """A name as given, `replay=0.3+ewc=1`, and what is in it."""

    name: str
    strengths: dict[str, float]

    def strength(self, part: str) -> float:
        """0 where the method does not have that part."""
        return self.strengths.get(part, 0.0)

    @property
    def family(self) -> str:
        """Its parts without strengths: rows of one family are one line of the plot."""
        return "+".join(self.strengths)

    @property
    def slug(self) -> str:
        """Its name as that of a folder."""
        return re.sub(r"[^\w.+-]", "-", self.name)

    @property
    def domain_share(self) -> float:
        """Of the lists of a step."""
        return 1 - sum(self.strength(part) for part in SHARES)


def parse_methods(text: str) -> list[Method]:
    """`naive,replay=0.5,l2-sp=1+lwf=0.3`; the order stays, what is named twice is run once.

    Raises:
        Failure: a name is not known, or a strength is out of its range.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    return [_parsed(name) for name in dict.fromkeys(names)]


def _parsed(name: str) -> Method:
    strengths: dict[str, float] = {}
    for part in name.split("+"):
        kind, _, given = part.partition("=")
        if kind not in DEFAULT_STRENGTH or (kind == "naive" and (given or "+" in name)):
            known = ", ".join(DEFAULT_STRENGTH)
            raise Failure(f'"{name}" is no method; there are {known}, each but naive with a strength: replay=0.3')
        try:
            strengths[kind] = float(given) if given else DEFAULT_STRENGTH[kind]
        except ValueError as error:
            raise Failure(f'"{name}": the strength of {kind} must be a number, such as {kind}=0.3.') from error
        if kind != "naive" and strengths[kind] <= 0:
            raise Failure(f'"{name}": the strength of {kind} must be above 0.')
    method = Method(name, strengths)
    if method.domain_share <= 0:
        raise Failure(f'"{name}": no list of the domain would be left in a step; shares must add up to less than 1.')
    return method
