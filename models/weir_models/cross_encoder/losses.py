"""Losses of one list: scores [products] against gains of people's grades, or against a teacher's scores.

Each takes float tensors of one shape [products] and gives a scalar. Gains are 0 to 1; a teacher's scores and the
model's are logits of any range.
"""

import re
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from weir_models.failure import Failure

Loss = Callable[[Tensor, Tensor], Tensor]


def bce(scores: Tensor, gains: Tensor) -> Tensor:
    """Pointwise binary cross-entropy with the gain as probability of relevance (Nogueira and Cho, 2019)."""
    return functional.binary_cross_entropy_with_logits(scores, gains)


def ranknet(scores: Tensor, gains: Tensor) -> Tensor:
    """Mean of log(1 + exp(s_j - s_i)) over pairs with gain_i > gain_j (Burges et al., 2005, sigma 1).

    A pair weighs as much as its gains differ, so that Exact against Irrelevant counts more than against Substitute.
    """
    weights = (gains[:, None] - gains[None, :]).clamp_min(0)
    return (weights * functional.softplus(scores[None, :] - scores[:, None])).sum() / weights.sum().clamp_min(1e-6)


def listnet(scores: Tensor, gains: Tensor) -> Tensor:
    """Cross-entropy of the softmax of scores with the gains as a distribution (ListNet's top one; Cao et al., 2007)."""
    return -(gains / gains.sum().clamp_min(1e-6) * scores.log_softmax(0)).sum()


def lambdaloss(scores: Tensor, gains: Tensor) -> Tensor:
    """NDCG-Loss2++ (Wang et al., The LambdaLoss framework, CIKM 2018, sections 6.2 and 6.4): mu 10, sigma 1, base 2.

    With G = gain / maxDCG, D(r) = log2(1 + r) and the ranks of the present scores: the sum over pairs with
    gain_i > gain_j of (rho_ij + mu * delta_ij) |G_i - G_j| log2(1 + exp(s_j - s_i)), where
    delta_ij = |1 / D(|r_i - r_j|) - 1 / D(|r_i - r_j| + 1)| and rho_ij = |1 / D(r_i) - 1 / D(r_j)|.
    """
    ranks = torch.empty_like(scores)
    ranks[scores.detach().argsort(descending=True, stable=True)] = torch.arange(
        1, len(scores) + 1, dtype=scores.dtype, device=scores.device
    )
    best = (gains.sort(descending=True).values / _discount(ranks.sort().values)).sum().clamp_min(1e-6)
    apart = (ranks[:, None] - ranks[None, :]).abs().clamp_min(1)
    delta = 1 / _discount(apart) - 1 / _discount(apart + 1)
    rho = (1 / _discount(ranks)[:, None] - 1 / _discount(ranks)[None, :]).abs()
    weights = (rho + 10 * delta) * (gains[:, None] - gains[None, :]).clamp_min(0) / best
    return (weights * functional.softplus(scores[None, :] - scores[:, None])).sum() / torch.log(scores.new_tensor(2.0))


def margin_mse(scores: Tensor, teacher: Tensor) -> Tensor:
    """Mean over all pairs of ((s_i - s_j) - (t_i - t_j))^2 / 2 (MarginMSE; Hofstätter et al., 2020).

    That mean is the variance of s - t, which is how it is computed.
    """
    difference = scores - teacher
    return (difference - difference.mean()).pow(2).mean()


def mse(scores: Tensor, teacher: Tensor) -> Tensor:
    """Mean squared error of the logits themselves (Ba and Caruana, 2014)."""
    return (scores - teacher).pow(2).mean()


def kl(scores: Tensor, teacher: Tensor) -> Tensor:
    """KL divergence of the softmax over the list from the teacher's (Hinton et al., 2015, over products)."""
    return functional.kl_div(scores.log_softmax(0), teacher.log_softmax(0), reduction="sum", log_target=True)


JUDGED: dict[str, Loss] = {"bce": bce, "ranknet": ranknet, "listnet": listnet, "lambdaloss": lambdaloss}
TEACHER: dict[str, Loss] = {"margin-mse": margin_mse, "mse": mse, "kl": kl}
JUDGED_HELP = f"Losses on grades, with weights, of {', '.join(JUDGED)}."
TEACHER_HELP = f"Losses on teacher scores, with weights, of {', '.join(TEACHER)}."


def parse_loss(text: str, known: dict[str, Loss]) -> Loss:
    """A weighted sum such as `ranknet,listnet=0.5`. Raises `Failure` for a name that is not known."""
    parts: list[tuple[Loss, float]] = []
    for part in text.split(","):
        matched = re.fullmatch(r"\s*([a-z-]+)\s*(?:=\s*([\d.]+))?\s*", part)
        if matched is None or matched[1] not in known:
            raise Failure(f'"{part}" is no loss; give some of {", ".join(known)}, each with a weight: kl,margin-mse=.3')
        parts.append((known[matched[1]], float(matched[2] or 1)))
    return lambda scores, targets: torch.stack([weight * loss(scores, targets) for loss, weight in parts]).sum()


def _discount(ranks: Tensor) -> Tensor:
    return torch.log2(1 + ranks)
